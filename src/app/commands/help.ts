import { commandsOn, type Signature } from '../../chat/command.ts';
import type { Platform } from '../../chat/place.ts';
import type { Block, View } from '../../chat/view.ts';
import { once, oncePer } from '../../kernel/once.ts';
import { type Prose, text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { command, line, privately } from '../call.ts';
import type { Parts } from '../parts.ts';
import type { Say } from '../say.ts';

export const help = command({
  name: 'help',
  params: {},
  allowed: 'anyone',
  async run({ say, person, room, parts }) {
    const { forAll, forManagers } = pages(parts)(say)(room.platform);
    return ok([person.manager || room.kind === 'direct' ? forManagers : forAll]);
  },
});

/** The same for everybody who is spoken to in one voice. */
const pages = oncePer(({ signatures }: Parts) =>
  oncePer((say: Say) => once((platform: Platform) => pagesOf(commandsOn(signatures, platform), say))),
);

function pagesOf(here: readonly Signature[], say: Say): { readonly forAll: View; readonly forManagers: View } {
  const usages = (allowed: Signature['allowed']): Block => ({
    kind: 'list',
    ordered: false,
    items: here.filter((one) => one.allowed === allowed).map((one) => usageLine(one, say)),
  });
  const all: readonly Block[] = [
    { kind: 'heading', level: 2, content: say.rich('help-title') },
    line([...say.rich('help-intro'), text(say('sentence-gap')), ...say.rich(`help-usage-${say.commands.values}`)]),
    usages('anyone'),
    { kind: 'note', content: say.rich('help-examples') },
  ];
  const managers: readonly Block[] = [
    { kind: 'heading', level: 3, content: say.rich('help-managers') },
    usages('managers'),
    { kind: 'note', content: say.rich('help-examples-managers') },
  ];
  return { forAll: privately(...all), forManagers: privately(...all, ...managers) };
}

function usageLine(signature: Signature, say: Say): Prose {
  return [text(say.commands.usage(signature), 'code'), text(` ${say(aboutKey(signature))}`)];
}

export const aboutKey = (signature: Pick<Signature, 'name'>): string => `about-${signature.name.replace(' ', '-')}`;
