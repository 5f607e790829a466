import { createHash } from 'node:crypto';
import type { AuthoredArticle, Section } from '../corpus/article.ts';
import { errorAt, type Fault } from '../corpus/fault.ts';
import { articleFile, type Manuscript, type PlacedFormula } from '../corpus/manuscript.ts';
import { type Slug, slug as slugOf } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Prose } from '../kernel/prose.ts';
import { readLine, readMarkdown } from './markdown.ts';
import { readYaml } from './placed-yaml.ts';
import { type FrontMatter, frontMatterShape, shapeFaults } from './shapes.ts';

export interface ReadArticle {
  /** Null when the front matter cannot be used. */
  readonly manuscript: Manuscript | null;
  readonly faults: readonly Fault[];
}

/** Reads one article of ours, front matter and text. */
export function readArticle(source: string, slug: Slug, locale: Locale): ReadArticle {
  const file = articleFile(locale, slug);
  const faults: Fault[] = [];
  const text = source.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const parted = /^---\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/.exec(text);
  if (parted === null) {
    return {
      manuscript: null,
      faults: [
        errorAt(
          { file, line: 1, topic: slug },
          'yaml',
          'no front matter',
          'start the file with a line --- and close the YAML with another',
        ),
      ],
    };
  }
  const yaml = readYaml(parted[1] ?? '', 2);
  faults.push(...yaml.faults.map((fault) => errorAt({ file, line: fault.line, topic: slug }, 'yaml', fault.problem, fault.advice)));
  const shaped = yaml.faults.length > 0 ? null : frontMatterShape.safeParse(yaml.value);
  if (shaped?.success === false) {
    for (const fault of shapeFaults(shaped.error, yaml.value)) {
      faults.push(errorAt({ file, line: yaml.lineOf(fault.path), topic: slug }, 'shape', fault.problem, fault.advice));
    }
  }
  const front = shaped?.success === true ? shaped.data : null;

  const firstLine = parted[0].split('\n').length;
  const body = readMarkdown(text.slice(parted[0].length), { firstLine, title: front?.title ?? slug, name: `${slug}.${locale}` });
  faults.push(...body.faults.map((fault) => errorAt({ file, line: fault.line, topic: slug }, 'markdown', fault.problem, fault.advice)));
  if (front === null) return { manuscript: null, faults };

  const formulas: PlacedFormula[] = [...body.formulas, { tex: front.formula, display: true, line: yaml.lineOf(['formula']) }];
  const line = (value: string, path: readonly PropertyKey[]): Prose => {
    const read = readLine(value, yaml.lineOf(path));
    formulas.push(...read.formulas);
    faults.push(...read.faults.map((fault) => errorAt({ file, line: fault.line, topic: slug }, 'markdown', fault.problem, fault.advice)));
    return read.content;
  };
  const content = {
    title: front.title,
    aliases: front.aliases,
    summary: line(front.summary, ['summary']),
    takeaways: front.takeaways.map((takeaway, index) => line(takeaway, ['takeaways', index])),
    formula: front.formula,
    sections: body.sections,
  };
  if (front.formula.includes('$')) {
    faults.push(
      errorAt({ file, line: yaml.lineOf(['formula']), topic: slug }, 'shape', 'dollars around the key formula', 'write the LaTeX alone'),
    );
  }
  const article: AuthoredArticle = { origin: 'authored', slug, locale, ...content, ...register(front), version: versionOf(content) };
  const manuscript: Manuscript = {
    file,
    article,
    lineOf: (key) => yaml.lineOf([key]),
    sectionLines: body.sectionLines,
    formulas,
    links: body.links,
  };
  return { manuscript, faults };
}

function register(front: FrontMatter): Pick<AuthoredArticle, 'area' | 'after' | 'references'> {
  return { area: front.area, after: front.after.map(slugOf), references: front.references };
}

/** What a reader gets to read, and nothing of where it stood in the file: an empty line more is no new version. */
function versionOf(content: { readonly sections: readonly Section[] }): string {
  const json = JSON.stringify(content, (key, value: unknown) => (key === 'source' ? undefined : value));
  return createHash('sha256').update(json.normalize('NFC')).digest('hex').slice(0, 16);
}
