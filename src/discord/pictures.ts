import type { APIMessageTopLevelComponent, RawFile } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { drawn } from '../chat/drawn.ts';
import type { DrawPicture, Image } from '../chat/picture.ts';
import type { Capabilities } from '../chat/transport.ts';
import type { View } from '../chat/view.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Look } from './encode.ts';
import { isForbidden } from './faults.ts';
import { discordCapabilities } from './limits.ts';
import { type Page, pagesOf } from './sheets.ts';

/** One message ready to be sent, with the files that it shows. */
export interface Letter {
  readonly body: {
    readonly components: APIMessageTopLevelComponent[];
    readonly flags: number;
    /** Nobody is ever called by what people, articles or a model wrote. */
    readonly allowed_mentions: { readonly parse: [] };
    readonly attachments: { readonly id: string; readonly filename: string }[];
  };
  readonly files: RawFile[];
  /** The same in words alone, for where Discord takes no files. */
  readonly plain: () => readonly Letter[];
}

const WORDS_ONLY: Capabilities = { ...discordCapabilities, picture: 'text' };

/** A View as messages. Where a picture cannot be had, its text stands. */
export async function lettersOf(
  view: View,
  options: { readonly menu: string; readonly locale: Locale; readonly draw: DrawPicture },
): Promise<Letter[]> {
  const { view: shown, images } = await drawn(view, discordCapabilities, options.locale, options.draw);
  const look: Look = { fileOf: (name) => fileOf(images.get(name)), menu: options.menu };
  return pagesOf(shown, look).map((page) => letter(page, look, images));
}

/** Named by what it shows, of letters that Discord leaves as they are. */
const fileOf = (image: Image | undefined): string | null => (image ? `${image.name}.png` : null);

function letter({ sheet, part }: Page, look: Look, images: ReadonlyMap<string, Image>): Letter {
  const shown = new Map(sheet.pictures.flatMap((name) => images.get(name) ?? []).map((image) => [image.name, image]));
  const files = [...shown.values()].map(
    (image): RawFile => ({
      name: fileOf(image) ?? '',
      data: Buffer.from(image.bytes),
      contentType: image.type,
    }),
  );
  return {
    body: {
      components: sheet.components,
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [] },
      attachments: files.map((file, id) => ({ id: String(id), filename: file.name })),
    },
    files,
    plain: () => pagesOf(part, look, WORDS_ONLY).map((page) => letter(page, look, images)),
  };
}

/**
 * What is still to be sent, from `part` on, where Discord has just refused that part because of its files.
 * @throws the error itself where it is about something else
 */
export function withoutFiles(letters: readonly Letter[], part: number, error: unknown): readonly Letter[] {
  if (!letters[part]?.files.length || !isForbidden(error)) throw error;
  return [...letters.slice(0, part), ...letters.slice(part).flatMap((letter) => (letter.files.length > 0 ? letter.plain() : [letter]))];
}
