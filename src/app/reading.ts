import type { Choice, View } from '../chat/view.ts';
import type { Slug } from '../kernel/ids.ts';
import { prose, text } from '../kernel/prose.ts';
import type { Call } from './call.ts';
import { line, privately } from './call.ts';
import { tokenOf } from './tokens.ts';

/**
 * One section of an article, with the way to the next. `where` is a page from 1 or an anchor. Beyond the end is the last page, which says
 * so. Whoever turns to the last page has read to the end; a link into its last section, or a page that there is not, is no reading.
 */
export async function openPage(call: Call, slug: Slug, where: number | string): Promise<readonly View[]> {
  const { say, parts, tables } = call;
  const article = await parts.shelf.article(slug, say.locale);
  if (!article) return [privately(line(say.rich('refuse-no-topic', { given: slug })))];
  const of = article.sections.length;
  const wanted = typeof where === 'number' ? where : article.sections.findIndex((section) => section.anchor === where) + 1;
  const page = Math.min(Math.max(1, wanted), of);
  const section = article.sections[page - 1];
  if (where === of || of === 1) await tables.reading.mark(call.person.id, slug, call.at);

  const heading = section?.title && page > 1 ? prose(text(article.title), ' · ', text(section.title)) : prose(text(article.title));
  const blocks: View['blocks'][number][] = [{ kind: 'heading', level: 2, content: heading }];
  if (wanted > of) blocks.push({ kind: 'note', content: say.rich('read-beyond', { page: wanted, of }) });
  if (article.locale !== say.locale) blocks.push({ kind: 'note', content: say.rich('read-other-language') });
  if (page === 1 && article.origin === 'imported')
    blocks.push({ kind: 'note', content: say.rich('read-imported', { source: article.source }) });
  blocks.push(...(section?.blocks ?? []));
  if (page === of && article.origin === 'authored') {
    blocks.push({ kind: 'heading', level: 3, content: say.rich('read-references') });
    blocks.push({
      kind: 'list',
      ordered: false,
      items: article.references.map((one) => prose(`${one.authors}. `, text(one.title, 'emphasis'), `. ${one.where}, ${one.year}.`)),
    });
  }
  blocks.push({ kind: 'note', content: say.rich('read-page', { page, of }) });
  const choices: Choice[] = [];
  if (page > 1) choices.push({ token: tokenOf({ do: 'read', slug, page: page - 1 }), label: say.rich('button-previous') });
  if (page < of) choices.push({ token: tokenOf({ do: 'read', slug, page: page + 1 }), label: say.rich('button-next'), tone: 'primary' });
  if (parts.shelf.questions(slug).some((question) => page === of || question.section === section?.anchor)) {
    choices.push({ token: tokenOf({ do: 'ask', slug, page }), label: say.rich('button-ask') });
  }
  if (choices.length > 0) blocks.push({ kind: 'actions', choices });
  return [privately(...blocks)];
}
