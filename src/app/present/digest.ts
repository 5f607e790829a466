import type { DigestCard } from '../../chat/picture.ts';
import type { Block, View } from '../../chat/view.ts';
import { figureValues } from '../../figures/figure.ts';
import { figureNamed } from '../../figures/index.ts';
import type { Inline, Prose } from '../../kernel/prose.ts';
import type { Parts } from '../parts.ts';
import type { Digest, Group, Tables } from '../ports.ts';
import type { Say } from '../say.ts';
import { tokenOf } from '../tokens.ts';
import { cardBlock } from './cards.ts';
import { askBlocks, closedBlocks, type Over } from './question.ts';

/** The daily post; the same again for whoever asks for it later. */
export async function digestView(
  digest: Omit<Digest, 'id'> & { id: number | null },
  tables: Tables,
  parts: Parts,
  group: Group,
  say: Say,
): Promise<View> {
  const article = await parts.shelf.article(digest.slug, digest.locale);
  const title = article?.title ?? digest.slug;
  const area = article?.area ? say(`area-${article.area}`) : '';
  const formula = article?.origin === 'authored' ? article.formula : null;
  const summary: Block = {
    kind: 'paragraph',
    content: digest.summary.sentences.length > 0 ? joined(digest.summary.sentences, digest.locale) : say.rich('digest-no-summary'),
  };
  const text: Block[] = [{ kind: 'heading', level: 1, content: say.rich('digest-title', { title }) }];
  if (area) text.push({ kind: 'note', content: say.rich('digest-area', { area, date: digest.date }) });
  text.push(summary);
  if (digest.summary.takeaways.length > 0) {
    text.push({ kind: 'heading', level: 3, content: say.rich('digest-takeaways') });
    text.push({ kind: 'list', ordered: false, items: digest.summary.takeaways });
  }
  if (formula !== null) text.push({ kind: 'math', tex: formula, source: `${digest.slug}.${digest.locale}` });
  const card: DigestCard = {
    kind: 'digest',
    title,
    area,
    date: digest.date,
    formula,
    heading: say('digest-takeaways'),
    takeaways: digest.summary.takeaways,
  };
  const blocks: Block[] = [cardBlock(card, text, [summary]), ...figureOf(digest.slug, say)];
  const question = digest.question ? parts.shelf.question(digest.question) : null;
  if (question) {
    const id = digest.id;
    const over: Over = {
      blocks: [{ kind: 'heading', level: 3, content: say.rich('digest-warmup') }],
      heading: say('digest-warmup'),
      topic: title,
    };
    blocks.push({ kind: 'divider' });
    // A preview shows what will be asked; the buttons come with the post.
    if (id === null) blocks.push(...closedBlocks(question, digest.order, say, over));
    else blocks.push(...askBlocks(question, digest.order, say, (move) => tokenOf({ do: 'warmup', digest: id, move }), over));
  }
  blocks.push(...(await yesterday(digest, tables, group, say)));
  blocks.push({ kind: 'note', content: say.rich(`digest-by-${digest.summary.by}`) });
  blocks.push({
    kind: 'actions',
    choices: [{ token: tokenOf({ do: 'read', slug: digest.slug, page: 1 }), label: say.rich('button-read-on'), tone: 'primary' }],
  });
  return { blocks, audience: 'room' };
}

/** The topic's picture, for those who would rather look than read; where there are no pictures the summary says enough. */
function figureOf(slug: string, say: Say): readonly Block[] {
  const figure = figureNamed(slug);
  const values = figure && figureValues(figure.params, {});
  if (!figure || !values?.ok) return [];
  const alt = figure.alt(values.value, say.locale);
  return [{ kind: 'drawing', of: { kind: 'figure', name: figure.name, values: values.value }, alt, instead: [] }];
}

/** From the second day: how the last question went, and how many digests in a row somebody answered. */
async function yesterday(digest: Omit<Digest, 'id'>, tables: Tables, group: Group, say: Say): Promise<readonly Block[]> {
  const last = await tables.digests.before(group.id, digest.date);
  if (!last?.question) return [];
  const { answered, right } = await tables.digests.tally(last.id);
  const line = answered > 0 ? say.rich('digest-yesterday', { right, answered }) : say.rich('digest-yesterday-nobody');
  const run = digestStreak(await tables.digests.streakDays(group.id), digest.date);
  const content: Prose =
    run >= 2 ? [...line, { kind: 'text', text: say('sentence-gap') }, ...say.rich('digest-streak', { count: run })] : line;
  return [{ kind: 'paragraph', content }];
}

/** Digests in a row that somebody answered, before the given date; a day without a digest breaks nothing. */
export function digestStreak(days: readonly { date: string; answered: boolean }[], date: string): number {
  let run = 0;
  for (const day of days) {
    if (day.date >= date) continue;
    if (!day.answered) break;
    run += 1;
  }
  return run;
}

const space: Inline = { kind: 'text', text: ' ' };

/** Sentences of one language as one paragraph: Chinese ones stand without a space. */
function joined(sentences: readonly Prose[], locale: string): Prose {
  return sentences.flatMap((sentence, index) => (index > 0 && locale === 'en' ? [space, ...sentence] : sentence));
}
