import type { Message } from 'grammy/types';
import { keyboardOf } from './state.ts';

/** A message as a reader would hear it read out: its text, then its buttons. */
export function messageText(message: Message): string {
  const rich = (message as { readonly rich_html?: string }).rich_html;
  const body =
    rich !== undefined
      ? rich
      : message.poll
        ? [message.poll.question, ...message.poll.options.map((option) => `○ ${option.text}`)].join('\n')
        : message.photo
          ? ['(photo)', message.caption].filter(Boolean).join('\n')
          : (message.text ?? '');
  const rows = keyboardOf(message).map((row) => row.map((button) => `[${button.text}]`).join(' '));
  return [body.replaceAll('\u2060', ''), ...rows].filter(Boolean).join('\n');
}
