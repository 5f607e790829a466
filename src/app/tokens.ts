import { type QuestionId, questionId, type SessionId, type Slug, sessionId, slug } from '../kernel/ids.ts';
import type { Move } from '../quiz/session.ts';

/** What a button does. It names its question and a shown position; which one is right only the saved game knows. */
export type Press =
  | { readonly do: 'join' | 'leave' | 'begin' | 'again' | 'missed' | 'resume'; readonly session: SessionId }
  | { readonly do: 'answer'; readonly session: SessionId; readonly index: number; readonly move: Move }
  | { readonly do: 'warmup'; readonly digest: number; readonly move: Move }
  | { readonly do: 'practise'; readonly question: QuestionId; readonly dice: string; readonly move: Move }
  | { readonly do: 'practise-next' }
  | { readonly do: 'read'; readonly slug: Slug; readonly page: number }
  | { readonly do: 'ask'; readonly slug: Slug; readonly page: number }
  | { readonly do: 'forget' };

const GAME = { j: 'join', l: 'leave', b: 'begin', g: 'again', m: 'missed', u: 'resume' } as const;
const LETTERS = Object.fromEntries(Object.entries(GAME).map(([letter, name]) => [name, letter]));

/** ASCII, at most 64 bytes (Telegram's callback_data), given ids of at most 44. */
export function tokenOf(press: Press): string {
  switch (press.do) {
    case 'answer':
      return `a.${press.session}.${press.index}.${moveCode(press.move)}`;
    case 'warmup':
      return `w.${press.digest}.${moveCode(press.move)}`;
    case 'practise':
      return `p.${press.question}.${press.dice}.${moveCode(press.move)}`;
    case 'practise-next':
      return 'n';
    case 'read':
      return `r.${press.slug}.${press.page}`;
    case 'ask':
      return `q.${press.slug}.${press.page}`;
    case 'forget':
      return 'f';
    default:
      return `${LETTERS[press.do]}.${press.session}`;
  }
}

/** Null for what is not a token of ours; `typed` is what was entered where the button asked for text. */
export function pressOf(token: string, typed?: string): Press | null {
  const [verb = '', first = '', second = '', third = ''] = token.split('.');
  if (verb in GAME && first) return { do: GAME[verb as keyof typeof GAME], session: sessionId(first) };
  switch (verb) {
    case 'a': {
      const move = moveOf(third, typed);
      return move && whole(second) !== null ? { do: 'answer', session: sessionId(first), index: Number(second), move } : null;
    }
    case 'w': {
      const move = moveOf(second, typed);
      return move && whole(first) !== null ? { do: 'warmup', digest: Number(first), move } : null;
    }
    case 'p': {
      const move = moveOf(third, typed);
      return move && first ? { do: 'practise', question: questionId(first), dice: second, move } : null;
    }
    case 'n':
      return { do: 'practise-next' };
    case 'r':
    case 'q':
      return first && whole(second) !== null ? { do: verb === 'r' ? 'read' : 'ask', slug: slug(first), page: Number(second) } : null;
    case 'f':
      return { do: 'forget' };
    default:
      return null;
  }
}

function moveCode(move: Move): string {
  return move.kind === 'option' ? String(move.position) : move.kind === 'lock' ? 'l' : move.kind === 'reset' ? 'r' : 't';
}

function moveOf(code: string, typed: string | undefined): Move | null {
  if (code === 'l') return { kind: 'lock' };
  if (code === 'r') return { kind: 'reset' };
  if (code === 't') return { kind: 'typed', text: typed ?? '' };
  const position = whole(code);
  return position === null ? null : { kind: 'option', position };
}

const whole = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);
