import { commandsOn, type Signature } from '../../chat/command.ts';
import type { Block } from '../../chat/view.ts';
import { type Prose, text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { command, line, privately } from '../call.ts';
import type { Say } from '../say.ts';

export const help = command({
  name: 'help',
  params: {},
  allowed: 'anyone',
  async run({ say, person, room, parts }) {
    const here = commandsOn(parts.signatures, room.platform);
    const mine = here.filter((one) => one.allowed === 'anyone');
    const managers = here.filter((one) => one.allowed === 'managers');
    const blocks: Block[] = [
      { kind: 'heading', level: 2, content: say.rich('help-title') },
      line([...say.rich('help-intro'), text(say('sentence-gap')), ...say.rich(`help-usage-${say.commands.values}`)]),
      { kind: 'list', ordered: false, items: mine.map((one) => usageLine(one, say)) },
      { kind: 'note', content: say.rich('help-examples') },
    ];
    if (person.manager || room.kind === 'direct') {
      blocks.push({ kind: 'heading', level: 3, content: say.rich('help-managers') });
      blocks.push({ kind: 'list', ordered: false, items: managers.map((one) => usageLine(one, say)) });
      blocks.push({ kind: 'note', content: say.rich('help-examples-managers') });
    }
    return ok([privately(...blocks)]);
  },
});

function usageLine(signature: Signature, say: Say): Prose {
  return [text(say.commands.usage(signature), 'code'), text(` ${say(aboutKey(signature))}`)];
}

export const aboutKey = (signature: Pick<Signature, 'name'>): string => `about-${signature.name.replace(' ', '-')}`;
