/** A ControlNet with one number for each of its parts, so that every gradient can be written down. */
export interface Toy {
  /** Locked block F(x) = weight · x. */
  readonly locked: number;
  /** Trainable copy of the block. */
  readonly copy: number;
  /** Zero convolution on the copy's output. */
  readonly out: number;
  /** Zero convolution on the condition, before it is added to the copy's input. */
  readonly into: number;
  /** Condition encoder. */
  readonly encoder: number;
}

export interface Sample {
  readonly x: number;
  readonly condition: number;
  readonly target: number;
}

export type Trainable = Exclude<keyof Toy, 'locked'>;

/** y = F(x) + z_out · F'(x + z_in · e · h). */
export const output = ({ locked, copy, out, into, encoder }: Toy, { x, condition }: Sample): number =>
  locked * x + out * copy * (x + into * encoder * condition);

/** Gradients of the loss (y - target)²/2. */
export function gradients(toy: Toy, sample: Sample): Readonly<Record<Trainable, number>> {
  const error = output(toy, sample) - sample.target;
  const feature = toy.encoder * sample.condition;
  const inner = sample.x + toy.into * feature;
  return {
    out: error * toy.copy * inner,
    copy: error * toy.out * inner,
    into: error * toy.out * toy.copy * feature,
    encoder: error * toy.out * toy.copy * toy.into * sample.condition,
  };
}

export interface Step {
  readonly toy: Toy;
  readonly output: number;
  readonly gradient: Readonly<Record<Trainable, number>>;
}

/** Plain gradient descent; an entry holds the state before the step of its index and the gradient found there. */
export function train(start: Toy, sample: Sample, rate: number, steps: number): Step[] {
  const run: Step[] = [];
  let toy = start;
  for (let step = 0; step <= steps; step++) {
    const gradient = gradients(toy, sample);
    run.push({ toy, output: output(toy, sample), gradient });
    toy = {
      ...toy,
      out: toy.out - rate * gradient.out,
      copy: toy.copy - rate * gradient.copy,
      into: toy.into - rate * gradient.into,
      encoder: toy.encoder - rate * gradient.encoder,
    };
  }
  return run;
}

/** The worked example. */
export const example = {
  toy: { locked: 2, copy: 2, out: 0, into: 0, encoder: 1 },
  sample: { x: 1, condition: 2, target: 4 },
  rate: 0.05,
} as const satisfies { toy: Toy; sample: Sample; rate: number };

/** Weights and biases of a k×k convolution; with k = 1 also of a linear layer. */
const conv = (size: number, from: number, to: number): number => size * size * from * to + to;
const norm = (channels: number): number => 2 * channels;

/** Stable Diffusion 1.5's U-Net: 320 channels times 1, 2, 4, 4; text vectors of 768; time embedding of 1280. */
export const unet = {
  latent: 4,
  widths: [320, 640, 1280, 1280],
  blocks: 2,
  text: 768,
  time: 1280,
  attention: [true, true, true, false],
} as const;

const residual = (from: number, to: number): number =>
  norm(from) + conv(3, from, to) + conv(1, unet.time, to) + norm(to) + conv(3, to, to) + (from === to ? 0 : conv(1, from, to));

/** Self-attention, cross-attention to the text and a gated feed-forward layer, between two 1×1 convolutions. */
function transformer(c: number): number {
  const self = 3 * c * c + conv(1, c, c);
  const cross = c * c + 2 * unet.text * c + conv(1, c, c);
  const forward = conv(1, c, 8 * c) + conv(1, 4 * c, c);
  return norm(c) + 2 * conv(1, c, c) + self + cross + forward + 3 * norm(c);
}

const middle = (c: number): number => 2 * residual(c, c) + transformer(c);
const timeEmbedding = conv(1, unet.widths[0], unet.time) + conv(1, unet.time, unet.time);

export interface Skip {
  readonly channels: number;
  /** Height and width of the feature map for a latent of 64×64. */
  readonly side: number;
}

/** The twelve outputs of the encoder that go to the decoder, in order, and how many parameters make them. */
export function encoder(side = 64): { readonly skips: Skip[]; readonly parameters: number } {
  let channels: number = unet.widths[0];
  let size = side;
  let parameters = conv(3, unet.latent, channels);
  const skips: Skip[] = [{ channels, side: size }];
  unet.widths.forEach((width, level) => {
    for (let block = 0; block < unet.blocks; block++) {
      parameters += residual(channels, width) + (unet.attention[level] ? transformer(width) : 0);
      channels = width;
      skips.push({ channels, side: size });
    }
    if (level < unet.widths.length - 1) {
      parameters += conv(3, channels, channels);
      size /= 2;
      skips.push({ channels, side: size });
    }
  });
  return { skips, parameters };
}

function decoder(): number {
  const waiting = encoder().skips.map((skip) => skip.channels);
  let channels: number = unet.widths[3];
  let parameters = 0;
  for (let level = 3; level >= 0; level--) {
    const width = unet.widths[level] ?? 0;
    for (let block = 0; block <= unet.blocks; block++) {
      parameters += residual(channels + (waiting.pop() ?? 0), width) + (unet.attention[level] ? transformer(width) : 0);
      channels = width;
    }
    if (level > 0) parameters += conv(3, channels, channels);
  }
  return parameters + norm(channels) + conv(3, channels, unet.latent);
}

/** Channels of the condition encoder in the public code; a stride of 2 wherever they grow but at the ends. */
export const hintChannels = [3, 16, 16, 32, 32, 96, 96, 256, 320] as const;

/** Parameters of all parts, for Stable Diffusion 1.5. */
export function parameterCounts() {
  const { skips, parameters } = encoder();
  const deepest = unet.widths[3];
  const copied = timeEmbedding + parameters + middle(deepest);
  const zero = [...skips.map((skip) => skip.channels), deepest].reduce((sum, c) => sum + conv(1, c, c), 0);
  const hint = hintChannels.slice(1).reduce((sum, to, i) => sum + conv(3, hintChannels[i] ?? 0, to), 0);
  return { base: copied + decoder(), copied, zero, hint, control: copied + zero + hint };
}

/** Numbers that a ControlNet hands over at each denoising step, for one image. */
export function residualNumbers(side = 64): number {
  const { skips } = encoder(side);
  const last = skips[skips.length - 1] ?? { channels: 0, side: 0 };
  return [...skips, last].reduce((sum, skip) => sum + skip.channels * skip.side ** 2, 0);
}

/** Parameters of the encoder half of Stable Diffusion's VAE (128 channels times 1, 2, 4, 4; two residual blocks a level). */
export function vaeEncoder(): number {
  const plain = (from: number, to: number): number =>
    norm(from) + conv(3, from, to) + norm(to) + conv(3, to, to) + (from === to ? 0 : conv(1, from, to));
  const widths = [128, 256, 512, 512];
  let channels = 128;
  let total = conv(3, 3, channels);
  widths.forEach((width, level) => {
    for (let block = 0; block < 2; block++) {
      total += plain(channels, width);
      channels = width;
    }
    if (level < 3) total += conv(3, channels, channels);
  });
  const attention = norm(channels) + 4 * conv(1, channels, channels);
  return total + 2 * plain(channels, channels) + attention + norm(channels) + conv(3, channels, 8);
}
