import { describe, expect, it } from 'vitest';
import { admission } from '../../src/app/admission.ts';
import type { Inbound, Person, Room } from '../../src/chat/place.ts';
import { arrivalId, groupId, personId, roomId } from '../../src/kernel/ids.ts';
import { type Instant, instant } from '../../src/kernel/time.ts';

const START = Date.parse('2026-11-20T08:00:00Z');
const room = (group = 'discord:1', more: Partial<Room> = {}): Room => ({
  id: roomId(`${group}0`),
  platform: 'discord',
  kind: 'group',
  group: groupId(group),
  title: '#study',
  locale: null,
  ...more,
});
const person = (name = 'ada'): Person => ({ id: personId(`discord:${name}`), name, locale: 'en', manager: false });
const at = (second: number): Instant => instant(START + second * 1000);
const command = (second = 0, more: Partial<Pick<Inbound, 'room' | 'person'>> = {}): Inbound => ({
  id: arrivalId(`e${second}`),
  at: at(second),
  room: room(),
  person: person(),
  reply: null,
  kind: 'command',
  name: 'help',
  args: '',
  ...more,
});
const added = (group: string): Inbound => ({ ...command(), room: room(group), kind: 'added', fresh: true }) as Inbound;

describe('who is let in', () => {
  it('is everybody where no list is given', () => {
    expect(admission(null).check(command())).toBe('in');
    expect(admission(null).admits(room('discord:77', { kind: 'direct' }))).toBe(true);
  });

  it('is the groups of the list; another is told its name, so that it can be put there', () => {
    const door = admission(new Set(['discord:1']));
    expect(door.check(command())).toBe('in');
    expect(door.check(command(0, { room: room('discord:2') }))).toEqual({ key: 'refuse-group', values: { group: 'discord:2' } });
  });

  it('is private chats only where the list names them', () => {
    const alone = room('discord:5', { kind: 'direct' });
    expect(admission(new Set(['discord:1'])).check(command(0, { room: alone }))).toEqual({ key: 'refuse-private' });
    expect(admission(new Set(['discord:direct'])).check(command(0, { room: alone }))).toBe('in');
  });

  it('is always the local room, which has its own door', () => {
    expect(admission(new Set(['discord:1'])).admits(room('web:main', { platform: 'web' }))).toBe(true);
  });

  it('says nothing to a group that only took the bot in', () => {
    expect(admission(new Set(['discord:1'])).check(added('discord:2'))).toBe('silence');
    expect(admission(new Set(['discord:1'])).check(added('discord:1'))).toBe('in');
  });
});

describe('a flood of one person', () => {
  const burst = (door = admission(null), count = 20) => {
    for (let i = 0; i < count; i++) expect(door.check(command())).toBe('in');
    return door;
  };

  it('is answered once, and then passed over in silence', () => {
    const door = burst();
    expect(door.check(command())).toEqual({ key: 'refuse-too-fast' });
    expect(door.check(command())).toBe('silence');
  });

  it('leaves everybody else alone', () => {
    const door = burst();
    expect(door.check(command(0, { person: person('bo') }))).toBe('in');
  });

  it('is over after a second a turn, and the next one is answered again', () => {
    const door = burst();
    door.check(command());
    expect(door.check(command(2))).toBe('in');
    expect(door.check(command(2))).toBe('in');
    expect(door.check(command(2))).toEqual({ key: 'refuse-too-fast' });
  });

  it('is measured by when the person acted: what was held up on the way comes in late, but not too fast', () => {
    const door = admission(null);
    for (let second = 0; second < 60; second++) expect(door.check(command(second))).toBe('in');
    expect(door.check(command(5))).toBe('in');
  });

  it('is not made by talking', () => {
    const door = burst();
    const talk: Inbound = { ...command(), kind: 'text', text: 'hello', toBot: false } as Inbound;
    expect(door.check(talk)).toBe('in');
  });
});
