import { type Concepts, keyOf } from './concepts.ts';
import { edits, tolerated } from './likeness.ts';
import type { QueryPlan, Unit } from './search-query.ts';
import type { SectionIndex } from './section-index.ts';

interface Name {
  readonly key: string;
  readonly shown: string;
}

const HAN = /\p{Script=Han}/u;
/** Parts of a query that are doubted, and how long they may be: comparing costs. */
const MOST_DOUBTED = 4;
const LONGEST_DOUBTED = 24;

/**
 * The query with its misspelled parts put right, or null where nothing is likelier than what was written. A Latin word is only doubted
 * where no section has it; Chinese where a part of it is nearly, but not quite, a name.
 */
export function corrected(plan: QueryPlan, index: SectionIndex, concepts: Concepts): string | null {
  let changed = false;
  let doubted = 0;
  const replaced = plan.query.replaceAll(/[^\s,，。、；;：:？?！!]+/g, (chunk) => {
    if (chunk.length > LONGEST_DOUBTED || doubted === MOST_DOUBTED) return chunk;
    doubted++;
    const better = HAN.test(chunk) ? nearlyNamed(chunk, index, concepts) : nearWord(chunk, plan.units, index, concepts);
    changed ||= better !== null;
    return better ?? chunk;
  });
  return changed ? replaced : null;
}

/** The part of the text that is a name but for one character (two, of eight); a name of three characters only where it is the whole text. */
function nearlyNamed(chunk: string, index: SectionIndex, concepts: Concepts): string | null {
  const text = keyOf(chunk);
  let best: { name: Name; from: number; to: number; worth: number } | null = null;
  for (const name of [...concepts.names, ...index.names(3, text.length + 1)]) {
    const characters = [...name.key].filter((char) => HAN.test(char)).length;
    if (characters < 2 || name.key.length < 3 || text.includes(name.key)) continue;
    const most = characters < 8 ? 1 : 2;
    for (let size = name.key.length - 1; size <= name.key.length + 1; size++) {
      if (name.key.length === 3 && size !== text.length) continue;
      for (let from = 0; from + size <= text.length; from++) {
        // One edit leaves the first character or the last as it was.
        if (most === 1 && text[from] !== name.key[0] && text[from + size - 1] !== name.key.at(-1)) continue;
        const away = edits(text.slice(from, from + size), name.key);
        const worth = name.key.length - 3 * away - Math.abs(size - name.key.length);
        if (away > 0 && away <= most && worth > (best?.worth ?? -1)) best = { name, from, to: from + size, worth };
      }
    }
  }
  return best && `${text.slice(0, best.from)}${best.name.shown}${text.slice(best.to)}`;
}

function nearWord(chunk: string, units: readonly Unit[], index: SectionIndex, concepts: Concepts): string | null {
  const unit = units.find(({ written, terms }) => terms.length === 0 && keyOf(written) === keyOf(chunk));
  if (!unit || unit.alternatives.some((words) => words.every((word) => index.frequency(word) > 0))) return null;
  const typed = keyOf(chunk);
  const most = tolerated(typed);
  if (most === 0) return null;
  const candidates = new Map<string, { shown: string; away: number; worth: number }>();
  for (const { key, shown } of [...concepts.names, ...index.names(typed.length - most, typed.length + most)]) {
    const away = edits(typed, key);
    if (away <= most) candidates.set(key, { shown, away, worth: Number.POSITIVE_INFINITY });
  }
  for (const { stem: key, word } of index.spellings(typed.slice(0, 1))) {
    const away = Math.min(edits(typed, key), edits(chunk.toLowerCase(), word));
    const begins = key.startsWith(typed) && key.length > typed.length;
    if ((away <= most || begins) && !candidates.has(key)) {
      candidates.set(key, { shown: word, away: away <= most ? away : most + 1, worth: index.frequency(key) });
    }
  }
  const [best] = [...candidates.values()].filter(({ worth }) => worth > 0).sort((a, b) => a.away - b.away || b.worth - a.worth);
  return best?.shown ?? null;
}
