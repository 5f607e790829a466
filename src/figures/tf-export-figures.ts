import { figure } from './figure.ts';
import { arrow, box, DASHES, frame, group, type Svg, TYPE, words } from './kit/index.ts';
import { EXPORTS, importExample, publicApi } from './tf-export.ts';

interface Entry {
  readonly module: string;
  readonly name: string;
  /** Row of the symbol it leads to. */
  readonly symbol: number;
}

/** Entry points of one version of the API, generated from the registrations of the example. */
function entries(version: number): Entry[] {
  const api = publicApi(importExample().symbols, version === 1 ? '_tensorflow_names_v1' : '_tensorflow_names');
  return [...api].flatMap(([module, names]) =>
    [...names].map(([name, symbol]) => ({ module, name, symbol: EXPORTS.findIndex((one) => one.symbol === symbol) })),
  );
}

/** Underscores as they are: the kit reads a bare one as a subscript. */
const plain = (name: string): string => name.replaceAll('_', '\\_');

/** The decorator above a symbol, broken after its first name: in one line it would stand in the way of the arrows. */
const registration = (one: (typeof EXPORTS)[number]): string[] => {
  const names: readonly string[] = one.names;
  const old = 'v1' in one ? [`v1=[${(one.v1 as readonly string[]).map((name) => `"${name}"`).join(', ')}]`] : [];
  const [first = '', ...rest] = [...names.map((name) => `"${name}"`), ...old].join(', ').split(', ');
  return rest.length === 0 ? [`@tf\\_export(${first})`] : [`@tf\\_export(${first},`, `${rest.join(', ')})`];
};

export const tfExportFigures = [
  figure({
    name: 'tf-export',
    topic: 'tf-export',
    title: { zh: '登记的名字怎样变成公开的入口', en: 'From registered names to a public API' },
    params: {
      version: {
        about: { zh: '生成哪一版 API：1 是 1.x，2 是新版', en: 'which API is generated: 1 for 1.x, 2 for the new one' },
        least: 1,
        most: 2,
        standard: 2,
        whole: true,
      },
    },
    alt: ({ version }, locale) => {
      const list = entries(version).map(({ module, name, symbol }) => `${module}.${name} → ${EXPORTS[symbol]?.symbol}`);
      return locale === 'zh'
        ? `四个符号在源码里登记名字，生成的${version === 1 ? ' 1.x 版' : '新版'} API 有 ${list.length} 个入口：${list.join('；')}。`
        : `Four symbols register names in the source; the generated ${version === 1 ? '1.x' : 'new'} API has ${list.length} entry points: ${list.join('; ')}.`;
    },
    draw: ({ version }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const list = entries(version);
      const modules = [...new Set(list.map(({ module }) => module))];
      const symbolRow = 64;
      return frame(
        look,
        {
          title: zh ? '登记的名字怎样变成公开的入口' : 'From registered names to a public API',
          note: zh
            ? `左边是源码里的符号和头上的登记，右边是生成的${version === 1 ? ' 1.x 版' : '新版'} API。箭头是一行 import：入口指向实现，虚线的是这一版里没有的。`
            : `Left: symbols in the source with their registrations. Right: the generated ${version === 1 ? '1.x' : 'new'} API. An arrow is one import; a dashed box has no name in this version.`,
          height: EXPORTS.length * symbolRow + 16,
        },
        (area) => {
          const top = area.y + 28;
          const width = 186;
          const right = area.x + 248;
          const middle = (symbol: number): number => top + symbol * symbolRow + (symbolRow - 8) / 2;
          const symbols = EXPORTS.map((one, i) => {
            const used = list.some(({ symbol }) => symbol === i);
            const y = top + i * symbolRow;
            const lines = registration(one);
            // One line less of a registration leaves the text as much higher in its box.
            const first = y + (lines.length === 1 ? 24 : 17);
            return group(
              box(area.x, y, width, symbolRow - 8, {
                fill: used ? paint.wash : paint.surface,
                stroke: used ? paint.series[0] : paint.edge,
                radius: 5,
                ...(used ? {} : { dash: DASHES[1] }),
              }),
              ...lines.map((line, j) =>
                words(area.x + (j === 0 ? 8 : 24), first + 14 * j, line, {
                  fill: used ? paint.series[0] : paint.soft,
                  size: TYPE.small,
                }),
              ),
              words(area.x + 8, first + 14 * lines.length + 3, plain(`${one.symbol === 'Module' ? 'class' : 'def'} ${one.symbol}`), {
                fill: used ? paint.ink : paint.soft,
                weight: used ? 600 : 400,
              }),
            );
          });
          let y = top + 16;
          const drawn: Svg[] = [];
          for (const module of [...modules].sort()) {
            drawn.push(words(right + 10, y + 14, module, { fill: paint.accent, weight: 600 }));
            y += 22;
            for (const entry of list.filter((one) => one.module === module)) {
              drawn.push(
                arrow(right + 8, y + 11, area.x + width + 3, middle(entry.symbol), {
                  colour: paint.series[module === 'tf' ? 1 : 3],
                  width: 1.6,
                  dash: module === 'tf' ? undefined : DASHES[1],
                }),
                box(right + 10, y, 108, 23, { fill: paint.surface, stroke: paint.series[module === 'tf' ? 1 : 3], radius: 4 }),
                words(right + 18, y + 15.5, plain(entry.name), { fill: paint.ink }),
              );
              y += 29;
            }
            y += 12;
          }
          return group(
            words(area.x, area.y + 14, zh ? '源码' : 'source', { fill: paint.soft, size: TYPE.small }),
            words(right + 10, area.y + 14, zh ? '公开的 API' : 'public API', { fill: paint.soft, size: TYPE.small }),
            ...drawn,
            ...symbols,
          );
        },
      );
    },
  }),
];
