import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { clip } from '../chat/length.ts';
import type { Block, Choice } from '../chat/view.ts';
import { labelText } from './blocks.ts';
import { customId, menuId } from './custom-id.ts';
import { discordLimits } from './limits.ts';
import { clean } from './markdown.ts';
import type { TopicLink } from './topic-links.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The menus and buttons of topic links take at most so many components of a message. */
const MENUS = 3;

/** Buttons in rows of five. `fit` has seen to it that the labels are short and plain. */
export function choiceRows(block: Extract<Block, { kind: 'options' | 'actions' }>): Row[] {
  return chunks(block.choices.map(button), discordLimits.buttonsPerRow).map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
}

function button(choice: Choice): APIButtonComponentWithCustomId {
  const { token, asks, tone } = choice;
  return {
    type: ComponentType.Button,
    style: tone === 'primary' ? ButtonStyle.Primary : tone === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary,
    label: clip(labelText(choice.label), discordLimits.label, 'utf16') || '…',
    custom_id: customId(asks === undefined ? { does: 'press', token } : { does: 'ask', token, field: asks }),
  };
}

/** A few topics are buttons, more are menus; what is beyond them is still named in the text. */
export function linkRows(links: readonly TopicLink[], placeholder: string): Row[] {
  if (links.length === 0) return [];
  if (links.length <= discordLimits.buttonsPerRow)
    return [
      {
        type: ComponentType.ActionRow,
        components: links.map(({ label, topic }) => ({
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: clip(clean(label).replace(/\s+/g, ' ').trim(), discordLimits.label, 'utf16'),
          custom_id: customId({ does: 'open', topic }),
        })),
      },
    ];
  return chunks(links, discordLimits.menuOptions)
    .slice(0, MENUS)
    .map((some, index) => ({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: menuId(index),
          placeholder: clip(placeholder, discordLimits.menuPlaceholder, 'utf16'),
          options: some.map(({ label, topic }) => ({
            label: clip(clean(label).replace(/\s+/g, ' ').trim(), discordLimits.menuOptionText, 'utf16'),
            value: topic.slice(0, discordLimits.menuOptionText),
          })),
        },
      ],
    }));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
