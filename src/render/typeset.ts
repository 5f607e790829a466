import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { PALETTES } from '../figures/kit/look.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Inline, type Prose, type ProseBlock, plain } from '../kernel/prose.ts';
import { err, type Result, unreachable } from '../kernel/result.ts';
import type { Theme } from '../kernel/theme.ts';
import { pieces } from './emoji.ts';
import { FAMILIES, fontFiles, MONO } from './fonts.ts';
import { compileFormula } from './formula.ts';
import { MAX_PIXELS, type Raster, type RenderFault, rasterised, sizeOf } from './raster.ts';

const TEMPLATES = fileURLToPath(new URL('templates', import.meta.url));
/** Pixels a unit of typst's SVG, of which a point is four thirds: three a point, and two where a page is very long. */
const SCALE = { most: 2.25, least: 1.5 };
/** Size of a formula's ex beside letters of 1 em of Noto Sans SC, whose x-height is 0.49 em. */
const EX = 0.47;

/** What a template gets of a line: text, and pictures that stand in it; lengths in em. */
export type Run =
  /** `level`: raised or lowered, as x₀ and 10⁹ are written where there are no formulas. */
  | { readonly kind: 'text'; readonly text: string; readonly style: string; readonly level: -1 | 0 | 1 }
  | {
      readonly kind: 'image';
      readonly svg: string;
      readonly width: number;
      readonly height: number;
      readonly depth: number;
      /** Free on both sides. */
      readonly air: number;
    };

let compiler: NodeCompiler | undefined;

/**
 * Draws a template with data. The data are passed beside the source and are never read as typst: nothing that people, articles or a
 * model wrote is ever compiled.
 */
export function typeset(template: 'prose' | 'card', data: object, theme: Theme, locale: Locale): Result<Raster, RenderFault> {
  compiler ??= NodeCompiler.create({ workspace: TEMPLATES, fontArgs: fontFiles().map((file) => ({ fontPaths: [dirname(file)] })) });
  const input = JSON.stringify({ ...data, paint: PALETTES[theme], lang: locale, fonts: FAMILIES, mono: [...MONO, ...FAMILIES] });
  const compiled = compiler.compile({ mainFilePath: `${TEMPLATES}/${template}.typ`, inputs: { data: input } });
  if (!compiled.result) {
    const problems = compiled.hasError() ? compiler.fetchDiagnostics(compiled.takeDiagnostics() as never) : [];
    return err({ kind: 'failed', message: JSON.stringify(problems).slice(0, 500) });
  }
  const svg = unpacked(compiler.plainSvg(compiled.result));
  compiler.evictCache(20);
  return rasterised(svg, scaleOf(svg), { fonts: svg.includes('<text') });
}

/** A long page is drawn less finely, before it is refused. */
function scaleOf(svg: string): number {
  const [width, height] = sizeOf(svg);
  const fits = Math.floor(100 * Math.sqrt(MAX_PIXELS / (width * height))) / 100;
  return Math.max(SCALE.least, Math.min(SCALE.most, fits));
}

const EMBEDDED =
  /<image(?: transform="([^"]*)")? xlink:href="data:image\/svg\+xml;base64,([^"]*)" width="([^"]*)" height="([^"]*)"[^>]*\/>/g;

/**
 * Typst embeds pictures as data. In those resvg draws no letters (Chinese in a formula), and each costs it as much as a page: put in their
 * place they are drawn rightly, and ten times as fast.
 */
function unpacked(svg: string): string {
  return svg.replaceAll(EMBEDDED, (image, transform, code, width, height) => {
    const inner = Buffer.from(code, 'base64').toString('utf8');
    const viewBox = /^<svg[^>]*?\sviewBox="([^"]*)"/.exec(inner)?.[1];
    // Names inside of one picture could be those of another.
    if (viewBox === undefined || inner.includes(' id="')) return image;
    const placed = inner.replace(
      /^<svg[^>]*>/,
      `<svg width="${width}" height="${height}" preserveAspectRatio="none" viewBox="${viewBox}">`,
    );
    return transform === undefined ? placed : `<g transform="${transform}">${placed}</g>`;
  });
}

/** Thrown for a formula inside text that cannot be drawn: the whole text stays text then. */
export class BrokenFormula extends Error {
  readonly fault: RenderFault;
  constructor(fault: RenderFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** A line for a template. @throws BrokenFormula */
export function runsOf(content: Prose, theme: Theme): readonly Run[] {
  return content.flatMap((node) => runOf(node, theme));
}

function runOf(node: Inline, theme: Theme): readonly Run[] {
  switch (node.kind) {
    case 'math':
      return [formulaRun(node.tex, false, theme)];
    case 'text':
      return wordRuns(node.style === 'code' ? foldable(node.text) : node.text, node.style);
    case 'link':
      return wordRuns(node.text);
    case 'time':
      throw new Error('a moment cannot be drawn: it is another in every time zone');
    default:
      return unreachable(node);
  }
}

/** Plain words: a name, a label. */
export function wordRuns(text: string, style = ''): readonly Run[] {
  return pieces(text.toWellFormed()).flatMap((piece): readonly Run[] =>
    piece.kind === 'text'
      ? levelled(breakable(piece.text), style)
      : [{ kind: 'image', svg: piece.svg, width: 1.1, height: 1.1, depth: 0.24, air: 0.06 }],
  );
}

const LEVELS = /([\u2080-\u209c\u1d62-\u1d6a\u2c7c]+)|([\u00b2\u00b3\u00b9\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d61\u2070-\u207f]+)/gu;

/** Small letters below and above the line: our fonts have few of them, and those of others do not match. */
function levelled(text: string, style: string): readonly Run[] {
  const found: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(LEVELS)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index), style, level: 0 });
    found.push({ kind: 'text', text: match[0].normalize('NFKD'), style, level: match[1] ? -1 : 1 });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end), style, level: 0 });
  return found;
}

/** A word that no line holds may be broken: an address, a row of the same letter. */
const ENDLESS = /[^\s\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]{28,}/gu;
const breakable = (text: string): string => text.replace(ENDLESS, (word) => word.replace(/(?:\P{M}\p{M}*){10}/gu, '$&\u200b'));

/** Code that would not fit on what is left of a line goes on in the next after a full stop, a bracket or the like. */
const foldable = (code: string): string => (code.length < 14 ? code : code.replace(/[._(/,=:](?=[^\s)\]])/g, '$&\u200b'));

/** A formula as a picture in a line, in em. @throws BrokenFormula */
export function formulaRun(tex: string, display: boolean, theme: Theme): Extract<Run, { kind: 'image' }> {
  const compiled = compileFormula(tex, display);
  // Of a formula inside a text nobody knows the line: what it says leads there.
  if (!compiled.ok) throw new BrokenFormula({ kind: compiled.error.kind, message: `${compiled.error.message}: ${tex.slice(0, 80)}` });
  const { svg, width, height, depth } = compiled.value;
  return {
    kind: 'image',
    svg: svg
      .replace(/ style="[^"]*"/, '')
      .replaceAll('currentColor', PALETTES[theme].ink)
      .replaceAll('font-family="serif"', `font-family="${FAMILIES[0]}"`),
    width: width * EX,
    height: height * EX,
    depth: depth * EX,
    air: 0,
  };
}

/** Blocks for the template `prose`. @throws BrokenFormula */
export function blocksOf(blocks: readonly ProseBlock[], theme: Theme): readonly object[] {
  const runs = (content: Prose) => runsOf(content, theme);
  return blocks.map((block): object => {
    switch (block.kind) {
      case 'heading':
        return { kind: 'heading', level: block.level, content: runs(block.content) };
      case 'paragraph':
      case 'quote':
        return { kind: block.kind, content: runs(block.content) };
      case 'list':
        return {
          kind: 'list',
          items: block.items.map((item, index) => itemOf(item, block.ordered ? (block.start ?? 1) + index : null, runs)),
        };
      case 'table': {
        const rows = block.rows.map((row) => row.map(runs));
        const header = block.header.map(runs);
        const width = Math.max(1, header.length, ...rows.map((row) => row.length));
        const columns = Array.from({ length: width }, (_, column) => ({
          numbers: block.rows.every((row) => NUMBER.test(plain(row[column] ?? []).trim())),
          least: Math.max(...[header, ...rows].map((row) => leastWidth(row[column] ?? []))),
        }));
        return { kind: 'table', header, rows, columns };
      }
      case 'math':
        return { kind: 'math', content: formulaRun(block.tex, true, theme) };
      case 'code':
        return { kind: 'code', text: block.text };
      case 'figure':
        return { kind: 'paragraph', content: wordRuns(block.alt) };
      default:
        return unreachable(block);
    }
  });
}

/** `A.` or `B` in bold at the beginning of an item is its mark, and no bullet stands before it; ✅ and ❌ are marks too. */
const OWN_MARK = /^(?:[A-Z]\.?|[✅❌])$/u;

function itemOf(item: Prose, number: number | null, runs: (content: Prose) => readonly Run[]): object {
  const [first, ...rest] = item;
  if (number !== null) return { mark: wordRuns(`${number}.`), content: runs(item) };
  if (first?.kind === 'text' && OWN_MARK.test(first.text.trim()) && rest.length > 0) {
    return { mark: wordRuns(first.text.trim(), 'strong'), content: runs(rest) };
  }
  return { mark: [], content: runs(item) };
}

const NUMBER = /^(?:[-−+±≈<>~]?\s*[\d.,]+(?:e[-−+]?\d+)?(?:\/[\d.]+)?\s*(?:%|×|[a-zA-Z]{1,3})?|[–—-]|)$/;

/** In em: what in a cell cannot be broken. */
function leastWidth(cell: readonly Run[]): number {
  const widths = cell.flatMap((run) =>
    run.kind === 'image' ? [run.width] : run.text.split(/[\s\u2e80-\u9fff\uff00-\uffef]+/u).map((word) => 0.58 * word.length),
  );
  return Math.max(1, ...widths);
}
