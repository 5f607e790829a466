import { ComponentType } from 'discord.js';
import { fit as fitted } from '../chat/fit.ts';
import type { Capabilities } from '../chat/transport.ts';
import type { View } from '../chat/view.ts';
import { encodeView, type Look, type Sheet, sizeOf } from './encode.ts';
import { discordCapabilities, discordLimits } from './limits.ts';

/** The messages that a View becomes, in their order; at least one. */
export function sheetsOf(view: View, look: Look): Sheet[] {
  const sheets = fitted(view, discordCapabilities).flatMap((part) => within(part, look, discordCapabilities));
  const shown = sheets.filter((sheet) => sheet.components.length > 0);
  return shown.length > 0 ? shown : [{ components: [{ type: ComponentType.TextDisplay, content: '…' }], pictures: [] }];
}

/** `fit` counts what the encoder writes; where it counted too little all the same, the part is fitted once more, smaller. */
function within(part: View, look: Look, can: Capabilities): Sheet[] {
  const sheet = encodeView(part, look);
  const size = sizeOf(sheet.components);
  if (size.text <= discordLimits.text && size.components <= discordLimits.components) return [sheet];
  const smaller = { ...can, text: Math.max(256, Math.floor(can.text * 0.7)), blocks: Math.max(8, can.blocks - 8) };
  if (smaller.text === can.text && smaller.blocks === can.blocks) return [sheet];
  return fitted(part, smaller).flatMap((one) => within(one, look, smaller));
}
