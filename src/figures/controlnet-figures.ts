import { encoder, example, parameterCounts, type Trainable, train } from './controlnet.ts';
import { figure } from './figure.ts';
import { arrow, box, DASHES, frame, group, MARKS, mark, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';

const STEPS = 8;
/** Smaller gradients are not drawn: training is over by then. */
const LEAST = 1e-4;
const PARTS = ['out', 'copy', 'into', 'encoder'] as const satisfies readonly Trainable[];
const LABELS = {
  zh: { out: '输出端零卷积 z_2', copy: '副本 θ_c', into: '输入端零卷积 z_1', encoder: '条件编码器 e' },
  en: { out: 'zero conv. at output z_2', copy: 'copy θ_c', into: 'zero conv. at input z_1', encoder: 'condition encoder e' },
} as const;
const millions = (count: number): string => (count / 1e6).toFixed(1);

export const controlnetFigures = [
  figure({
    name: 'controlnet',
    topic: 'controlnet',
    title: { zh: 'ControlNet：锁一份，训一份，零卷积相连', en: 'ControlNet: one locked, one trained, joined by zero convolutions' },
    params: {},
    alt: (_, locale) => {
      const { base, copied, zero, hint } = parameterCounts();
      return locale === 'zh'
        ? `左边是锁定的 U-Net（${millions(base)} 百万参数），右边是可训练的副本（${millions(copied)} 百万），只有编码块和中间块；副本的 13 个输出各经一个零卷积（共 ${millions(zero)} 百万）加到跳连和中间块上，条件图由 ${millions(hint)} 百万参数的小网络编码。`
        : `On the left the locked U-Net (${millions(base)} million parameters), on the right the trainable copy (${millions(copied)} million) of its encoder and middle blocks. The copy's 13 outputs pass a zero convolution each (${millions(zero)} million together) and are added to the skips and the middle block; a small network of ${millions(hint)} million encodes the condition image.`;
    },
    draw: (_, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { base, copied, zero, hint, control } = parameterCounts();
      return frame(
        look,
        {
          title: zh ? 'ControlNet：锁一份，训一份，零卷积相连' : 'ControlNet: one locked, one trained, joined by zero convolutions',
          note: zh
            ? `Stable Diffusion 1.5，512×512。锁定 ${millions(base)} M 参数，训练 ${millions(control)} M：副本 ${millions(copied)}，零卷积 ${millions(zero)}，条件编码器 ${millions(hint)}。`
            : `Stable Diffusion 1.5 at 512×512. Locked: ${millions(base)} M parameters. Trained: ${millions(control)} M, of them ${millions(copied)} in the copy, ${millions(zero)} in zero convolutions and ${millions(hint)} in the condition encoder.`,
          legend: [
            { label: zh ? '锁定' : 'locked', colour: paint.edge, patch: true },
            { label: zh ? '训练' : 'trained', colour: paint.series[0], patch: true },
            {
              label: zh ? '零卷积（每行 3 个，中间 1 个）' : 'zero convolutions, 3 a row, 1 in the middle',
              colour: paint.series[1],
              mark: 'diamond',
            },
          ],
          height: 344,
        },
        (area) => {
          // Three skips a resolution.
          const sides = [...new Set(encoder().skips.map((skip) => skip.side))];
          const [tall, gap, width] = [40, 14, 100];
          const top = area.y + 86;
          const rows = [...sides.map((_, level) => top + level * (tall + gap)), top + 4 * (tall + gap)];
          const columns = { encode: area.x, decode: area.x + 124, copy: area.x + area.width - width };
          const label = (x: number, y: number, text: string, fill: string = paint.ink): Svg =>
            words(x + width / 2, y, text, { fill, size: TYPE.small, anchor: 'middle' });
          const block = (x: number, y: number, lines: readonly string[], trained: boolean): Svg =>
            group(
              box(x, y, width, tall, {
                fill: trained ? paint.series[0] : paint.edge,
                opacity: 0.22,
                stroke: trained ? paint.series[0] : paint.edge,
                radius: 5,
                ...(trained ? {} : { dash: '5 3' }),
              }),
              ...lines.map((line, i) => label(x, y + tall / 2 + 4 + (i - (lines.length - 1) / 2) * 14, line)),
            );
          const grey = { colour: paint.edge, width: 1.5 };
          const teal = { colour: paint.series[0], width: 1.5 };
          const amber = { colour: paint.series[1], width: 2 };
          const joined = (y: number): Svg =>
            group(
              arrow(columns.copy, y, columns.decode + width, y, amber),
              mark('diamond', (columns.copy + columns.decode + width) / 2 + 6, y, 6, paint.series[1]),
            );
          const down = (x: number, level: number, stroke: typeof grey): Svg =>
            arrow(x + width / 2, (rows[level] ?? 0) + tall, x + width / 2, rows[level + 1] ?? 0, stroke);
          const bottom = (rows[4] ?? 0) + tall / 2;
          const hintTop = area.y + 16;
          return group(
            label(columns.encode, top - 26, zh ? '编码块（锁定）' : 'encoder, locked'),
            label(columns.encode, top - 10, 'z_t', paint.soft),
            label(columns.decode, top - 26, zh ? '解码块（锁定）' : 'decoder, locked'),
            label(columns.decode, top - 10, zh ? '预测的噪声' : 'predicted noise', paint.soft),
            label(columns.copy, hintTop - 5, zh ? '条件图 c_i' : 'condition image c_i', paint.soft),
            block(columns.copy, hintTop, [zh ? '条件编码器' : 'condition enc.', '512 → 64'], true),
            arrow(columns.copy + width / 2, hintTop + tall, columns.copy + width / 2, top, amber),
            mark('diamond', columns.copy + width / 2, hintTop + tall + 11, 6, paint.series[1]),
            words(columns.copy - 8, hintTop + 8, zh ? 'c_f 加到 z_t 的特征上' : 'c_f joins the features of z_t', {
              fill: paint.soft,
              size: TYPE.small,
              anchor: 'end',
            }),
            // Passes below the corner of the encoder's box, to where its output enters the copy.
            arrow(columns.copy - 40, hintTop + 15, columns.copy + width / 2 - 8, top - 1, { ...teal, dash: DASHES[2] }),
            ...sides.flatMap((side, level) => {
              const y = rows[level] ?? 0;
              const size = `${side}×${side}`;
              return [
                block(columns.encode, y, [zh ? '编码 ×3' : 'encode ×3', size], false),
                block(columns.decode, y, [zh ? '解码 ×3' : 'decode ×3', size], false),
                block(columns.copy, y, [zh ? '编码 ×3' : 'encode ×3', size], true),
                arrow(columns.encode + width, y + tall / 2, columns.decode, y + tall / 2, grey),
                joined(y + tall / 2),
                ...(level < 3 ? [down(columns.encode, level, grey)] : []),
                down(columns.copy, level, teal),
                arrow(columns.decode + width / 2, rows[level + 1] ?? 0, columns.decode + width / 2, y + tall, grey),
              ];
            }),
            block(columns.decode, rows[4] ?? 0, [zh ? '中间块' : 'middle', '8×8'], false),
            block(columns.copy, rows[4] ?? 0, [zh ? '中间块' : 'middle', '8×8'], true),
            segment(columns.encode + width / 2, (rows[3] ?? 0) + tall, columns.encode + width / 2, bottom, grey),
            arrow(columns.encode + width / 2, bottom, columns.decode, bottom, grey),
            joined(bottom),
          );
        },
      );
    },
  }),
  figure({
    name: 'controlnet-waking',
    topic: 'controlnet',
    title: { zh: '从零开始，依次醒来', en: 'From zero, the parts wake up in turn' },
    params: { rate: { about: { zh: '学习率', en: 'learning rate' }, least: 0.005, most: 0.08, standard: example.rate } },
    alt: ({ rate }, locale) => {
      const run = train(example.toy, example.sample, rate, STEPS);
      const woke = PARTS.map((part) => run.findIndex((step) => Math.abs(step.gradient[part]) > 1e-12) + 1).join(
        locale === 'zh' ? '、' : ', ',
      );
      const last = run[STEPS]?.output.toFixed(3);
      return locale === 'zh'
        ? `一个数代替一个部件的 ControlNet。输出端零卷积、副本、输入端零卷积、条件编码器分别在第 ${woke} 步第一次收到梯度；输出从 2 出发，${STEPS} 步后到 ${last}，目标是 4。`
        : `A ControlNet with one number for each part. Zero convolution at the output, copy, zero convolution at the input and encoder first get a gradient in steps ${woke}; the output starts at 2 and is ${last} after ${STEPS} steps, with target 4.`;
    },
    draw: ({ rate }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const run = train(example.toy, example.sample, rate, STEPS);
      const steps = run.slice(0, STEPS);
      const colours = { out: paint.series[0], copy: paint.series[1], into: paint.series[3], encoder: paint.series[2] };
      return frame(
        look,
        {
          title: zh ? '从零开始，依次醒来' : 'From zero, the parts wake up in turn',
          note: zh
            ? `正文的标量模型，学习率 ${rate}。梯度为零的步不画点：z_2 第 1 步就有，θ_c 与 z_1 第 2 步，e 第 3 步。下图是输出，目标 4。`
            : `The scalar model of the article, rate ${rate}. No mark where the gradient is zero: z_2 has one in step 1, θ_c and z_1 from step 2, e from step 3. Below, the output and its target 4.`,
          legend: PARTS.map((part, i) => ({ label: LABELS[look.locale][part], colour: colours[part], mark: MARKS[i] ?? 'circle' })),
          height: 400,
        },
        (area) => {
          const x = { domain: [0.6, STEPS + 0.4] as const, ticks: steps.map((_, i) => i + 1) };
          const above = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 244 },
            { x, y: { domain: [LEAST, 10], log: true, label: zh ? '梯度的大小' : 'size of the gradient' } },
          );
          const below = plot(
            look,
            { x: area.x, y: area.y + 254, width: area.width, height: 146 },
            {
              x: { ...x, label: zh ? '步' : 'step' },
              y: { domain: [1.5, 4.6], label: zh ? '输出 y_c' : 'output y_c', ticks: [2, 3, 4], format: (value) => value.toFixed(2) },
            },
          );
          const points = (part: Trainable): readonly Point[] =>
            steps.map((step, i): Point => [i + 1, Math.abs(step.gradient[part]) > LEAST ? Math.abs(step.gradient[part]) : Number.NaN]);
          return group(
            above.axes,
            ...PARTS.map((part, i) => above.line(points(part), { colour: colours[part], width: 2, dash: DASHES[i] })),
            ...PARTS.map((part, i) => above.dots(points(part), colours[part], MARKS[i] ?? 'circle', 4.5)),
            below.axes,
            below.horizontal(example.sample.target, { colour: paint.edge, width: 1.6, dash: DASHES[1] }),
            below.line(
              steps.map((step, i): Point => [i + 1, step.output]),
              { colour: paint.series[0], width: 2.4 },
            ),
            below.dots(
              steps.map((step, i): Point => [i + 1, step.output]),
              paint.series[0],
            ),
            below.text([1, 4], zh ? '目标 4' : 'target 4', { dx: -2, dy: -6, fill: paint.soft }),
          );
        },
      );
    },
  }),
];
