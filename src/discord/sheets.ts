import { ComponentType } from 'discord.js';
import { fit as fitted } from '../chat/fit.ts';
import type { Capabilities } from '../chat/transport.ts';
import type { View } from '../chat/view.ts';
import { encodeView, type Look, type Sheet, sizeOf } from './encode.ts';
import { discordCapabilities, discordLimits } from './limits.ts';

/** A message, and the part of the View that it shows. */
export interface Page {
  readonly sheet: Sheet;
  readonly part: View;
}

/** The messages that a View becomes, in their order; at least one. */
export function pagesOf(view: View, look: Look, can: Capabilities = discordCapabilities): Page[] {
  const pages = fitted(view, can).flatMap((part) => within(part, look, can));
  const shown = pages.filter(({ sheet }) => sheet.components.length > 0);
  return shown.length > 0
    ? shown
    : [{ sheet: { components: [{ type: ComponentType.TextDisplay, content: '…' }], pictures: [] }, part: view }];
}

/** `fit` counts what the encoder writes; where it counted too little all the same, the part is fitted once more, smaller. */
function within(part: View, look: Look, can: Capabilities): Page[] {
  const sheet = encodeView(part, look);
  const size = sizeOf(sheet.components);
  if (size.text <= discordLimits.text && size.components <= discordLimits.components) return [{ sheet, part }];
  const smaller = { ...can, text: Math.max(256, Math.floor(can.text * 0.7)), blocks: Math.max(8, can.blocks - 8) };
  if (smaller.text === can.text && smaller.blocks === can.blocks) return [{ sheet, part }];
  return fitted(part, smaller).flatMap((one) => within(one, look, smaller));
}
