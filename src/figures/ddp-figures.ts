import { bucketTransfers, hubBytes, ringAllReduce, ringBytes, type Transfer } from './ddp.ts';
import { figure } from './figure.ts';
import { arrow, box, DASHES, frame, group, type Svg, segment, TYPE, words } from './kit/index.ts';

/** How many gradients each chunk contains at each moment: a ring all-reduce of ones counts them. */
function contributions(processes: number): { readonly phase: string; readonly sends: readonly number[]; readonly held: number[][] }[] {
  const ones = Array.from({ length: processes }, () => Array.from({ length: processes }, () => 1));
  const steps = ringAllReduce(ones).map(({ phase, sends, after }) => ({
    phase: phase as string,
    sends,
    held: after.map((chunks) => chunks.map((chunk) => chunk[0] ?? 0)),
  }));
  return [{ phase: 'start', sends: [], held: ones }, ...steps];
}

const two = (value: number): string => String(Math.round(value * 100) / 100);

interface Timeline {
  readonly ready: readonly number[];
  readonly transfers: readonly Transfer[];
  readonly overlapped: number;
  readonly apart: number;
}

function timeline({ buckets, compute, send }: { readonly buckets: number; readonly compute: number; readonly send: number }): Timeline {
  const ready = Array.from({ length: buckets }, (_, i) => (i + 1) * compute);
  const transfers = bucketTransfers(
    ready,
    ready.map(() => send),
  );
  return { ready, transfers, overlapped: transfers.at(-1)?.end ?? 0, apart: buckets * (compute + send) };
}

const range = (zh: string, en: string, least: number, most: number, standard: number) => ({ about: { zh, en }, least, most, standard });

export const ddpFigures = [
  figure({
    name: 'ddp',
    topic: 'ddp',
    title: { zh: '环形全归约：先加一圈，再抄一圈', en: 'Ring all-reduce: first add, then copy' },
    params: { processes: { ...range('卡数', 'GPUs', 2, 5, 4), whole: true } },
    alt: ({ processes: n }, locale) =>
      locale === 'zh'
        ? `${n} 张卡围成一圈，梯度切成 ${n} 块。前 ${n - 1} 步把块传给右邻并相加，此后每张卡恰有一块含全部 ${n} 份；后 ${n - 1} 步原样抄写。每张卡共送出梯度大小的 ${two(ringBytes(n, 1))} 倍，中心式的主卡要 ${hubBytes(n, 1)} 倍。`
        : `${n} GPUs in a circle, gradients cut into ${n} chunks. The first ${n - 1} steps pass chunks to the right and add; then each GPU has one chunk with all ${n} shares, and another ${n - 1} steps copy them. Each GPU sends ${two(ringBytes(n, 1))} times the gradients; a hub would move ${hubBytes(n, 1)} times.`,
    draw: ({ processes: n }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const moments = contributions(n);
      const row = n > 4 ? 34 : 44;
      return frame(
        look,
        {
          title: zh ? '环形全归约：先加一圈，再抄一圈' : 'Ring all-reduce: first add, then copy',
          note: zh
            ? `格里的数是这一块已含几张卡的梯度。每步每卡传一块，共 ${2 * (n - 1)} 步，每卡送出 ${two(ringBytes(n, 1))} 倍梯度（中心式的主卡 ${hubBytes(n, 1)} 倍）。`
            : `Numbers tell how many GPUs' gradients a chunk holds. One chunk a step from each, ${2 * (n - 1)} steps: each sends ${two(ringBytes(n, 1))} times the gradients (a hub ${hubBytes(n, 1)}).`,
          legend: [
            { label: zh ? '不完整' : 'incomplete', colour: paint.edge, patch: true },
            { label: zh ? '完整的总和' : 'complete sum', colour: paint.series[0], patch: true },
            { label: zh ? '刚收到的块' : 'chunk just received', colour: paint.series[1], mark: 'ring' },
            { label: zh ? '从最后一张卡传来' : 'from the last GPU', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 22 + moments.length * row,
        },
        (area) => {
          const label = zh ? 42 : 54;
          const strip = (area.width - label) / n;
          const cell = (strip - 12) / n;
          const cards = Array.from({ length: n }, (_, r) =>
            words(area.x + label + strip * r + (strip - 12) / 2, area.y + 10, zh ? `${r} 号卡` : `GPU ${r}`, {
              fill: paint.soft,
              size: TYPE.small,
              anchor: 'middle',
            }),
          );
          const rows = moments.flatMap(({ phase, sends, held }, t): Svg[] => {
            const y = area.y + 22 + t * row;
            const name = zh
              ? ({ start: '开始', 'reduce-scatter': `加 ${t}`, 'all-gather': `抄 ${t - n + 1}` }[phase] ?? '')
              : ({ start: 'start', 'reduce-scatter': `add ${t}`, 'all-gather': `copy ${t - n + 1}` }[phase] ?? '');
            const cells = held.flatMap((chunks, r) =>
              chunks.map((count, c) => {
                const x = area.x + label + strip * r + cell * c;
                const full = count === n;
                const received = sends[(r + n - 1) % n] === c;
                return group(
                  box(x, y, cell - 2, 22, {
                    fill: full ? paint.series[0] : paint.edge,
                    opacity: full ? 1 : (0.75 * count) / n,
                    radius: 3,
                  }),
                  received ? box(x - 0.5, y - 0.5, cell - 1, 23, { stroke: paint.series[1], radius: 3 }) : group(),
                  words(x + cell / 2 - 1, y + 15, String(count), {
                    fill: full ? paint.surface : paint.ink,
                    size: TYPE.small,
                    anchor: 'middle',
                  }),
                );
              }),
            );
            const paths = sends.flatMap((c, r) => {
              const to = (r + 1) % n;
              const from = area.x + label + strip * r + cell * (c + 0.5) - 1;
              const until = area.x + label + strip * to + cell * (c + 0.5) - 1;
              // The last card's neighbour is the first: its arrow would cross the whole picture.
              if (to === 0)
                return [
                  arrow(until - 22, y - row + 24, until, y - 2, {
                    colour: paint.series[1],
                    width: 1.3,
                    opacity: 0.9,
                    dash: DASHES[1],
                  }),
                ];
              return [arrow(from, y - row + 23, until, y - 2, { colour: paint.series[1], width: 1.3, opacity: 0.9 })];
            });
            return [
              words(area.x, y + 15, name, { fill: phase === 'all-gather' ? paint.soft : paint.ink, size: TYPE.small }),
              ...paths,
              ...cells,
            ];
          });
          return group(...cards, ...rows);
        },
      );
    },
  }),
  figure({
    name: 'ddp-buckets',
    topic: 'ddp',
    title: { zh: '分桶：通信藏在反向后面', en: 'Buckets: sending behind the backward pass' },
    params: {
      buckets: { ...range('桶数', 'buckets', 1, 8, 4), whole: true },
      compute: range('反向每桶（毫秒）', 'backward pass a bucket, in milliseconds', 2, 30, 10),
      send: range('传一桶（毫秒）', 'sending a bucket, in milliseconds', 2, 30, 8),
    },
    alt: (values, locale) => {
      const { overlapped, apart, ready } = timeline(values);
      const shows = overlapped - (ready.at(-1) ?? 0);
      return locale === 'zh'
        ? `${values.buckets} 个桶，反向每桶 ${two(values.compute)} 毫秒、传一桶 ${two(values.send)} 毫秒。算完再传共 ${two(apart)} 毫秒，边算边传 ${two(overlapped)} 毫秒，反向结束后露出 ${two(shows)} 毫秒。`
        : `${values.buckets} bucket${values.buckets === 1 ? '' : 's'}, ${two(values.compute)} ms of backward pass and ${two(values.send)} ms of sending each. One after the other takes ${two(apart)} ms, with overlap ${two(overlapped)}, of which ${two(shows)} show after the backward pass.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { ready, transfers, overlapped, apart } = timeline(values);
      const end = ready.at(-1) ?? 0;
      return frame(
        look,
        {
          title: zh ? '分桶：通信藏在反向后面' : 'Buckets: sending behind the backward pass',
          note: zh
            ? `反向每桶 ${two(values.compute)} 毫秒，传一桶 ${two(values.send)} 毫秒。边算边传 ${two(overlapped)} 毫秒，算完再传 ${two(apart)} 毫秒。`
            : `${two(values.compute)} ms of backward pass and ${two(values.send)} ms of sending a bucket. With overlap ${two(overlapped)} ms, without ${two(apart)} ms.`,
          legend: [
            { label: zh ? '反向' : 'backward pass', colour: paint.series[5], patch: true },
            { label: zh ? '传输' : 'sending', colour: paint.series[0], patch: true },
            { label: zh ? '露在外面' : 'what shows', colour: paint.series[1], patch: true },
          ],
          height: 210,
        },
        (area) => {
          const left = area.x + (zh ? 36 : 58);
          const scale = (area.x + area.width - 60 - left) / apart;
          const at = (time: number): number => left + time * scale;
          const bar = (y: number, from: number, to: number, fill: string, name: string): Svg =>
            group(
              box(at(from) + 0.6, y, Math.max(1, (to - from) * scale - 1.2), 24, { fill, radius: Math.min(3, ((to - from) * scale) / 5) }),
              (to - from) * scale > 14
                ? words((at(from) + at(to)) / 2, y + 16.5, name, { fill: paint.surface, size: TYPE.small, anchor: 'middle', weight: 600 })
                : group(),
            );
          const compute = (y: number): Svg[] => ready.map((time, i) => bar(y, time - values.compute, time, paint.series[5], String(i + 1)));
          const [first, second, third, fourth] = [area.y + 24, area.y + 52, area.y + 110, area.y + 138];
          const row = (y: number, name: string): Svg => words(area.x, y + 16.5, name, { fill: paint.soft, size: TYPE.small });
          const ends = (y: number, time: number): Svg =>
            words(at(time) + 7, y + 16.5, zh ? `${two(time)} 毫秒` : `${two(time)} ms`, { fill: paint.ink, size: TYPE.small, weight: 600 });
          const together = transfers.flatMap(({ start, end: done }, i) => {
            const name = String(i + 1);
            if (done <= end) return [bar(second, start, done, paint.series[0], name)];
            if (start >= end) return [bar(second, start, done, paint.series[1], name)];
            return [bar(second, start, end, paint.series[0], name), bar(second, end, done, paint.series[1], '')];
          });
          const after = ready.map((_, i) =>
            bar(fourth, end + i * values.send, end + (i + 1) * values.send, paint.series[1], String(i + 1)),
          );
          const axis = area.y + 176;
          const step = [1, 2, 5, 10, 20, 50, 100].find((one) => apart / one <= 8) ?? 100;
          const ticks = Array.from({ length: Math.floor(apart / step) + 1 }, (_, i) => i * step);
          return group(
            // A short backward pass ends under the headings: they are drawn over its line.
            segment(at(end), area.y + 18, at(end), axis, { colour: paint.edge, width: 1.2, dash: DASHES[2] }),
            words(area.x, area.y + 12, zh ? '边算边传' : 'with overlap', { fill: paint.ink, weight: 600 }),
            words(area.x, area.y + 98, zh ? '算完再传' : 'one after the other', { fill: paint.ink, weight: 600, halo: paint.surface }),
            row(first, zh ? '计算' : 'compute'),
            row(second, zh ? '通信' : 'send'),
            row(third, zh ? '计算' : 'compute'),
            row(fourth, zh ? '通信' : 'send'),
            ...compute(first),
            ...together,
            ...compute(third),
            ...after,
            ends(second, overlapped),
            ends(fourth, apart),
            segment(left, axis, at(apart), axis, { colour: paint.edge, width: 1.2 }),
            ...ticks.flatMap((time) => [
              segment(at(time), axis, at(time), axis + 4, { colour: paint.edge, width: 1.2 }),
              words(at(time), axis + 17, String(time), { fill: paint.soft, size: TYPE.small, anchor: 'middle' }),
            ]),
            words(area.x + area.width - 4, axis + 33, zh ? '反向开始后的毫秒数' : 'ms since the backward pass began', {
              fill: paint.soft,
              size: TYPE.small,
              anchor: 'end',
            }),
          );
        },
      );
    },
  }),
];
