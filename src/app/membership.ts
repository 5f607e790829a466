import type { Membership } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import { unreachable } from '../kernel/result.ts';
import { line } from './call.ts';
import type { Group, KnownRoom, Tables } from './ports.ts';
import type { Say } from './say.ts';

/** The bot was let into a group, put out of it, or the group has another id now. */
export async function runMembership(
  inbound: Membership,
  at: { readonly room: KnownRoom; readonly group: Group; readonly say: Say; readonly tables: Tables },
): Promise<void> {
  const { room, group, tables } = at;
  switch (inbound.kind) {
    case 'added':
      for (const one of await tables.rooms.of(group.id)) await tables.rooms.open(one.id);
      if (inbound.fresh && (await tables.schedules.of(group.id)).length === 0) await greet(inbound, at);
      return;
    case 'opened':
      return tables.rooms.open(room.id);
    case 'removed':
      for (const one of await tables.rooms.of(group.id)) await tables.rooms.close(one.id, inbound.why, inbound.at);
      return;
    case 'migrated':
      return tables.groups.move(inbound.from, { room: room.id, group: group.id });
    default:
      return unreachable(inbound);
  }
}

/** Once, however often it is let in; who reads a channel is not bothered with it, only who added the bot. */
async function greet(inbound: Membership, at: { room: KnownRoom; group: Group; say: Say; tables: Tables }): Promise<void> {
  const { room, group, say, tables } = at;
  const own = room.kind === 'channel';
  await tables.outbox.add(
    {
      key: `hello.${group.id}`,
      room: room.id,
      to: own ? inbound.person.id : null,
      reply: inbound.reply,
      view: { ...greeting(room, say), audience: own ? 'person' : 'room' },
      locale: say.locale,
      timeZone: group.timeZone,
      edits: null,
      unsure: 'drop',
    },
    inbound.at,
  );
}

/** Who we are, and the three first steps for those who manage the group. */
export function greeting(room: Pick<KnownRoom, 'title'>, say: Say): View {
  return {
    blocks: [
      { kind: 'heading', level: 2, content: say.rich('greet-title') },
      line(say.rich('greet-intro', { group: room.title })),
      line(say.rich('greet-managers')),
      { kind: 'list', ordered: true, items: [say.rich('greet-settings'), say.rich('greet-digest'), say.rich('greet-quiz')] },
      { kind: 'note', content: say.rich('greet-help') },
    ],
    audience: 'room',
  };
}
