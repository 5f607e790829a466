import { afterEach, describe, expect, it } from 'vitest';
import { admission } from '../../src/app/admission.ts';
import { groupId, roomId } from '../../src/kernel/ids.ts';
import { ChatServer } from '../support/chat-server.ts';
import { GROUP_ROOM, World, type WorldOptions } from '../support/world.ts';

describe('where and for whom the bot works', () => {
  let world: World;
  const open = async (options: WorldOptions = {}) => {
    world = await World.open(options);
    const ada = world.person('Ada', { manager: true });
    const office = world.person('Ada', { manager: true });
    office.room = { ...GROUP_ROOM, id: roomId('web:office'), title: 'The office' };
    return { ada, office };
  };
  afterEach(() => world.close());
  const ofServer = { ...GROUP_ROOM, id: roomId('discord:10'), platform: 'discord', group: groupId('discord:1') } as const;

  it('is any room of the group for a schedule, by its name or as `here`', async () => {
    const { ada, office } = await open();
    await office.says('/help');
    await ada.says('/schedule digest 08:30 #The-Office');
    expect(ada.seesLast()).toContain('The digest goes to The office: 08:30, every day');
    await ada.says('/schedule quiz 20:00 here');
    expect(ada.seesLast()).toContain('A quiz starts here: 20:00, every day');
    await ada.says('/schedule list');
    expect(ada.seesLast()).toMatch(/digest: 08:30, every day in The office[\s\S]*quiz: 20:00, every day in Study group/);
    await world.pass(3600);
    expect(world.server.messages.filter(({ room }) => room === office.room.id).map(({ key }) => key)).toContainEqual(
      expect.stringMatching(/^d\./),
    );
  });

  it('is no room of another group, and none that nobody has heard of', async () => {
    const { ada } = await open();
    const stranger = world.person('Eve');
    stranger.room = { ...GROUP_ROOM, id: roomId('web:elsewhere'), group: groupId('web:elsewhere'), title: 'elsewhere' };
    await stranger.says('/help');
    for (const where of ['#elsewhere', 'web:elsewhere', '#nowhere']) {
      await ada.says(`/schedule digest 08:30 ${where}`);
      expect(ada.seesLast()).toContain(`I do not know a room “${where}” in this group`);
    }
    await ada.sends({
      kind: 'command',
      name: 'schedule digest',
      args: { time: '08:30', room: 'web:elsewhere' },
      rooms: [stranger.room],
    });
    expect(ada.seesLast()).toContain('I do not know a room');
  });

  it('is a room that an option names, also where nobody has been before', async () => {
    const { ada, office } = await open();
    await ada.sends({ kind: 'command', name: 'schedule digest', args: { time: '08:30', room: office.room.id }, rooms: [office.room] });
    expect(ada.seesLast()).toContain('The digest goes to The office');
  });

  it('is the groups that the operator allows; the others are told their name, and nothing of them is kept', async () => {
    const { ada } = await open({ admission: admission(new Set(['discord:2'])) });
    await ada.says('/help');
    expect(ada.seesLast()).toContain('What I can do');
    const eve = world.person('Eve');
    eve.room = ofServer;
    await eve.says('/help');
    expect(eve.sees()).toEqual([]);
    expect(await world.store.tables.rooms.get(eve.room.id)).toBeNull();
  });

  it('is not a group that the operator no longer allows: its schedules rest', async () => {
    let allowed = true;
    const door = { ...admission(null), admits: () => allowed };
    const { ada } = await open({ admission: door });
    await ada.says('/schedule digest 08:30');
    allowed = false;
    await world.pass(24 * 3600);
    allowed = true;
    await ada.says('/schedule list');
    expect(ada.seesLast()).toContain('left out, because I could not post there');
    expect(world.server.messages.filter(({ key }) => key.startsWith('d.'))).toEqual([]);
    await world.pass(24 * 3600);
    expect(world.server.messages.filter(({ key }) => key.startsWith('d.'))).toHaveLength(1);
  });

  it('has an end where one person is too fast, and says so once', async () => {
    const { ada } = await open({ admission: admission(null) });
    for (let i = 0; i < 30; i++) await ada.says('/me');
    expect(world.server.toasts.map(({ text }) => text)).toEqual([expect.stringContaining('That was a lot at once')]);
    await world.pass(5);
    const before = ada.sees().length;
    await ada.says('/me');
    expect(ada.sees()).toHaveLength(before + 1);
  });

  it('says so within what a platform shows at once', async () => {
    const { ada } = await open({ admission: admission(null) });
    await world.crash();
    const narrow = new ChatServer('web', { toast: 30 });
    await world.start(narrow.transport);
    for (let i = 0; i < 30; i++) await ada.says('/me');
    expect(narrow.toasts.map(({ text }) => text)).toEqual(['That was a lot at once. Take…']);
  });

  it('is open again when somebody acts there, unless the platform says that the bot may not post', async () => {
    const { ada } = await open();
    const state = async () => (await world.store.tables.rooms.get(ada.room.id))?.closed ?? 'open';
    await ada.says('/help');
    await world.store.tables.rooms.close(ada.room.id, 'no rights', world.clock.now());
    ada.room = { ...GROUP_ROOM, postable: false };
    await ada.says('/help');
    expect(await state()).toMatchObject({ why: 'no rights' });
    ada.room = GROUP_ROOM;
    await ada.says('/help');
    expect(await state()).toBe('open');
  });
});

describe('what an arrival comes to', () => {
  let world: World;
  afterEach(() => world.close());

  it('is quiet after a command that only posts, and talk where somebody will be answered, now or later', async () => {
    world = await World.open();
    const ada = world.person('Ada', { manager: true });
    expect(await ada.says('/quiz gradient 1')).toBe('quiet');
    expect(await ada.says('/leaderboard')).toBe('quiet');
    expect(await ada.says('/help')).toBe('talk');
    expect(await ada.says('/quiz gradient 1')).toBe('talk');
    expect(await ada.says('/today')).toBe('talk');
    expect(await ada.says('/schedule preview')).toBe('talk');
  });
});
