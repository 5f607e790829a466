import { below, next, type RandomState, seeded } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { arrow, DASHES, frame, group, nothing, type Point, plot } from './kit/index.ts';
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

/**
 * Runs DDPG on the cart: a new start every 20 steps, Ornstein-Uhlenbeck noise on the actions, one batch of 16 per step.
 * Returns the agent after every step; a longer run begins like a shorter one.
 */
export function train(steps: number, settings: Settings, dice: RandomState): Agent[] {
  let [rolled, agent, s, noise] = [dice, beginner, 1, 0];
  const buffer: Transition[] = [];
  const path: Agent[] = [];
  for (let t = 0; t < steps; t++) {
    if (t % 20 === 0) {
      const drawn = next(rolled);
      rolled = drawn.state;
      s = (2 * drawn.word) / 2 ** 32 - 1;
    }
    const step = drive(s, agent.theta * s + noise);
    const kick = normal(rolled);
    rolled = kick.dice;
    noise = (1 - 0.15) * noise + 0.2 * kick.value;
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

const counted = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);

const DISCOUNT = 0.9;
const BEST = optimum(DISCOUNT);
const learnt = (steps: number, tau: number): Agent[] => train(steps, { critic: 0.5, actor: 0.1, discount: DISCOUNT, tau }, seeded('ddpg'));

/** Three decimals with a true minus; what rounds to zero has none. */
const signed = (value: number): string =>
  value
    .toFixed(3)
    .replace(/^-(?=0\.000$)/, '')
    .replace('-', '−');

/** What a target weight holds after each update when the main one has jumped from 0 to 1; `every` copies whole instead. */
export function following(updates: number, rule: { readonly tau: number } | { readonly every: number }): number[] {
  let copy = 0;
  return Array.from({ length: updates }, (_, i) => {
    if ('tau' in rule) copy = toward(copy, 1, rule.tau);
    else if ((i + 1) % rule.every === 0) copy = 1;
    return copy;
  });
}

export const ddpgFigures = [
  figure({
    name: 'ddpg',
    topic: 'ddpg',
    title: { zh: '演员在评论家的曲线上爬坡', en: "The actor climbs the critic's curve" },
    params: {
      steps: { about: { zh: '训练步数', en: 'training steps' }, least: 1, most: 3000, standard: 4, whole: true },
      tau: { about: { zh: '软更新的比例 τ', en: 'share τ of the soft update' }, least: 0.001, most: 1, standard: 0.1 },
    },
    alt: ({ steps, tau }, locale) => {
      const agent = learnt(steps, tau).at(-1) ?? beginner;
      return locale === 'zh'
        ? `状态 s=1 处 Q 随动作变化的三条抛物线：起初、训练 ${steps} 步之后、精确解。演员的增益从 −0.2 移到 ${signed(agent.theta)}，最优是 ${signed(BEST.theta)}。`
        : `Three parabolas of Q over the action at s = 1: at the start, after ${counted(steps)}, and exact. The actor's gain has moved from −0.2 to ${signed(agent.theta)}; the best is ${signed(BEST.theta)}.`;
    },
    draw: ({ steps, tau }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const shown = Math.max(steps, 300);
      const path = learnt(shown, tau);
      const agent = path[steps - 1] ?? beginner;
      const grid = Array.from({ length: 71 }, (_, i) => -1.1 + (1.4 * i) / 70);
      const curve = (w: Weights): readonly Point[] => grid.map((a) => [a, q(w, 1, a)]);
      const gains: readonly Point[] = [beginner, ...path].map(({ theta }, t) => [t, theta]);
      const uphill = slope(agent.w, 1, agent.theta);
      return frame(
        look,
        {
          title: zh ? '演员在评论家的曲线上爬坡' : "The actor climbs the critic's curve",
          note: zh
            ? `小车在 s = 1。训练 ${steps} 步，τ = ${tau}：增益 θ 从 −0.2 到 ${signed(agent.theta)}，最优 ${signed(BEST.theta)}；脚下的坡度 dQ/da = ${signed(uphill)}。`
            : `At s = 1 after ${counted(steps)}, τ = ${tau}: the gain θ went from −0.2 to ${signed(agent.theta)}, best is ${signed(BEST.theta)}; slope there dQ/da = ${signed(uphill)}.`,
          legend: [
            { label: zh ? `训练 ${steps} 步之后` : `after ${counted(steps)}`, colour: paint.series[0] },
            { label: zh ? '起初' : 'at the start', colour: paint.series[3], dash: DASHES[2] },
            { label: zh ? '精确解' : 'exact', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 384,
        },
        (area) => {
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 240 },
            { x: { domain: [-1.1, 0.3], label: zh ? '动作 a' : 'action a' }, y: { domain: [-3.4, -1.2], label: 'Q(1, a)', ticks: 5 } },
          );
          const below = plot(
            look,
            { x: area.x, y: area.y + 250, width: area.width, height: 134 },
            {
              x: { domain: [0, shown], label: zh ? '训练步数' : 'training steps', ticks: 4 },
              y: { domain: [-0.8, 0], label: zh ? '增益 θ' : 'gain θ', ticks: [-0.8, -0.4, 0] },
            },
          );
          const [x, y] = [map.x(agent.theta), map.y(q(agent.w, 1, agent.theta))];
          const ahead = agent.theta + Math.sign(uphill) * 0.13;
          return group(
            map.axes,
            map.line(curve(beginner.w), { colour: paint.series[3], width: 2, dash: DASHES[2] }),
            map.line(curve(agent.w), { colour: paint.series[0], width: 2.6 }),
            map.line(curve(BEST.w), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            map.dots([[beginner.theta, q(beginner.w, 1, beginner.theta)]], paint.series[3], 'square', 5),
            Math.abs(uphill) < 0.05
              ? nothing
              : arrow(x, y, map.x(ahead), map.y(q(agent.w, 1, agent.theta) + uphill * (ahead - agent.theta)), {
                  colour: paint.ink,
                  width: 1.8,
                }),
            map.dots([[agent.theta, q(agent.w, 1, agent.theta)]], paint.series[0], 'circle', 6.5),
            map.dots([[BEST.theta, q(BEST.w, 1, BEST.theta)]], paint.series[1], 'diamond', 4),
            below.axes,
            below.horizontal(BEST.theta, { colour: paint.series[1], width: 1.8, dash: DASHES[1] }),
            below.line(gains, { colour: paint.series[0], width: 2.2 }),
            below.dots([[steps, agent.theta]], paint.series[0], 'circle', 5),
            below.text([shown, BEST.theta], `θ* = ${signed(BEST.theta)}`, { dx: -2, dy: -7, anchor: 'end' }),
          );
        },
      );
    },
  }),
  figure({
    name: 'ddpg-target',
    topic: 'ddpg',
    title: { zh: '软更新：目标网络慢慢跟上', en: 'Soft updates: the target follows slowly' },
    params: { tau: { about: { zh: '软更新的比例 τ', en: 'share τ of the soft update' }, least: 0.0005, most: 0.2, standard: 0.001 } },
    alt: ({ tau }, locale) => {
      const half = Math.round(Math.log(0.5) / Math.log(1 - tau));
      return locale === 'zh'
        ? `主网络的一个权重从 0 跳到 1 之后，副本按 1−(1−τ)^n 跟上；τ=${tau} 时半衰期约 ${half} 次更新。每隔 ${Math.round(1 / tau)} 次整份复制则是一步跳上去。`
        : `After a weight of the main network jumps from 0 to 1 the copy follows as 1 − (1 − τ)^n; at τ = ${tau} half of the way takes about ${half} updates. A whole copy every ${Math.round(1 / tau)} updates gets there in one jump.`;
    },
    draw: ({ tau }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const every = Math.round(1 / tau);
      const updates = Math.round(4 / tau);
      const half = Math.log(0.5) / Math.log(1 - tau);
      const thin = Math.max(1, Math.floor(updates / 400));
      const curve = (rule: { readonly tau: number } | { readonly every: number }): readonly Point[] =>
        [0, ...following(updates, rule)].map((value, n) => [n, value] as const).filter(([n]) => n % thin === 0);
      return frame(
        look,
        {
          title: zh ? '软更新：目标网络慢慢跟上' : 'Soft updates: the target follows slowly',
          note: zh
            ? `主网络的一个权重在 0 时刻从 0 跳到 1。τ = ${tau}：走完一半要 ${Math.round(half)} 次更新，平均落后 ${Math.round((1 - tau) / tau)} 次。`
            : `A main weight jumps from 0 to 1 at time 0. With τ = ${tau}, half the way takes ${Math.round(half)} updates; the mean lag is ${Math.round((1 - tau) / tau)}.`,
          legend: [
            { label: zh ? '软更新' : 'soft update', colour: paint.series[0] },
            { label: zh ? `每 ${every} 次整份复制` : `whole copy every ${every}`, colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 220,
        },
        (area) => {
          const map = plot(look, area, {
            x: { domain: [0, updates], label: zh ? '更新次数' : 'updates', ticks: 4 },
            y: { domain: [0, 1.08], label: zh ? '副本的权重' : 'weight of the copy', ticks: [0, 0.5, 1] },
          });
          return group(
            map.axes,
            map.line(curve({ every }), { colour: paint.series[1], width: 2, dash: DASHES[1] }, 'step'),
            map.line(curve({ tau }), { colour: paint.series[0], width: 2.6 }),
            map.dots([[half, 0.5]], paint.series[0], 'circle', 5),
            map.text([half, 0.5], zh ? `${Math.round(half)} 次` : `half: ${Math.round(half)}`, { dx: -8, dy: -9, anchor: 'end' }),
          );
        },
      );
    },
  }),
];
