import {
  type APIComponentInContainer,
  type APIMediaGalleryComponent,
  type APIMessageTopLevelComponent,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord.js';
import type { Block, View } from '../chat/view.ts';
import { blockMarkdown, gapBetween } from './blocks.ts';
import { choiceRows, linkRows } from './buttons.ts';
import { discordCapabilities } from './limits.ts';
import { clean, escaped, markdown } from './markdown.ts';
import { topicLinks } from './topic-links.ts';

/** One message as Discord takes it: components, and the pictures that they show, by name. */
export interface Sheet {
  readonly components: APIMessageTopLevelComponent[];
  readonly pictures: readonly string[];
}

const ACCENT = 0x4f8cff;

/** What the encoder must be told. */
export interface Look {
  /** The file of a picture, as it is called among the attachments. Null where there is none: its alt text stands. */
  readonly fileOf: (name: string) => string | null;
  /** Stands in an empty menu of topics: "Open a topic". */
  readonly menu: string;
}

/** A View that was fitted, as one message. Its text is in containers; a spoiler is a container of its own. */
export function encodeView(view: View, look: Look): Sheet {
  const sheet: APIMessageTopLevelComponent[] = [];
  const pictures: string[] = [];
  let open: APIComponentInContainer[] = [];
  let words: { kind: Block['kind']; text: string } | null = null;

  const endText = () => {
    if (words) open.push({ type: ComponentType.TextDisplay, content: words.text });
    words = null;
  };
  const endContainer = (spoiler = false) => {
    endText();
    while (open.at(-1)?.type === ComponentType.Separator) open.pop();
    if (open.length > 0)
      sheet.push({ type: ComponentType.Container, accent_color: ACCENT, components: open, ...(spoiler ? { spoiler } : {}) });
    open = [];
  };
  const say = (kind: Block['kind'], text: string) => {
    if (!text.trim()) return;
    words = words ? { kind, text: words.text + gapBetween(words.kind, kind) + text } : { kind, text };
  };

  for (const block of view.blocks) {
    switch (block.kind) {
      case 'divider':
        endText();
        if (open.length > 0) open.push({ type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small });
        break;
      case 'picture':
        if (look.fileOf(block.name) === null) {
          say('figure', escaped(block.alt));
          break;
        }
        endText();
        pictures.push(block.name);
        open.push(gallery(`attachment://${look.fileOf(block.name)}`, clean(block.alt).slice(0, discordCapabilities.alt)));
        break;
      case 'spoiler':
        say('paragraph', markdown(block.title));
        endContainer();
        for (const inner of block.blocks) say(inner.kind, blockMarkdown(inner));
        endContainer(true);
        break;
      case 'options':
      case 'actions':
        endText();
        open.push(...choiceRows(block));
        break;
      case 'drawing':
        throw new Error('a drawing in a View that was not fitted');
      default:
        say(block.kind, blockMarkdown(block));
    }
  }
  endText();
  open.push(...linkRows(topicLinks(view), look.menu));
  endContainer();
  return { components: sheet, pictures };
}

/** Discord takes no empty description: where what is said stands below, there is none. */
const gallery = (url: string, alt: string): APIMediaGalleryComponent => ({
  type: ComponentType.MediaGallery,
  items: [{ media: { url }, ...(alt === '' ? {} : { description: alt }) }],
});

/** What counts against the limits of a message: all components, however deep, and the text of all text displays. */
export function sizeOf(components: readonly APIMessageTopLevelComponent[]): { readonly components: number; readonly text: number } {
  let count = 0;
  let text = 0;
  for (const one of components) {
    count += 1;
    if (one.type === ComponentType.TextDisplay) text += one.content.length;
    if (one.type === ComponentType.ActionRow) count += one.components.length;
    if (one.type === ComponentType.Container) {
      const inner = sizeOf(one.components);
      count += inner.components;
      text += inner.text;
    }
  }
  return { components: count, text };
}
