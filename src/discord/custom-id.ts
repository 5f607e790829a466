import { clip } from '../chat/length.ts';
import { discordLimits } from './limits.ts';

/** What stands in a button: a token of the core, one that asks for text first, or a topic to open. */
export type Button =
  | { readonly does: 'press'; readonly token: string }
  | { readonly does: 'ask'; readonly token: string; readonly field: string }
  | { readonly does: 'open'; readonly topic: string };

/** The core's tokens begin with a letter and hold no space. */
export function customId(button: Button): string {
  switch (button.does) {
    case 'press':
      return button.token;
    case 'ask':
      return clip(`?${button.token} ${button.field}`, discordLimits.customId, 'utf16');
    case 'open':
      return `=${button.topic}`;
  }
}

/** What a pressed button, a filled modal or a chosen menu entry was. */
export function buttonOf(id: string): Button {
  if (id.startsWith('=')) return { does: 'open', topic: id.slice(1) };
  if (!id.startsWith('?')) return { does: 'press', token: id };
  const [, token = '', field = ''] = /^\?(\S*) ?([\s\S]*)$/.exec(id) ?? [];
  return { does: 'ask', token, field };
}

/** A menu names itself only; what was chosen stands in its values. */
export const menuId = (index: number): string => `=*${index}`;
export const isMenu = (id: string): boolean => id.startsWith('=*');
