/** A convolution or a pooling in one direction; `dilation` 1 is an ordinary one. All in cells of the layer below. */
export interface Layer {
  readonly kernel: number;
  readonly stride: number;
  /** On either side. */
  readonly padding: number;
  readonly dilation: number;
}

export const layer = (kernel: number, stride = 1, padding = 0, dilation = 1): Layer => ({ kernel, stride, padding, dilation });

/** Cells that the taps of a kernel span: d(k - 1) + 1. */
export const effectiveKernel = ({ kernel, dilation }: Layer): number => dilation * (kernel - 1) + 1;

/** How many neighbouring units of each layer one top unit sees, from the top (1) to the input: R_{l-1} = (R_l - 1)s_l + K_l. */
export function topDown(layers: readonly Layer[]): number[] {
  let seen = 1;
  return [
    seen,
    ...layers.toReversed().map((each) => {
      seen = (seen - 1) * each.stride + effectiveKernel(each);
      return seen;
    }),
  ];
}

export interface Reach {
  /** Units of the layer. */
  readonly width: number;
  /** Pixels of the input between neighbouring units. */
  readonly jump: number;
  /** Receptive field in pixels. */
  readonly field: number;
  /** Centre of the window of unit 0, with pixel centres at 0, 1, 2, … */
  readonly centre: number;
}

/** Every layer's reach in one pass from an input of `input` pixels: r_l = r_{l-1} + (K_l - 1)j_{l-1}, j_l = j_{l-1}s_l. */
export function bottomUp(layers: readonly Layer[], input = 0): Reach[] {
  let [width, jump, field, centre] = [input, 1, 1, 0];
  return layers.map((each) => {
    const kernel = effectiveKernel(each);
    width = Math.floor((width + 2 * each.padding - kernel) / each.stride) + 1;
    field += (kernel - 1) * jump;
    centre += ((kernel - 1) / 2 - each.padding) * jump;
    jump *= each.stride;
    return { width, jump, field, centre };
  });
}

/** Counted out: the units of each layer, from the top to the input, whose values the unit uses; below 0 lies padding. */
export function unitsRead(layers: readonly Layer[], unit: number): number[][] {
  let units = [unit];
  return [
    units,
    ...layers.toReversed().map(({ kernel, stride, padding, dilation }) => {
      const below = units.flatMap((u) => Array.from({ length: kernel }, (_, tap) => u * stride - padding + tap * dilation));
      units = [...new Set(below)].sort((a, b) => a - b);
      return units;
    }),
  ];
}

/** Shares of influence of the pixels of the window in one direction, for `depth` convolutions of equal weights and stride 1. */
export function influence(depth: number, kernel: number): number[] {
  let weights = [1];
  for (let l = 0; l < depth; l++) {
    const next = new Array<number>(weights.length + kernel - 1).fill(0);
    for (const [i, weight] of weights.entries()) {
      for (let tap = 0; tap < kernel; tap++) next[i + tap] = (next[i + tap] ?? 0) + weight / kernel;
    }
    weights = next;
  }
  return weights;
}

/** Standard deviation of that influence, in pixels: a uniform distribution on k pixels has variance (k² - 1)/12. */
export const influenceDeviation = (depth: number, kernel: number): number => Math.sqrt((depth * (kernel ** 2 - 1)) / 12);

/** The network of the worked example, on an input of 32 pixels: 3×3, pooling 2×2, 3×3 with a dilation (2), 3×3 with stride 2. */
export const exampleNetwork = (dilation = 2): Layer[] => [layer(3, 1, 1), layer(2, 2), layer(3, 1, dilation, dilation), layer(3, 2, 1)];
