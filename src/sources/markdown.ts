import type { Heading, Nodes } from 'mdast';
import type { Section } from '../corpus/article.ts';
import type { PlacedFormula, PlacedLink } from '../corpus/manuscript.ts';
import { type Prose, plain } from '../kernel/prose.ts';
import { type BlockOptions, blocksOf } from './blocks.ts';
import { proseOf, shorten } from './inlines.ts';
import { joinLines } from './joining.ts';
import { parseWithMath } from './mdast.ts';
import { readPlainLine } from './plain-line.ts';
import { lineOf, type Reading } from './reading.ts';

/** A fault of the text itself; the caller knows the file. */
export interface MarkdownFault {
  readonly line: number;
  readonly problem: string;
  readonly advice: string;
}

export interface ReadMarkdown {
  readonly sections: readonly Section[];
  /** The lines the sections start on, in their order. */
  readonly sectionLines: readonly number[];
  readonly formulas: readonly PlacedFormula[];
  readonly links: readonly PlacedLink[];
  readonly faults: readonly MarkdownFault[];
}

export interface MarkdownOrigin {
  /** The file's line on which the text starts, from 1. */
  readonly firstLine: number;
  /** Title of the section before the first heading. */
  readonly title: string;
  /** `adaboost.zh`: displayed formulas carry it with their line. */
  readonly name: string;
}

/** Reads the text of an article of ours. Whatever content/README.md does not allow is a fault; what can be read is read all the same. */
export function readMarkdown(markdown: string, origin: MarkdownOrigin): ReadMarkdown {
  const { reading, found } = collecting(markdown, origin.firstLine);
  const options: BlockOptions = { source: (line) => `${origin.name}:${line}` };
  const sections: Section[] = [];
  const sectionLines: number[] = [];
  const add = (anchor: string, title: string, nodes: readonly Nodes[], line: number): void => {
    const blocks = blocksOf(nodes, reading, options);
    if (blocks.length === 0)
      reading.fault(line, anchor === 'top' ? 'no paragraph before the first heading' : `an empty section: ${title}`, 'write it');
    if (anchor === 'top' && blocks.length === 0) return;
    sections.push({ anchor, title, blocks });
    sectionLines.push(line);
  };

  let anchor = 'top';
  let title = origin.title;
  let line = origin.firstLine;
  let nodes: Nodes[] = [];
  for (const node of parseWithMath(markdown).children) {
    if (node.type !== 'heading' || node.depth > 2) {
      if (node.type === 'heading') checkInnerHeading(node, reading);
      nodes.push(node);
      continue;
    }
    add(anchor, title, nodes, line);
    line = lineOf(node, reading);
    nodes = [];
    ({ anchor, title } = headingOf(node, reading));
    if (sections.some((section) => section.anchor === anchor) || anchor === 'top') {
      reading.fault(
        line,
        `the anchor ${anchor} is taken`,
        'anchors are unique in an article, and `top` is what stands before the first heading',
      );
    }
  }
  add(anchor, title, nodes, line);
  return { sections, sectionLines, ...found };
}

export interface ReadLine {
  readonly content: Prose;
  readonly formulas: readonly PlacedFormula[];
  readonly faults: readonly MarkdownFault[];
}

/** Reads one line of a question, an option or a summary: text, `$…$`, `code`, **strong**, and nothing else. */
export function readLine(written: string, line: number): ReadLine {
  // A folded block of YAML (`>-`) puts a space where a line ended; between Chinese characters nobody wants one.
  const text = written.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  const plainly = readPlainLine(text);
  if (plainly === null) return readMarkedLine(text, line);
  const formulas = plainly.flatMap((node) => (node.kind === 'math' ? [{ tex: node.tex, display: false, line }] : []));
  return { content: joinLines(plainly), formulas, faults: [] };
}

/** The same with a Markdown parser, for what is not plain, and for what is wrong. */
export function readMarkedLine(text: string, line: number): ReadLine {
  const { reading, found } = collecting(text, 1);
  const nodes = parseWithMath(text).children;
  const only = nodes.length === 1 ? nodes[0] : undefined;
  if (CONTROL.test(text)) {
    reading.fault(
      1,
      `a line break or control character: ${shorten(text)}`,
      'write one line; in double quotes YAML reads \\n, \\t, \\f … itself, so put LaTeX in single quotes',
    );
  } else if (only?.type !== 'paragraph') {
    const culprit = nodes.find((node) => node.type !== 'paragraph')?.type ?? (nodes.length === 0 ? 'nothing' : 'more than one paragraph');
    reading.fault(
      1,
      `${culprit} where one line of text belongs: ${shorten(text)}`,
      'write one line; put a backslash before a - + # > or 1. at its start',
    );
  }
  const content = only?.type === 'paragraph' ? proseOf(only.children, reading) : [{ kind: 'text' as const, text }];
  if (content.some((node) => node.kind === 'link')) reading.fault(1, 'a link where none may stand', 'name the topic in plain words');
  if (content.some((node) => node.kind === 'text' && node.style === 'emphasis'))
    reading.fault(1, 'emphasis by single asterisks', 'use **strong**, sparingly');
  // A formula that YAML has broken is one fault, not two.
  const formulas = CONTROL.test(text) ? [] : found.formulas.map((formula) => ({ ...formula, line }));
  return { content, formulas, faults: found.faults.map((fault) => ({ ...fault, line })) };
}

function collecting(source: string, firstLine: number): { reading: Reading; found: Pick<ReadMarkdown, 'formulas' | 'links' | 'faults'> } {
  const formulas: PlacedFormula[] = [];
  const links: PlacedLink[] = [];
  const faults: MarkdownFault[] = [];
  const reading: Reading = {
    source,
    firstLine,
    fault: (line, problem, advice) => faults.push({ line, problem, advice }),
    formula: (formula) => formulas.push(formula),
    link: (link) => links.push(link),
  };
  return { reading, found: { formulas, links, faults } };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f]/;
const ANCHOR = /\s*\{#([^{}\s]*)\}\s*$/;

function headingOf(node: Heading, reading: Reading): { anchor: string; title: string } {
  const line = lineOf(node, reading);
  const last = node.children.at(-1);
  const found = last?.type === 'text' ? ANCHOR.exec(last.value) : null;
  const words =
    last?.type === 'text' && found !== null
      ? [...node.children.slice(0, -1), { ...last, value: last.value.slice(0, found.index), position: undefined }]
      : node.children;
  const content = proseOf(words, reading);
  const title = plain(content);
  if (node.depth === 1)
    reading.fault(line, `a heading of the first level: ${shorten(title)}`, 'the title stands in the front matter; sections start with ##');
  if (title === '') reading.fault(line, 'a heading without words', 'write ## Title {#anchor}');
  if (content.some((part) => part.kind !== 'text'))
    reading.fault(line, `a formula or a link in a section's title: ${shorten(title)}`, 'titles are plain words');
  const anchor = found?.[1] ?? '';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(anchor)) {
    reading.fault(
      line,
      found === null ? `a section without anchor: ${shorten(title)}` : `the anchor {#${anchor}}`,
      'end the heading with {#anchor}: lower-case ASCII words with hyphens, the same in both languages',
    );
  }
  return { anchor, title };
}

function checkInnerHeading(node: Heading, reading: Reading): void {
  if (node.depth > 3) reading.fault(lineOf(node, reading), 'a heading below the third level', 'use ## for sections and ### inside them');
}
