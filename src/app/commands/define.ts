import { type Refusal, refusal } from '../../chat/command.ts';
import type { Block } from '../../chat/view.ts';
import type { Term } from '../../corpus/article.ts';
import { keyOf, namesOf } from '../../corpus/concepts.ts';
import { edits } from '../../corpus/likeness.ts';
import type { Locale } from '../../kernel/locale.ts';
import { oncePer } from '../../kernel/once.ts';
import { type Prose, text } from '../../kernel/prose.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type Call, command, privately } from '../call.ts';

const MOST_NEAR = 3;
/** Share of a word's letters that may be wrong in a near miss. */
const WRONG = 0.34;

/** A term of the glossary: both names, what it means, where it is explained. */
export const define = command({
  name: 'define',
  params: { term: { kind: 'words', most: 80 } },
  allowed: 'anyone',
  async run(call, { term }) {
    const found = findTerms(term, call.parts.shelf.terms, call);
    if (!found.ok) return found;
    const blocks = await Promise.all(found.value.map((one) => termBlocks(one, call)));
    return ok([privately(...blocks.flat())]);
  },
});

/** The terms with the keys of their names, which take longer to make than to compare. */
const keyed = oncePer((terms: readonly Term[]) => terms.map((term) => ({ term, keys: namesOf(term).map(keyOf) })));

/** All terms of that name: an abbreviation may stand for several. */
function findTerms(words: string, terms: readonly Term[], { say }: Call): Result<readonly Term[], Refusal> {
  const key = keyOf(words);
  const given = words.slice(0, 60);
  const known = keyed(terms);
  const named = known.filter(({ keys }) => keys.includes(key)).map(({ term }) => term);
  if (key !== '' && named.length > 0) return ok(named);
  const near = known
    .map(({ term, keys }) => ({ term, off: Math.min(...keys.map((name) => distance(key, name))) }))
    .filter(({ off }) => off <= WRONG)
    .sort((a, b) => a.off - b.off)
    .slice(0, MOST_NEAR)
    .map(({ term }) => term.names[say.locale]);
  return err(
    near.length > 0 ? refusal('refuse-near-term', { given, near: near.join(say('list-separator')) }) : refusal('refuse-no-term', { given }),
  );
}

/** 0 for the same, 1 for nothing in common; a part of a longer name is near. */
function distance(typed: string, name: string): number {
  if (typed.length >= 2 && name.includes(typed)) return WRONG * (1 - typed.length / name.length);
  const longer = Math.max(typed.length, name.length);
  return longer === 0 ? 1 : edits(typed, name) / longer;
}

/** What else it is called: in the reader's language first, then as the other language calls it. */
function otherNames({ names, aliases }: Term, locale: Locale): readonly string[] {
  const own = aliases.filter((alias) => /\p{Script=Han}/u.test(alias) === (locale === 'zh'));
  return [...new Set([...own, names[locale === 'zh' ? 'en' : 'zh'], ...aliases])].filter((name) => name !== names[locale]);
}

async function termBlocks(term: Term, { say, parts }: Call): Promise<readonly Block[]> {
  const names = otherNames(term, say.locale);
  const links = await Promise.all(
    term.topics.map(
      async (slug, index): Promise<Prose> => [
        ...(index > 0 ? [text(say('list-separator'))] : []),
        { kind: 'link', text: await parts.shelf.title(slug, say.locale), href: `topic:${slug}` },
      ],
    ),
  );
  const blocks: Block[] = [{ kind: 'heading', level: 3, content: [text(term.names[say.locale])] }];
  if (names.length > 0) blocks.push({ kind: 'note', content: [text(names.join(' · '))] });
  blocks.push({ kind: 'paragraph', content: [...term.define[say.locale], text(say('full-stop'))] });
  if (links.length > 0) blocks.push({ kind: 'note', content: say.rich('define-topics', { topics: links.flat() }) });
  return blocks;
}
