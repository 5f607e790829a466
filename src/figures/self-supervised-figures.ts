import { figure } from './figure.ts';
import { box, frame, group, segment, TYPE, words } from './kit/index.ts';
import {
  bestDiscriminator,
  blurred,
  conditionalEntropy,
  contrastiveChoice,
  cosine,
  entropy,
  mutualInformation,
  nearestLabel,
  type Pairs,
  pairsOf,
  SENTENCES,
} from './self-supervised.ts';

const NOUNS = { zh: ['猫', '狗', '米', '面'], en: ['cat', 'dog', 'rice', 'noodles'] } as const;
const VERBS = { zh: ['跑', '睡', '煮', '洗'], en: ['run', 'sleep', 'cook', 'wash'] } as const;
const [CAT, RICE, RUN] = [0, 2, 0] as const;

interface Shown {
  readonly pairs: Pairs;
  readonly all: number;
  readonly left: number;
  readonly learnt: number;
  /** For the pair cat, run: its probability, the contrastive choice against one negative, and the best discriminator. */
  readonly families: readonly [generative: number, contrastive: number, adversarial: number];
  /** Cosine of cat with dog and with rice. */
  readonly near: number;
  readonly far: number;
  /** Nouns told right from the two labels. */
  readonly right: number;
}

function shown({ blur, negative }: { readonly blur: number; readonly negative: number }): Shown {
  const pairs = blurred(pairsOf(SENTENCES), blur);
  const { given, hidden } = pairs;
  const rowOf = (i: number) => given[i] ?? [];
  const told = given.map((row) =>
    nearestLabel(row, [
      { at: rowOf(CAT), label: 'animal' },
      { at: rowOf(RICE), label: 'food' },
    ]),
  );
  const truth = ['animal', 'animal', 'food', 'food'];
  const real = rowOf(CAT)[RUN] ?? 0;
  return {
    pairs,
    all: entropy(hidden),
    left: conditionalEntropy(pairs),
    learnt: mutualInformation(pairs),
    families: [real, contrastiveChoice(pairs, CAT, RUN, [negative]), bestDiscriminator(real, hidden[RUN] ?? 0)],
    near: cosine(rowOf(CAT), rowOf(1)),
    far: cosine(rowOf(CAT), rowOf(RICE)),
    right: told.filter((label, i) => label === truth[i]).length,
  };
}

const three = (value: number): string => Math.max(0, value).toFixed(3);
const two = (value: number): string => value.toFixed(2);
const bits = (value: number): string => (value < 0.0005 ? '0' : three(value));

export const selfSupervisedFigures = [
  figure({
    name: 'self-supervised',
    topic: 'self-supervised',
    title: { zh: '猜动词，学会名词', en: 'Guess the verb, learn the noun' },
    params: {
      blur: {
        about: { zh: '动词与名词无关的句子所占的比例', en: 'share of sentences whose verb has nothing to do with the noun' },
        least: 0,
        most: 1,
        standard: 0,
      },
      negative: {
        about: { zh: '负样本：1 睡，2 煮，3 洗', en: 'the negative: 1 sleep, 2 cook, 3 wash' },
        least: 1,
        most: 3,
        standard: 3,
        whole: true,
      },
    },
    alt: (given, locale) => {
      const { blur = 0, negative = 3 } = given;
      const { all, left, learnt, families, near, far, right } = shown({ blur, negative });
      const other = VERBS[locale === 'zh' ? 'zh' : 'en'][negative] ?? '';
      return locale === 'zh'
        ? `四个名词各自的动词分布就是它们的表示：猫与狗的余弦相似度 ${three(near)}，猫与米 ${three(far)}。动词的熵 ${three(all)} 比特，知道名词后剩 ${three(left)}，名词提供 ${bits(learnt)}。只标猫和米，四个词对 ${right} 个。对“猫跑”，生成式给 ${three(families[0])}，对比式（负样本“${other}”）认对的概率 ${three(families[1])}，最优判别器 ${three(families[2])}。`
        : `The verb distributions of four nouns are their representations: cosine similarity of cat and dog ${three(near)}, cat and rice ${three(far)}. Verbs have ${three(all)} bits of entropy, ${three(left)} once the noun is known; the noun supplies ${bits(learnt)}. With cat and rice labelled, ${right} of four words come out right. For "cat run" the generative answer is ${three(families[0])}, the contrastive choice against "${other}" ${three(families[1])}, the best discriminator ${three(families[2])}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { blur = 0, negative = 3 } = values;
      const { pairs, all, left, learnt, families, near, far, right } = shown({ blur, negative });
      const [nouns, verbs] = zh ? [NOUNS.zh, VERBS.zh] : [NOUNS.en, VERBS.en];
      return frame(
        look,
        {
          title: zh ? '猜动词，学会名词' : 'Guess the verb, learn the noun',
          note:
            learnt < 0.02
              ? zh
                ? '动词与名词几乎无关：没有什么可猜，四个词的表示也就一样。'
                : 'Verbs hardly depend on nouns: there is nothing to guess by, and the four representations are the same.'
              : zh
                ? `没有人标过“动物”，猫与狗的相似度是 ${three(near)}，猫与米是 ${three(far)}。只标猫和米，四个词对 ${right} 个。`
                : `Nobody labelled "animal", yet cat and dog have similarity ${three(near)}, cat and rice ${three(far)}. With cat and rice labelled, ${right} of 4 words are right.`,
          height: 402,
        },
        (area) => {
          const small = { fill: paint.soft, size: TYPE.small } as const;
          const gutter = zh ? 30 : 54;
          const size = 31;
          const top = area.y + 40;
          const matrix = (x: number, heads: readonly string[], rows: readonly (readonly number[])[], cell: number, colour: string) =>
            rows.flatMap((row, i) => [
              ...(i === 0
                ? heads.map((head, j) =>
                    words(x + (j + 0.5) * cell, top - 6, head, { fill: paint.ink, size: TYPE.small, anchor: 'middle' }),
                  )
                : []),
              ...row.flatMap((value, j) => [
                box(x + j * cell, top + i * size, cell - 2, size - 2, { fill: colour, opacity: 0.06 + 0.6 * value, radius: 3 }),
                words(x + (j + 0.5) * cell - 1, top + i * size + 19, two(value), { fill: paint.ink, size: TYPE.small, anchor: 'middle' }),
              ]),
            ]);
          const left1 = area.x + gutter;
          const cellOfPair = zh ? 34 : 40;
          const left2 = area.x + area.width - 4 * cellOfPair;
          const alike = pairs.given.map((a) => pairs.given.map((b) => cosine(a, b)));
          const wide = left2 - left1 - 18;

          // Entropy of the verbs, the part that a noun takes away and the part that stays
          const bar = top + 4 * size + 44;
          const scale = (value: number) => area.x + (value / 2) * area.width;
          const cut = scale(learnt);
          const end = scale(all);

          const list = bar + 78;
          const from = area.x + (zh ? 60 : 84);
          const span = area.width - (from - area.x) - 8;
          const meaning = zh
            ? ['写出“跑”的概率', `在“跑”与“${verbs[negative]}”里认出“跑”`, '判别器说“猫跑”是真']
            : ['probability of writing "run"', `picks "run" over "${verbs[negative]}"`, 'discriminator: "cat run" is real'];
          const names = zh ? ['生成式', '对比式', '对抗式'] : ['generative', 'contrastive', 'adversarial'];
          return group(
            words(area.x, area.y + 12, zh ? '名词 → 动词的概率（这就是表示）' : 'noun → verbs: the representation', small),
            words(area.x + area.width, area.y + 12, zh ? '余弦相似度' : 'cosine similarity', { ...small, anchor: 'end' }),
            ...nouns.map((noun, i) => words(left1 - 8, top + i * size + 19, noun, { fill: paint.ink, size: TYPE.small, anchor: 'end' })),
            ...matrix(left1, verbs, pairs.given, wide / 4, paint.series[0]),
            ...matrix(left2, nouns, alike, cellOfPair, paint.series[1]),
            words(area.x, bar - 14, zh ? '动词的不确定性（比特）' : 'uncertainty about the verb, in bits', small),
            box(area.x, bar, Math.max(0, cut - area.x), 22, { fill: paint.series[0], opacity: 0.75 }),
            box(cut, bar, end - cut, 22, { fill: paint.series[2], opacity: 0.3 }),
            segment(end, bar - 4, end, bar + 26, { colour: paint.edge, width: 1.4 }),
            words(area.x, bar + 38, zh ? `名词提供 ${bits(learnt)}` : `the noun supplies ${bits(learnt)}`, {
              fill: paint.series[0],
              size: TYPE.small,
              weight: 600,
            }),
            words(end, bar + 38, zh ? `损失的下限 ${three(left)}` : `least loss ${three(left)}`, {
              fill: paint.series[2],
              size: TYPE.small,
              weight: 600,
              anchor: 'end',
            }),
            words(end, bar - 8, three(all), { fill: paint.ink, size: TYPE.small, anchor: 'middle' }),
            ...families.flatMap((value, i) => {
              const y = list + i * 38;
              return [
                words(area.x, y + 14, names[i] ?? '', { fill: paint.ink, size: TYPE.small }),
                box(from, y + 3, span, 14, { fill: paint.line, opacity: 0.5, radius: 3 }),
                box(from, y + 3, span * value, 14, { fill: paint.series[[0, 1, 3][i] ?? 0] ?? paint.ink, radius: 3, opacity: 0.85 }),
                segment(from + span / 2, y, from + span / 2, y + 20, { colour: paint.edge, width: 1.4 }),
                words(from, y + 31, `${meaning[i] ?? ''}  ${three(value)}`, small),
              ];
            }),
          );
        },
      );
    },
  }),
];
