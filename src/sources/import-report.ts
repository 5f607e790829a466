import type { PutOutcome } from '../app/import.ts';
import type { ImportedItem, ImportReport } from './import.ts';

export type ImportCounts = Readonly<Record<PutOutcome | 'failed', number>>;

export function countsOf({ items, failures }: ImportReport): ImportCounts {
  const of = (outcome: PutOutcome): number => items.filter((item) => item.outcome === outcome).length;
  return { new: of('new'), changed: of('changed'), same: of('same'), failed: failures.length };
}

/** Rows of one kind that are written out; the rest is a number. */
const MOST_ROWS = 100;
const WIDEST = { title: 44, slug: 40, source: 60 };

/** For the operator's terminal: what is new and changed, what failed and why, and how many there are of each. */
export function reportLines(report: ImportReport, isDryRun: boolean): string[] {
  const { new: added, changed, same, failed } = countsOf(report);
  const news = report.items.filter(({ outcome }) => outcome !== 'same');
  const lines = table(news.slice(0, MOST_ROWS).map(rowOf));
  if (news.length > MOST_ROWS) lines.push(`… and ${news.length - MOST_ROWS} more`);
  for (const { source, reason } of report.failures.slice(0, MOST_ROWS)) lines.push(`failed   ${source}: ${reason}`);
  if (failed > MOST_ROWS) lines.push(`… and ${failed - MOST_ROWS} more that failed`);
  if (lines.length > 0) lines.push('');
  const files = report.files === 1 ? '1 file' : `${report.files} files`;
  const ignored = report.ignored === 0 ? '' : `; ${report.ignored} of other kinds passed over`;
  lines.push(`${added} new, ${changed} changed, ${same} same, ${failed} failed (${files} read${ignored})`);
  if (report.items.length === 0) lines.push('Nothing was imported: name Markdown files, listing pages (.txt), or folders that hold some.');
  else if (isDryRun) lines.push('Dry run: nothing was written.');
  else if (added + changed > 0) lines.push('A running bot takes them up within a minute.');
  return lines;
}

const rowOf = ({ outcome, title, slug, topic, source }: ImportedItem): string[] => [
  outcome.padEnd(7),
  shortened(title, WIDEST.title),
  shortened(slug, WIDEST.slug),
  topic === null ? '' : `about ${topic}`,
  shortened(source, WIDEST.source),
];

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, widthOf(cell))), []);
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function shortened(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let short = '';
  for (const char of text) {
    if (widthOf(`${short}${char}…`) > most) break;
    short += char;
  }
  return `${short}…`;
}

/** Columns of a terminal: a Chinese character takes two. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60\p{Extended_Pictographic}]/u.test(char) ? 2 : 1), 0);
