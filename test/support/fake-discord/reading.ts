import { render } from './markdown.ts';
import { type Component, FLAGS, type Message } from './state.ts';

/** What somebody sees of a message, as plain text. */
export function readMessage(message: Pick<Message, 'content' | 'components' | 'flags'>, now = 0): string {
  if (message.flags & FLAGS.loading) return '(thinking…)';
  return [render(message.content, now).text, ...message.components.map((one) => readComponent(one, now))].filter(Boolean).join('\n');
}

function readComponent(one: Component, now: number): string {
  switch (one.type) {
    case 1:
      return (one.components ?? []).map((inner) => readComponent(inner, now)).join(' ');
    case 2:
      return `[${one.label ?? ''}]`;
    case 3:
      return `[${one.placeholder ?? '▾'}: ${(one.options ?? []).map(({ label }) => label).join(' | ')}]`;
    case 10:
      return render(one.content ?? '', now).text;
    case 12:
      return (one.items ?? []).map((item) => `(picture: ${item.description ?? ''})`).join('\n');
    case 14:
      return '---';
    case 17: {
      const inside = (one.components ?? [])
        .map((inner) => readComponent(inner, now))
        .filter(Boolean)
        .join('\n');
      return one.spoiler ? `(spoiler) ${inside}` : inside;
    }
    default:
      return '';
  }
}

/** All Markdown of a message, in order. */
export function sourceOf(components: readonly Component[]): string[] {
  return components.flatMap((one) => [...(one.type === 10 ? [one.content ?? ''] : []), ...sourceOf(one.components ?? [])]);
}

/** Buttons and menus, in order. */
export function controlsOf(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [...(one.type === 2 || one.type === 3 ? [one] : []), ...controlsOf(one.components ?? [])]);
}
