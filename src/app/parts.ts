import type { Signature } from '../chat/command.ts';
import type { FormulaProblem } from '../chat/picture.ts';
import type { Room } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Theme } from '../kernel/theme.ts';
import type { Shelf } from './ports.ts';
import type { Messages } from './say.ts';
import type { Summariser } from './summariser.ts';

/** What use cases work with besides the tables of their transaction. */
export interface Parts {
  readonly shelf: Shelf;
  readonly messages: Messages;
  readonly summariser: Summariser;
  /** Short ids of lower-case letters and digits, not guessable. */
  readonly newId: () => string;
  /** A word folded for comparison: width, case, traditional to simplified. */
  readonly fold: (text: string) => string;
  readonly defaultLocale: Locale;
  readonly signatures: readonly Signature[];
  /** Draws a formula for somebody who typed it. Null where it can be shown. Takes time: not in a transaction. */
  readonly tryFormula: (tex: string, locale: Locale, theme: Theme) => Promise<FormulaProblem | null>;
  /** Draws what a View of a room will need, while there is time. */
  readonly drawAhead: (view: View, room: Pick<Room, 'platform'>, locale: Locale) => void;
  /** Whether the operator lets this room's group in; absent: all are let in. */
  readonly admits?: (room: Pick<Room, 'platform' | 'kind' | 'group'>) => boolean;
}
