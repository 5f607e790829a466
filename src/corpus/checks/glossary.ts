import { LOCALES } from '../../kernel/locale.ts';
import { keyOf, namesOf } from '../concepts.ts';
import { errorAt, type Fault, warningAt } from '../fault.ts';
import { type Collection, GLOSSARY_FILE, TOPICS_FILE } from '../manuscript.ts';
import { shownLength } from '../measure.ts';
import { foldWords } from './sameness.ts';

/** Characters of a definition, content/README.md. */
const DEFINE = { zh: 60, en: 120 } as const;

export function glossaryFaults(collection: Collection): readonly Fault[] {
  const topics = new Set(collection.topics.map(({ topic }) => topic.slug));
  const ids = new Map<string, number>();
  const names = new Map<string, { id: string; line: number }>();
  return collection.terms.flatMap(({ term, line }) => {
    const place = { file: GLOSSARY_FILE, line };
    const faults: Fault[] = [];
    const first = ids.get(term.id);
    if (first !== undefined)
      faults.push(errorAt(place, 'glossary', `the id ${term.id} is taken (line ${first})`, 'join the two, or rename one'));
    else ids.set(term.id, line);
    for (const slug of term.topics) {
      if (!topics.has(slug))
        faults.push(
          errorAt(
            { ...place, topic: slug },
            'glossary',
            `${term.id} names the topic ${slug}, which is none`,
            `use a slug of ${TOPICS_FILE}`,
          ),
        );
    }
    // What search does not tell apart, and a reader does not either (colour and color are one word to search).
    const spelling = (name: string): string => `${foldWords(name)} ${keyOf(name)}`;
    const own = new Set([term.names.zh, term.names.en].map(spelling));
    for (const alias of term.aliases) {
      if (own.has(spelling(alias)))
        faults.push(warningAt(place, 'glossary', `the alias “${alias}” is a name of ${term.id} already`, 'remove it'));
      own.add(spelling(alias));
    }
    for (const name of new Set(namesOf(term).map(keyOf))) {
      const other = names.get(name);
      if (other === undefined) names.set(name, { id: term.id, line });
      else if (other.id !== term.id)
        faults.push(warningAt(place, 'glossary', `“${name}” is also a name of ${other.id} (line ${other.line})`, 'let one term have it'));
    }
    for (const locale of LOCALES) {
      const define = term.define[locale];
      const length = shownLength(define);
      const last = define.at(-1);
      if (length > DEFINE[locale])
        faults.push(warningAt(place, 'glossary', `the definition (${locale}) has ${length} characters`, `at most ${DEFINE[locale]}`));
      if (last?.kind === 'text' && /[。.]$/.test(last.text))
        faults.push(
          warningAt(place, 'glossary', `the definition (${locale}) ends with a full stop`, 'remove it: a definition is no sentence'),
        );
    }
    return faults;
  });
}
