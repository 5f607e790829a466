import { type APIModalInteractionResponse, ComponentType, InteractionResponseType, TextInputStyle } from 'discord.js';
import { clip } from '../chat/length.ts';
import { customId } from './custom-id.ts';
import { discordLimits } from './limits.ts';

/** The window that asks for text. The button carries what the field is called, so nothing has to be remembered. */
export function modalFor(ask: { readonly token: string; readonly field: string }, title: string): APIModalInteractionResponse {
  const { modal } = discordLimits;
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: customId({ does: 'ask', token: ask.token, field: '' }).trimEnd(),
      title: clip(title, modal.title, 'utf16'),
      components: [
        {
          type: ComponentType.Label,
          label: clip(ask.field || title, modal.label, 'utf16'),
          component: {
            type: ComponentType.TextInput,
            custom_id: 'typed',
            style: TextInputStyle.Short,
            required: true,
            max_length: modal.typed,
          },
        },
      ],
    },
  };
}
