import { isPassing } from './faults.ts';
import { type Letter, withoutFiles } from './pictures.ts';

/** A View on its way: what it says, and the messages of it that are out. */
export interface Sending {
  readonly letters: readonly Letter[];
  readonly ids: readonly string[];
}

/**
 * Sends letters in order. Where that is broken off, the same key goes on behind the last one that is out, and with the letters it began
 * with: a picture that cannot be drawn the second time divides the View differently, and parts would be lost or said twice. Where
 * Discord takes no files, the rest follows in words, and `refused` is told.
 */
export async function sendOn(
  begun: Map<string, Sending>,
  key: string,
  letters: readonly Letter[],
  send: (letter: Letter, part: number) => Promise<string>,
  refused: () => void = () => {},
): Promise<readonly string[]> {
  let sending = begun.get(key) ?? { letters, ids: [] };
  begun.set(key, sending);
  try {
    for (;;) {
      const letter = sending.letters[sending.ids.length];
      if (!letter) break;
      sending = await next(sending, letter, send, refused);
      begun.set(key, sending);
    }
  } catch (error) {
    // Nothing is out, for certain: next time it may be drawn better.
    if (sending.ids.length === 0 && !isPassing(error)) begun.delete(key);
    throw error;
  }
  return sending.ids;
}

async function next(
  sending: Sending,
  letter: Letter,
  send: (letter: Letter, part: number) => Promise<string>,
  refused: () => void,
): Promise<Sending> {
  const part = sending.ids.length;
  try {
    return { ...sending, ids: [...sending.ids, await send(letter, part)] };
  } catch (error) {
    const letters = withoutFiles(sending.letters, part, error);
    refused();
    return { ...sending, letters };
  }
}
