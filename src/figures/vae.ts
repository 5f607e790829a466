import { contours } from 'd3-contour';
import { figure } from './figure.ts';
import { box, DASHES, el, frame, group, type Look, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';

/** A Gaussian of one dimension. */
export interface Gaussian {
  readonly mean: number;
  readonly variance: number;
}

/** z ~ N(0, 1), x given z ~ N(slope z, noise). */
export interface LinearDecoder {
  readonly slope: number;
  readonly noise: number;
}

const TAU = 2 * Math.PI;

export const PRIOR: Gaussian = { mean: 0, variance: 1 };

export const logDensity = (g: Gaussian, x: number): number => -0.5 * Math.log(TAU * g.variance) - (x - g.mean) ** 2 / (2 * g.variance);

/** KL(q || p) of two Gaussians, in nats. */
export const divergence = (q: Gaussian, p: Gaussian): number =>
  0.5 * ((q.variance + (q.mean - p.mean) ** 2) / p.variance - 1 - Math.log(q.variance / p.variance));

/** Density of x with z integrated out. */
export const marginal = (d: LinearDecoder): Gaussian => ({ mean: 0, variance: d.slope ** 2 + d.noise });

/** Bayes' rule: what x says of z. */
export const posterior = (d: LinearDecoder, x: number): Gaussian => {
  const total = d.slope ** 2 + d.noise;
  return { mean: (d.slope * x) / total, variance: d.noise / total };
};

/** log p(x | z). */
export const likelihood = (d: LinearDecoder, x: number, z: number): number => logDensity({ mean: d.slope * z, variance: d.noise }, x);

/** Derivative of log p(x | z) in z. */
export const likelihoodSlope = (d: LinearDecoder, x: number, z: number): number => (d.slope * (x - d.slope * z)) / d.noise;

/** E_q[log p(x | z)]. */
export const reconstruction = (d: LinearDecoder, x: number, q: Gaussian): number =>
  -0.5 * Math.log(TAU * d.noise) - ((x - d.slope * q.mean) ** 2 + d.slope ** 2 * q.variance) / (2 * d.noise);

/** The evidence lower bound of one sample, in nats. */
export const bound = (d: LinearDecoder, x: number, q: Gaussian): number => reconstruction(d, x, q) - divergence(q, PRIOR);

/** The gradient of the bound in the mean and the deviation of q, by reparameterisation with the given draws of noise. */
export function gradient(
  d: LinearDecoder,
  x: number,
  q: Gaussian,
  draws: readonly number[],
): { readonly mean: number; readonly sigma: number } {
  const sigma = Math.sqrt(q.variance);
  let [mean, spread] = [0, 0];
  for (const epsilon of draws) {
    const slope = likelihoodSlope(d, x, q.mean + sigma * epsilon);
    mean += slope / draws.length;
    spread += (epsilon * slope) / draws.length;
  }
  return { mean: mean - q.mean, sigma: spread - (sigma - 1 / sigma) };
}

/** Means and deviations of q along a gradient ascent; the pair 1 and -1 of noise makes each gradient exact for a linear decoder. */
export function ascent(d: LinearDecoder, x: number, start: Point, rate: number, steps: number): Point[] {
  const path = [start];
  let [mean, sigma] = start;
  for (let k = 0; k < steps; k++) {
    const g = gradient(d, x, { mean, variance: sigma ** 2 }, [1, -1]);
    [mean, sigma] = [mean + rate * g.mean, sigma + rate * g.sigma];
    path.push([mean, sigma]);
  }
  return path;
}

/** The article's example. */
export const DECODER: LinearDecoder = { slope: 2, noise: 1 };
export const SAMPLE = 3;

interface Values {
  readonly mu: number;
  readonly sigma: number;
}

const facts = ({ mu, sigma }: Values) => {
  const q: Gaussian = { mean: mu, variance: sigma ** 2 };
  const total = -bound(DECODER, SAMPLE, q);
  const evidence = -logDensity(marginal(DECODER), SAMPLE);
  return { q, total, evidence, gap: total - evidence, error: -reconstruction(DECODER, SAMPLE, q), prior: divergence(q, PRIOR) };
};

/** Two bars of one length: error and KL to the prior make the same sum as -log p(x) and KL to the posterior. */
function ledger(look: Look, values: Values, x: number, y: number, width: number): Svg {
  const { paint } = look;
  const zh = look.locale === 'zh';
  const { total, evidence, gap, error, prior } = facts(values);
  const unit = width / total;
  const bar = (top: number, first: number, second: number, names: readonly [string, string], colours: readonly [string, string]) =>
    group(
      box(x, top, first * unit - 1, 13, { fill: colours[0], radius: 2, opacity: 0.85 }),
      box(x + first * unit + 1, top, Math.max(1, second * unit - 1), 13, { fill: colours[1], radius: 2, opacity: 0.85 }),
      words(x, top + 26, `${names[0]} ${first.toFixed(3)}`, { fill: paint.ink, size: TYPE.small }),
      words(x + width, top + 26, `${names[1]} ${second.toFixed(3)}`, { fill: paint.ink, size: TYPE.small, anchor: 'end' }),
    );
  return group(
    words(x, y, zh ? `−ELBO = ${total.toFixed(3)} 奈特，两种拆法` : `−ELBO = ${total.toFixed(3)} nats, split in two ways`, {
      fill: paint.ink,
      weight: 600,
    }),
    bar(y + 8, error, prior, zh ? ['重构', 'KL(q‖先验)'] : ['reconstruction', 'KL(q‖prior)'], [paint.series[3], paint.series[1]]),
    bar(y + 42, evidence, gap, ['−log p(x)', zh ? '缝隙 KL(q‖后验)' : 'gap, KL(q‖posterior)'], [paint.series[5], paint.series[0]]),
  );
}

const M: readonly [number, number] = [-1, 3];
const S: readonly [number, number] = [0.1, 1.5];
const COLUMNS = 64;
const ROWS = 46;
/** Cells beyond the edges of the map, so that no contour is closed inside it. */
const RIM = 2;
const STEPS = 12;
const LEVELS = [-12, -8, -6, -4.5, -3.6, -3.1, -2.8, -2.66];

const signed = (value: number): string => String(value).replace('-', '−');

export const vaeFigures = [
  figure({
    name: 'vae',
    topic: 'vae',
    title: { zh: '抬高下界，q 就走向真后验', en: 'Raising the bound takes q to the true posterior' },
    params: {
      mu: { about: { zh: '编码器给出的 μ', en: "the encoder's μ" }, least: -1, most: 3, standard: 1 },
      sigma: { about: { zh: '编码器给出的 σ', en: "the encoder's σ" }, least: 0.1, most: 1.5, standard: 0.5 },
    },
    alt: (values, locale) => {
      const { total, evidence, gap, error, prior } = facts(values);
      const numbers = [total, error, prior, evidence, gap].map((value) => value.toFixed(3));
      const [all, one, two, three, four] = numbers;
      return locale === 'zh'
        ? `q=N(${signed(values.mu)}, ${values.sigma}²) 与先验 N(0,1)、真后验 N(1.2, 0.2)。−ELBO=${all}，等于重构 ${one} 加 KL ${two}，也等于 −log p(x) ${three} 加缝隙 ${four}。梯度上升 ${STEPS} 步，(μ,σ) 走到 (1.2, 0.447) 附近。`
        : `q = N(${signed(values.mu)}, ${values.sigma}²), the prior N(0, 1) and the true posterior N(1.2, 0.2). −ELBO = ${all} is reconstruction ${one} plus KL ${two}, and also −log p(x) ${three} plus a gap of ${four}. ${STEPS} steps of gradient ascent take (μ, σ) close to (1.2, 0.447).`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { q } = facts(values);
      const truth = posterior(DECODER, SAMPLE);
      const path = ascent(DECODER, SAMPLE, [values.mu, values.sigma], 0.1, STEPS);
      const peak = Math.min(2.2, Math.max(1.05, Math.exp(logDensity(q, q.mean)) * 1.08));
      const curve = (g: Gaussian): Point[] =>
        Array.from({ length: 221 }, (_, i) => {
          const z = -2.5 + (6 * i) / 220;
          return [z, Math.exp(logDensity(g, z))];
        });
      return frame(
        look,
        {
          title: zh ? '抬高下界，q 就走向真后验' : 'Raising the bound takes q to the true posterior',
          note: zh
            ? `解码器 2z、噪声方差 1，样本 x = 3，q = N(${signed(values.mu)}, ${values.sigma}^2)。下图以学习率 0.1 各做 ${STEPS} 步梯度上升：方块从 q 出发，菱形从先验出发。`
            : `Decoder 2z, noise of variance 1, sample x = 3, q = N(${signed(values.mu)}, ${values.sigma}^2). Below, ${STEPS} steps of gradient ascent at rate 0.1, from q (square) and from the prior (diamond).`,
          legend: [
            { label: 'q(z|x)', colour: paint.series[0] },
            { label: zh ? '真后验 p(z|x)' : 'true posterior p(z|x)', colour: paint.ink, dash: DASHES[1] },
            { label: zh ? '先验 p(z)' : 'prior p(z)', colour: paint.series[1], dash: DASHES[2] },
          ],
          height: 466,
        },
        (area) => {
          const top = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 150 },
            {
              x: { domain: [-2.5, 3.5], ticks: [-2, -1, 0, 1, 2, 3], label: 'z' },
              y: { domain: [0, peak], ticks: peak > 1.3 ? [0, 1, 2] : [0, 0.5, 1], label: zh ? '密度' : 'density', grid: false },
            },
          );
          const map = plot(
            look,
            { x: area.x, y: area.y + 256, width: area.width, height: 210 },
            {
              x: { domain: M, ticks: [-1, 0, 1, 2, 3], label: 'μ' },
              y: {
                domain: S,
                ticks: [0.25, 0.5, 0.75, 1, 1.25],
                label: zh ? 'σ；等高线是 ELBO' : 'σ; the contours are of the ELBO',
                grid: false,
              },
            },
          );
          const spot = (c: number, r: number): Point => [
            M[0] + ((M[1] - M[0]) * (c - RIM)) / (COLUMNS - 2 * RIM),
            S[0] + ((S[1] - S[0]) * (r - RIM)) / (ROWS - 2 * RIM),
          ];
          const heights = Array.from({ length: COLUMNS * ROWS }, (_, i) => {
            const [mean, sigma] = spot((i % COLUMNS) + 0.5, Math.floor(i / COLUMNS) + 0.5);
            return bound(DECODER, SAMPLE, { mean, variance: sigma ** 2 });
          });
          const rings = contours()
            .size([COLUMNS, ROWS])
            .thresholds(LEVELS)(heights)
            .map(({ coordinates }) =>
              el('path', {
                d: coordinates
                  .flat()
                  .map(
                    (ring) =>
                      `M${ring
                        .map(([c = 0, r = 0]) => spot(c, r))
                        .map(([a, b]) => `${map.x(a).toFixed(1)} ${map.y(b).toFixed(1)}`)
                        .join('L')}Z`,
                  )
                  .join(''),
                fill: paint.series[0],
                'fill-opacity': 0.07,
                stroke: paint.edge,
                'stroke-opacity': 0.45,
                'stroke-width': 0.8,
              }),
            );
          const goal: Point = [truth.mean, Math.sqrt(truth.variance)];
          return group(
            top.axes,
            top.line(curve(PRIOR), { colour: paint.series[1], width: 2, dash: DASHES[2] }),
            top.area(curve(q), paint.series[0], 0.16),
            top.line(curve(q), { colour: paint.series[0], width: 2.4 }),
            top.line(curve(truth), { colour: paint.ink, width: 1.7, dash: DASHES[1] }),
            ledger(look, values, area.x, area.y + 168, area.width - 8),
            el('clipPath', { id: 'vae-map' }, el('rect', { ...map.inner })),
            el('g', { 'clip-path': 'url(#vae-map)' }, ...rings),
            map.axes,
            segment(map.x(goal[0]), map.y(S[0]), map.x(goal[0]), map.y(goal[1]), { colour: paint.ink, width: 1, dash: DASHES[2] }),
            segment(map.x(M[0]), map.y(goal[1]), map.x(goal[0]), map.y(goal[1]), { colour: paint.ink, width: 1, dash: DASHES[2] }),
            map.line(ascent(DECODER, SAMPLE, [0, 1], 0.1, STEPS), { colour: paint.series[1], width: 1.8, dash: DASHES[2] }),
            map.dots(ascent(DECODER, SAMPLE, [0, 1], 0.1, STEPS).slice(1), paint.series[1], 'circle', 2.4),
            map.dots([[0, 1]], paint.series[1], 'diamond', 5),
            map.line(path, { colour: paint.series[0], width: 2 }),
            map.dots(path.slice(1), paint.series[0], 'circle', 3),
            map.dots([[values.mu, values.sigma]], paint.series[0], 'square', 5.5),
            map.dots([goal], paint.ink, 'cross', 5),
            map.text([M[0], goal[1]], '√0.2', { dx: 5, dy: -4, fill: paint.soft }),
            map.text([goal[0], S[0]], '1.2', { dx: 5, dy: -4, fill: paint.soft }),
          );
        },
      );
    },
  }),
];
