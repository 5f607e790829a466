import { below, next, type RandomState } from '../kernel/random.ts';

/** Coefficients of the critic Q(s, a) = -(w1 s^2 + w2 s a + w3 a^2). */
export type Weights = readonly [number, number, number];

/** One step of the cart, as it lies in the replay buffer. */
export interface Transition {
  readonly s: number;
  readonly a: number;
  readonly r: number;
  readonly next: number;
}

/** Critic and actor (a = theta s) and their slow copies. */
export interface Agent {
  readonly w: Weights;
  readonly theta: number;
  readonly wTarget: Weights;
  readonly thetaTarget: number;
}

export interface Settings {
  readonly critic: number;
  readonly actor: number;
  readonly discount: number;
  /** Share of the main network that a target network takes over per update. */
  readonly tau: number;
}

/** The start of the worked example. */
export const beginner: Agent = { w: [2, 2, 2], theta: -0.2, wTarget: [2, 2, 2], thetaTarget: -0.2 };

export const q = (w: Weights, s: number, a: number): number => -(w[0] * s * s + w[1] * s * a + w[2] * a * a);

/** Derivative of Q by the action. */
export const slope = (w: Weights, s: number, a: number): number => -(w[1] * s + 2 * w[2] * a);

/** Derivative of Q by the weights. */
export const features = (s: number, a: number): Weights => [-s * s, -s * a, -a * a];

/** The cart: the action moves it, being away from 0 and moving cost their squares. */
export const drive = (s: number, a: number): Transition => ({ s, a, r: -(s * s + a * a), next: s + a });

export const target = (agent: Agent, step: Transition, discount: number): number =>
  step.r + discount * q(agent.wTarget, step.next, agent.thetaTarget * step.next);

const toward = (from: number, to: number, tau: number): number => tau * to + (1 - tau) * from;
const combine = (a: Weights, b: Weights, by: (x: number, y: number) => number): Weights => [by(a[0], b[0]), by(a[1], b[1]), by(a[2], b[2])];

/** The soft update of both target networks. */
export const follow = (agent: Agent, tau: number): Agent => ({
  ...agent,
  wTarget: combine(agent.wTarget, agent.w, (from, to) => toward(from, to, tau)),
  thetaTarget: toward(agent.thetaTarget, agent.theta, tau),
});

/** One update on a batch: critic on the stored actions, then actor on its own, then the target networks. */
export function update(agent: Agent, batch: readonly Transition[], settings: Settings): Agent {
  let w = agent.w;
  for (const step of batch) {
    const error = target(agent, step, settings.discount) - q(agent.w, step.s, step.a);
    w = combine(w, features(step.s, step.a), (weight, f) => weight + (settings.critic / batch.length) * error * f);
  }
  const climb = batch.reduce((sum, { s }) => sum + s * slope(w, s, agent.theta * s), 0) / batch.length;
  return follow({ ...agent, w, theta: agent.theta + settings.actor * climb }, settings.tau);
}

/** The exact critic of the best policy for the cart: with x = discount * P of the scalar Riccati equation, w = (1 + x, 2x, 1 + x). */
export function optimum(discount: number): { readonly x: number; readonly theta: number; readonly w: Weights } {
  const linear = 2 * discount - 1;
  const x = (linear + Math.sqrt(linear * linear + 4 * discount)) / 2;
  return { x, theta: -x / (1 + x), w: [1 + x, 2 * x, 1 + x] };
}

/** A standard normal draw (Box-Muller, one of the two). */
export function normal(dice: RandomState): { readonly value: number; readonly dice: RandomState } {
  const first = next(dice);
  const second = next(first.state);
  const radius = Math.sqrt(-2 * Math.log((first.word + 1) / 2 ** 32));
  return { value: radius * Math.cos((2 * Math.PI * second.word) / 2 ** 32), dice: second.state };
}

/** Ornstein-Uhlenbeck noise per step, started at 0; `pull` is kappa, `kick` is sigma. */
export function ornsteinUhlenbeck(
  steps: number,
  pull: number,
  kick: number,
  dice: RandomState,
): { readonly path: number[]; readonly dice: RandomState } {
  const path: number[] = [];
  let [noise, rolled] = [0, dice];
  for (let t = 0; t < steps; t++) {
    path.push(noise);
    const drawn = normal(rolled);
    rolled = drawn.dice;
    noise = (1 - pull) * noise + kick * drawn.value;
  }
  return { path, dice: rolled };
}

export const stationaryDeviation = (pull: number, kick: number): number => kick / Math.sqrt(1 - (1 - pull) ** 2);

/** Runs DDPG on the cart: a new start every 20 steps, noise on the actions, one batch of 16 per step. Returns the agent after every step. */
export function train(steps: number, settings: Settings, dice: RandomState): Agent[] {
  const noise = ornsteinUhlenbeck(steps, 0.15, 0.2, dice);
  let rolled = noise.dice;
  let agent = beginner;
  let s = 1;
  const buffer: Transition[] = [];
  const path: Agent[] = [];
  for (let t = 0; t < steps; t++) {
    if (t % 20 === 0) {
      const drawn = next(rolled);
      rolled = drawn.state;
      s = (2 * drawn.word) / 2 ** 32 - 1;
    }
    const step = drive(s, agent.theta * s + (noise.path[t] ?? 0));
    buffer.push(step);
    s = step.next;
    const batch = Array.from({ length: 16 }, () => {
      const drawn = below(buffer.length, rolled);
      rolled = drawn.state;
      return buffer[drawn.value] as Transition;
    });
    agent = update(agent, batch, settings);
    path.push(agent);
  }
  return path;
}

/** Parameters of a fully connected network with biases, from the sizes of its layers. */
export const parameters = (layers: readonly number[]): number =>
  layers.slice(1).reduce((sum, size, i) => sum + size * ((layers[i] ?? 0) + 1), 0);
