import type { MessageEntity } from 'grammy/types';
import { telegramLimits } from './limits.ts';

export interface Written {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** A look without data of its own. */
export type Look = 'bold' | 'italic' | 'strikethrough' | 'spoiler' | 'code' | 'blockquote';

type Rest<E> = E extends MessageEntity ? Omit<E, 'offset' | 'length'> : never;
type Mark = Rest<MessageEntity>;

/**
 * Puts a message together as text and the stretches of it that look special: nothing in the text is ever read as markup. Offsets are
 * UTF-16 units, as Telegram counts.
 */
export class Writing {
  #text = '';
  #entities: MessageEntity[] = [];
  /** How long the text was when something to be seen was put last. */
  #seen = 0;

  put(text: string, looks: readonly Look[] = []): void {
    const offset = this.#text.length;
    // In monospaced text Telegram looks for no names, and people copy it.
    this.#add(looks.includes('code') ? text.toWellFormed() : quiet(text));
    for (const type of looks) this.#mark({ type } as Mark, offset);
  }

  code(text: string, language?: string): void {
    const offset = this.#text.length;
    this.#add(text.toWellFormed());
    this.#mark({ type: 'pre', ...(language ? { language } : {}) }, offset);
  }

  /** Everything that `write` writes, as one stretch. */
  within(mark: Mark, write: () => void): void {
    const offset = this.#text.length;
    write();
    this.#mark(mark, offset);
  }

  done(): Written {
    const text = this.#text.trimEnd();
    const entities = this.#entities
      .map((entity) => ({ ...entity, length: Math.min(entity.length, text.length - entity.offset) }))
      .filter((entity) => entity.length > 0);
    return { text, entities: fewest(entities) };
  }

  #add(text: string): void {
    this.#text += text;
    if (text.trim()) this.#seen = this.#text.length;
  }

  #mark(mark: Mark, offset: number): void {
    if (this.#seen <= offset) return;
    const length = this.#text.length - offset;
    const before = this.#entities.findLastIndex((entity) => entity.type === mark.type);
    const last = this.#entities[before];
    // Neighbours of one look are one stretch: fewer of them, and none is cut at a style inside a strong line.
    if (last && mergeable(mark.type) && last.offset + last.length === offset) {
      this.#entities[before] = { ...last, length: last.length + length };
    } else this.#entities.push({ ...mark, offset, length } as MessageEntity);
  }
}

const mergeable = (type: MessageEntity['type']): boolean => /^(bold|italic|strikethrough|code)$/.test(type);

/** What goes first where there are more stretches than Telegram shows: looks before what can be opened or counts down. */
const WORTH: Readonly<Record<string, number>> = { spoiler: 0, pre: 1, date_time: 1, text_link: 1, blockquote: 2, bold: 3, code: 4 };

function fewest(entities: readonly MessageEntity[]): readonly MessageEntity[] {
  const ranked = entities.map((entity, index) => ({ entity, index, worth: WORTH[entity.type] ?? 5 }));
  const kept = ranked.toSorted((a, b) => a.worth - b.worth || a.index - b.index).slice(0, telegramLimits.entities);
  return kept.map(({ entity }) => entity).sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/**
 * Telegram finds `@name` in any text and tells whoever is called so. A word joiner, which nobody sees, keeps a name a mere word.
 * Half characters, which Telegram refuses, become `�`.
 */
export const quiet = (text: string): string => text.toWellFormed().replaceAll('@', '@\u2060');
