import {
  analysis,
  binarise,
  ceiling,
  mean,
  mutualInformation,
  PETAL_LENGTHS,
  robust,
  SEPAL_WIDTHS,
  SPECIES,
  standardise,
  toRange,
} from './feature-engineering.ts';
import { figure } from './figure.ts';
import { arrow, DASHES, frame, group, type Mark, mark, nothing, type Palette, segment, TYPE, words } from './kit/index.ts';

const KINDS: readonly { readonly name: string; readonly mark: Mark; readonly colour: (paint: Palette) => string }[] = [
  { name: 'setosa', mark: 'circle', colour: (paint) => paint.series[0] },
  { name: 'versicolor', mark: 'square', colour: (paint) => paint.series[1] },
  { name: 'virginica', mark: 'triangle', colour: (paint) => paint.series[3] },
];
/** The flower whose entry may be mistyped: 51, versicolor, 4.7 cm. */
const MISTYPED = 2;

interface Shown {
  readonly petal: readonly number[];
  readonly bits: readonly number[];
  readonly information: number;
  readonly best: number;
  /** Largest of the other flowers after range scaling. */
  readonly squeezed: number;
  readonly scores: readonly [petal: number, sepal: number];
}

function shown({ typed, threshold }: { readonly typed: number; readonly threshold: number }): Shown {
  const petal = PETAL_LENGTHS.map((v, i) => (i === MISTYPED ? typed : v));
  const bits = binarise(petal, threshold);
  return {
    petal,
    bits,
    information: mutualInformation(bits.map(String), SPECIES),
    best: ceiling(bits.map(String), SPECIES),
    squeezed: Math.max(...toRange(petal).filter((_, i) => i !== MISTYPED)),
    scores: [analysis(petal, SPECIES).F, analysis(SEPAL_WIDTHS, SPECIES).F],
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const short = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−');
const score = (value: number): string => (value < 1 ? value.toFixed(3) : value.toFixed(1));

export const featureEngineeringFigures = [
  figure({
    name: 'feature-engineering',
    topic: 'feature-engineering',
    title: { zh: '同一列花瓣长，五种样子', en: 'One column of petal lengths in five forms' },
    params: {
      typed: {
        about: { zh: '51 号花的花瓣长录成多少厘米', en: 'what is entered as petal length of flower 51, in cm' },
        least: 4.7,
        most: 47,
        standard: 4.7,
      },
      threshold: { about: { zh: '二值化的阈值（厘米）', en: 'threshold of the binary form, in cm' }, least: 1, most: 6.5, standard: 2.5 },
    },
    alt: (values, locale) => {
      const { information, best, squeezed, scores } = shown(values);
      const rest = values.typed > 6;
      return locale === 'zh'
        ? `六朵花的花瓣长经标准化、区间缩放、稳健缩放与二值化之后的样子。${rest ? `51 号录成 ${short(values.typed)}，区间缩放把其余各花挤在 0 到 ${squeezed.toFixed(3)} 之间。` : ''}以 ${short(values.threshold)} 厘米为界的一位提供 ${information.toFixed(3)} 比特，正确率上限 ${percent(best)}。F 值：花瓣长 ${score(scores[0])}，花萼宽 ${score(scores[1])}。`
        : `Petal lengths of six flowers as they are, standardised, scaled to a range, scaled robustly and made binary. ${rest ? `With ${short(values.typed)} entered for flower 51, range scaling squeezes the others between 0 and ${squeezed.toFixed(3)}. ` : ''}The bit at ${short(values.threshold)} cm supplies ${information.toFixed(3)} bits and allows ${percent(best)} accuracy at best. F is ${score(scores[0])} for petal length and ${score(scores[1])} for sepal width.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { petal, bits, information, best, squeezed, scores } = shown(values);
      const rest = values.typed > 6;
      return frame(
        look,
        {
          title: zh ? '同一列花瓣长，五种样子' : 'One column of petal lengths in five forms',
          note: rest
            ? zh
              ? `51 号花录成了 ${short(values.typed)} 厘米：区间缩放把其余各花挤在 0 到 ${squeezed.toFixed(3)} 之间，稳健缩放几乎不受影响。`
              : `Flower 51 was entered as ${short(values.typed)} cm: range scaling squeezes the others between 0 and ${squeezed.toFixed(3)}, while robust scaling hardly notices.`
            : zh
              ? `缩放只换刻度，次序和间隔的比例都不变；二值化丢信息：以 ${short(values.threshold)} 厘米为界，正确率至多 ${percent(best)}。`
              : `Scaling changes the ruler and keeps order and proportion; a bit loses information: at ${short(values.threshold)} cm accuracy is ${percent(best)} at best.`,
          legend: KINDS.map(({ name, mark: kind, colour }) => ({ label: name, colour: colour(paint), mark: kind })),
          height: 440,
        },
        (area) => {
          const left = area.x + 84;
          const right = area.x + area.width - 14;
          const ruler = (from: number, to: number) => (value: number) => left + ((value - from) / (to - from)) * (right - left);
          const strip = (
            y: number,
            name: string,
            list: readonly number[],
            [from, to]: readonly [number, number],
            ticks: readonly number[],
          ) => {
            const at = ruler(from, to);
            return group(
              words(area.x, y + 4, name, { fill: paint.ink, size: TYPE.small }),
              segment(left - 6, y + 12, right + 6, y + 12, { colour: paint.edge, width: 1.2 }),
              ...ticks.map((tick) =>
                group(
                  segment(at(tick), y + 12, at(tick), y + 16, { colour: paint.edge, width: 1.2 }),
                  words(at(tick), y + 27, short(tick), { fill: paint.soft, size: TYPE.small, anchor: 'middle' }),
                ),
              ),
              ...list.map((value, i) => {
                const kind = KINDS.find(({ name: species }) => species === SPECIES[i]) ?? KINDS[0];
                if (!kind) return nothing;
                if (value > to)
                  return group(
                    arrow(right - 20, y + 4, right + 8, y + 4, { colour: kind.colour(paint), width: 2 }),
                    words(right - 24, y + 8, short(value), { fill: kind.colour(paint), size: TYPE.small, anchor: 'end' }),
                  );
                // The two equal values of setosa stand one over the other
                const lift = list.slice(0, i).filter((other) => Math.abs(at(other) - at(value)) < 5).length;
                return mark(kind.mark, at(value), y + 5 - 7.5 * lift, 4.6, kind.colour(paint), paint.surface);
              }),
            );
          };
          const wide = Math.max(...petal);
          const [z, ranged, firm] = [standardise(petal), toRange(petal), robust(petal)];
          const cut = ruler(0, wide > 7 ? 50 : 7)(values.threshold);
          const gap = 60;
          const top = area.y + 30;
          const sepal = standardise(SEPAL_WIDTHS);
          const bottom = top + 5 * gap + 18;
          const versus = (y: number, name: string, list: readonly number[], value: number) => {
            const at = ruler(-2.4, 2.4);
            return group(
              strip(y, name, list, [-2.4, 2.4], [-2, -1, 0, 1, 2]),
              ...KINDS.map(({ name: species, colour }) => {
                const centre = at(mean(list.filter((_, i) => SPECIES[i] === species)));
                return segment(centre, y - 8, centre, y + 12, { colour: colour(paint), width: 1.6, dash: DASHES[2] });
              }),
              words(area.x, y + 19, `F = ${score(value)}`, { fill: paint.ink, weight: 600 }),
            );
          };
          return group(
            segment(cut, top - 26, cut, top + 12, { colour: paint.series[2], width: 1.6, dash: DASHES[1] }),
            words(cut + 4, top - 17, short(values.threshold), { fill: paint.series[2], size: TYPE.small, halo: paint.surface }),
            strip(
              top,
              zh ? '厘米' : 'centimetres',
              petal,
              [0, wide > 7 ? 50 : 7],
              wide > 7 ? [0, 10, 20, 30, 40, 50] : [0, 1, 2, 3, 4, 5, 6, 7],
            ),
            strip(top + gap, zh ? '标准化 z' : 'standardised', z, [-2.4, 2.4], [-2, -1, 0, 1, 2]),
            strip(top + 2 * gap, zh ? '区间缩放' : 'range', ranged, [0, 1], [0, 0.25, 0.5, 0.75, 1]),
            strip(top + 3 * gap, zh ? '稳健缩放' : 'robust', firm, [-1.2, 1.2], [-1, 0, 1]),
            strip(top + 4 * gap, zh ? '二值化' : 'binary', bits, [-0.15, 1.15], [0, 1]),
            words(
              (left + right) / 2,
              top + 4 * gap + 4,
              zh ? `${information.toFixed(3)} 比特，至多对 ${percent(best)}` : `${information.toFixed(3)} bits, ${percent(best)} at best`,
              { fill: paint.series[2], size: TYPE.small, anchor: 'middle' },
            ),
            segment(area.x, bottom - 34, right + 6, bottom - 34, { colour: paint.line, width: 1 }),
            words(
              area.x,
              bottom - 18,
              zh ? '哪一列更能分开种类（竖线是各种的均值）' : 'Which column parts the species (lines: their means)',
              {
                fill: paint.soft,
                size: TYPE.small,
              },
            ),
            versus(bottom + 14, zh ? '花瓣长 z' : 'petal length z', z, scores[0]),
            versus(bottom + 14 + gap, zh ? '花萼宽 z' : 'sepal width z', sepal, scores[1]),
          );
        },
      );
    },
  }),
];
