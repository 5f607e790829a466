import type { Block, View } from '../../chat/view.ts';
import { type Prose, text } from '../../kernel/prose.ts';
import type { Parts } from '../parts.ts';
import type { Digest, Group, Tables } from '../ports.ts';
import type { Say } from '../say.ts';
import { tokenOf } from '../tokens.ts';
import { askBlocks, closedBlocks } from './question.ts';

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
  const blocks: Block[] = [{ kind: 'heading', level: 1, content: say.rich('digest-title', { title }) }];
  if (article?.area)
    blocks.push({ kind: 'note', content: say.rich('digest-area', { area: say(`area-${article.area}`), date: digest.date }) });
  if (digest.summary.sentences.length > 0) blocks.push({ kind: 'paragraph', content: joined(digest.summary.sentences, digest.locale) });
  else blocks.push({ kind: 'paragraph', content: say.rich('digest-no-summary') });
  if (digest.summary.takeaways.length > 0) {
    blocks.push({ kind: 'heading', level: 3, content: say.rich('digest-takeaways') });
    blocks.push({ kind: 'list', ordered: false, items: digest.summary.takeaways });
  }
  if (article?.origin === 'authored') blocks.push({ kind: 'math', tex: article.formula, source: `${digest.slug}.${digest.locale}` });
  const question = digest.question ? parts.shelf.question(digest.question) : null;
  if (question) {
    const id = digest.id;
    blocks.push({ kind: 'divider' }, { kind: 'heading', level: 3, content: say.rich('digest-warmup') });
    // A preview shows what will be asked; the buttons come with the post.
    if (id === null) blocks.push(...closedBlocks(question, digest.order, say));
    else blocks.push(...askBlocks(question, digest.order, say, (move) => tokenOf({ do: 'warmup', digest: id, move })));
  }
  blocks.push(...(await yesterday(digest, tables, group, say)));
  blocks.push({ kind: 'note', content: say.rich(`digest-by-${digest.summary.by}`) });
  blocks.push({
    kind: 'actions',
    choices: [{ token: tokenOf({ do: 'read', slug: digest.slug, page: 1 }), label: say.rich('button-read-on'), tone: 'primary' }],
  });
  return { blocks, audience: 'room' };
}

/** From the second day: how the last question went, and how many digests in a row somebody answered. */
async function yesterday(digest: Omit<Digest, 'id'>, tables: Tables, group: Group, say: Say): Promise<readonly Block[]> {
  const last = await tables.digests.before(group.id, digest.date);
  if (!last?.question) return [];
  const { answered, right } = await tables.digests.tally(last.id);
  const line = answered > 0 ? say.rich('digest-yesterday', { right, answered }) : say.rich('digest-yesterday-nobody');
  const run = digestStreak(await tables.digests.streakDays(group.id), digest.date);
  const content: Prose = run >= 2 ? [...line, text(say('sentence-gap')), ...say.rich('digest-streak', { count: run })] : line;
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

/** Sentences of one language as one paragraph: Chinese ones stand without a space. */
function joined(sentences: readonly Prose[], locale: string): Prose {
  return sentences.flatMap((sentence, index) => (index > 0 && locale === 'en' ? [text(' '), ...sentence] : sentence));
}
