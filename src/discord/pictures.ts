import type { APIMessageTopLevelComponent, RawFile } from 'discord.js';
import { MessageFlags } from 'discord.js';
import type { View } from '../chat/view.ts';
import { attachmentName, type Look, type Sheet } from './encode.ts';
import type { DiscordParts } from './parts.ts';
import { sheetsOf } from './sheets.ts';

type Pictures = ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array }>;

/** One message ready to be sent, with the files that it shows. */
export interface Letter {
  readonly body: {
    readonly components: APIMessageTopLevelComponent[];
    readonly flags: number;
    /** Nobody is ever called by what people, articles or a model wrote. */
    readonly allowed_mentions: { readonly parse: [] };
    readonly attachments: { readonly id: number; readonly filename: string }[];
  };
  readonly files: RawFile[];
}

/** A View as messages. A picture that cannot be had stands as its alt text. */
export async function lettersOf(view: View, menu: string, picture: DiscordParts['picture']): Promise<Letter[]> {
  const found = await picturesOf(view, picture);
  const look: Look = { hasPicture: (name) => found.has(name), menu };
  return sheetsOf(view, look).map((sheet) => letter(sheet, found));
}

async function picturesOf(view: View, picture: DiscordParts['picture']): Promise<Pictures> {
  const names = new Set(view.blocks.flatMap((block) => (block.kind === 'picture' ? [block.name] : [])));
  const found = new Map<string, { type: string; bytes: Uint8Array }>();
  for (const name of names) {
    const one = await picture(name);
    if (one) found.set(name, one);
  }
  return found;
}

function letter(sheet: Sheet, pictures: Pictures): Letter {
  const files = [...new Set(sheet.pictures)].flatMap((name): RawFile[] => {
    const one = pictures.get(name);
    return one ? [{ name: attachmentName(name), data: Buffer.from(one.bytes), contentType: one.type }] : [];
  });
  return {
    body: {
      components: sheet.components,
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [] },
      attachments: files.map((file, id) => ({ id, filename: file.name })),
    },
    files,
  };
}
