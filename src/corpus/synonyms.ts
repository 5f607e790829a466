import type { Question, Term } from './article.ts';
import { keyOf, namesOf } from './concepts.ts';

/**
 * The questions, with every name of an accepted term accepted too: whoever types an abbreviation or the other language's word knows the
 * answer. What the authors wrote stands first, since it is what is shown.
 */
export function withSynonyms(questions: readonly Question[], terms: readonly Term[]): readonly Question[] {
  const byName = new Map<string, Term[]>();
  for (const term of terms) {
    for (const key of new Set(namesOf(term).map(keyOf))) byName.set(key, [...(byName.get(key) ?? []), term]);
  }
  return questions.map((question) => {
    if (question.kind !== 'short') return question;
    const { zh, en } = question.accepted;
    // A name that stands for several things says nothing about which of them was meant.
    const meant = [...zh, ...en].flatMap((form) => {
      const named = byName.get(keyOf(form)) ?? [];
      return named.length === 1 ? named : [];
    });
    if (meant.length === 0) return question;
    const more = [...new Set(meant.flatMap(namesOf))].filter((name) => !zh.includes(name) && !en.includes(name));
    return { ...question, accepted: { zh, en: [...en, ...more] } };
  });
}
