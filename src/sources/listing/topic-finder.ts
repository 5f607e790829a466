import type { Library } from '../../corpus/article.ts';
import { isNameOf, namesOf, needleOf } from '../../corpus/concepts.ts';
import { flatten } from '../../corpus/flat.ts';
import { Needles } from '../../corpus/needles.ts';
import { type Scan, scan } from '../../corpus/scan.ts';
import { topicNames } from '../../corpus/topic-names.ts';
import type { Slug } from '../../kernel/ids.ts';
import type { ProseBlock } from '../../kernel/prose.ts';
import { isCutOff, withoutCut } from './losses.ts';
import { topicLikeness } from './topic-profile.ts';

/** How much a text speaks of each topic; topics it does not speak of are left out. */
export type TopicScores = ReadonlyMap<Slug, number>;

/** What a name that is found speaks for. Names of one concept, in either language, count together. */
interface Claim {
  readonly topic: Slug;
  readonly concept: string;
  readonly weight: number;
}

/** A text is about what it begins with. Characters that are looked at. */
const OPENING = 800;
/** A concept that belongs to a topic without naming it. */
const BELONGING = 0.3;
/** What a mention at the very beginning or in a heading counts beside one anywhere else, and after how many letters that is gone. */
const EARLY = 2;
const FADING = 40;
const HEADING = 1.4;
/** A topic that is named once, and neither early nor in a heading, is mentioned in passing, and that mention counts so much. */
const PASSING = 1.7;
const IN_PASSING = 0.4;
/** What a likeness of 1 counts beside one mention of a name. */
const LIKENESS = 6;
/** A text that speaks less of a topic only mentions it. The 51 texts of a real blog score 1.9 to 9 for theirs, texts on neighbouring subjects 1 to 1.8. */
const ENOUGH = 1.6;
/** Letters of a name that the end of the text cut off, before it counts. */
const CUT_NAME = 8;

/**
 * Which topics of the register a text is about: by the names of the topics and of the glossary's concepts, where and how often they stand in
 * it, and by the words it has in common with what is said of each topic.
 */
export function createTopicFinder(library: Pick<Library, 'topics' | 'articles' | 'terms'>): (blocks: readonly ProseBlock[]) => TopicScores {
  const names = new Map<string, Claim[]>();
  const add = (name: string, claim: Claim): void => {
    // A listing loses hyphens: `VQ-VAE` comes as `VQVAE`.
    for (const needle of new Set([needleOf(name), needleOf(name.replaceAll(/[\s-]+/g, ''))])) {
      if (needle.length > 1) names.set(needle, [...(names.get(needle) ?? []), claim]);
    }
  };
  for (const topic of topicNames(library)) for (const name of topic.names) add(name, { topic: topic.slug, concept: topic.slug, weight: 1 });
  for (const term of library.terms) {
    for (const topic of term.topics) {
      if (isNameOf(term, topic)) continue;
      for (const name of namesOf(term)) add(name, { topic, concept: term.id, weight: BELONGING / Math.sqrt(term.topics.length) });
    }
  }
  const needles = new Needles<Claim>();
  for (const [name, claims] of names) for (const claim of claims) needles.add(name, claim);
  const likeness = topicLikeness(library);

  return (blocks) => {
    const { text, headings } = openingOf(blocks);
    const scanned = scan(text);
    const isHeading = (at: number): boolean =>
      headings.some(([from, to]) => (scanned.from[at] ?? 0) >= from && (scanned.from[at] ?? 0) < to);
    const mass = new Map<string, { readonly claim: Claim; readonly sum: number }>();
    const mention = (claims: readonly Claim[], at: number): void => {
      const place = 1 + Math.max(EARLY * Math.exp(-at / FADING), isHeading(at) ? HEADING : 0);
      for (const [key, claim] of new Map(claims.map((claim) => [`${claim.topic} ${claim.concept}`, claim]))) {
        mass.set(key, { claim, sum: (mass.get(key)?.sum ?? 0) + place });
      }
    };
    for (const { values, at } of needles.find(scanned)) mention(values, at);
    const cut = isCutOff(text) ? cutNameOf(scan(withoutCut(text)), names) : null;
    if (cut) mention(cut.claims, cut.at);

    const scores = new Map([...likeness(text)].map(([slug, like]) => [slug, like * LIKENESS]));
    for (const { claim, sum } of mass.values()) {
      const weight = claim.concept === claim.topic && sum < PASSING ? IN_PASSING : claim.weight;
      scores.set(claim.topic, (scores.get(claim.topic) ?? 0) + weight * Math.sqrt(sum));
    }
    return new Map([...scores].filter(([, score]) => score >= ENOUGH));
  };
}

/** The beginning of a text, a block a line, and where in it the lines are that look like headings. */
function openingOf(blocks: readonly ProseBlock[]): { text: string; headings: readonly (readonly [from: number, to: number])[] } {
  const headings: (readonly [number, number])[] = [];
  let text = '';
  for (const block of blocks) {
    if (text.length >= OPENING) break;
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue;
    const line = flatten(block.content).text;
    if (block.kind === 'heading' || (line.length <= 40 && !/[,，。;；:：!！?？]/u.test(line)))
      headings.push([text.length, text.length + line.length]);
    text += `${line}\n`;
  }
  return { text: text.slice(0, OPENING).trimEnd(), headings };
}

/** The name that the end of the text has only the beginning of, the longest such beginning. */
function cutNameOf({ compact, edge }: Scan, names: ReadonlyMap<string, readonly Claim[]>): { claims: readonly Claim[]; at: number } | null {
  const words = compact.trimEnd();
  for (let at = Math.max(0, words.length - 60); at <= words.length - CUT_NAME; at++) {
    const rest = words.slice(at);
    if (!edge[at] || rest.startsWith(' ')) continue;
    const claims = [...names].flatMap(([name, claimed]) => (name.length > rest.length && name.startsWith(rest) ? claimed : []));
    if (claims.length > 0) return { claims, at };
  }
  return null;
}

/** Gives each topic to the text that speaks of it most, and each text one topic at most. */
export function shareOut(scores: readonly TopicScores[]): (Slug | null)[] {
  const wishes = scores.flatMap((topics, text) => [...topics].map(([topic, score]) => ({ text, topic, score })));
  const given = new Map<number, Slug>();
  const taken = new Set<Slug>();
  for (const { text, topic } of wishes.sort((a, b) => b.score - a.score)) {
    if (given.has(text) || taken.has(topic)) continue;
    given.set(text, topic);
    taken.add(topic);
  }
  return scores.map((_, text) => given.get(text) ?? null);
}
