import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { World } from '../support/world.ts';

const DAY = 86_400;

describe('the daily digest', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open({ start: '2026-11-20T08:00:00+08:00' });
  });
  afterEach(async () => {
    await world.close();
  });

  const digests = () => world.server.messages.filter((message) => message.key.startsWith('d.'));

  it('is posted at its hour, once a day, each day another topic', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/schedule digest 08:30');
    expect(ada.seesLast()).toContain('The digest comes here: 08:30, every day (Asia/Shanghai)');
    await world.pass(30 * 60);
    expect(digests()).toHaveLength(1);
    await world.pass(DAY * 6);
    expect(digests()).toHaveLength(7);
    expect(new Set(digests().map((message) => ada.titleOf(message))).size).toBe(7);
  });

  it('shows each day how yesterday’s question went, and the streak', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/schedule digest 08:30');
    await world.pass(DAY / 2);
    expect(digests()[0] && ada.textOf(digests()[0])).not.toContain('Last time');
    await ada.answersWarmup(0);
    expect(ada.seesLast()).toMatch(/is right|is not right/);
    await ada.answersWarmup(1);
    expect(ada.seesLast()).toContain('Your first answer counts');
    await world.pass(DAY);
    expect(ada.textOf(digests()[1])).toMatch(/Last time [01] of 1 got the warm-up right/);
    await ada.answersWarmup(0);
    await world.pass(DAY);
    expect(ada.textOf(digests()[2])).toContain('The group’s streak: 2 digests in a row');
  });

  it('that was missed by less than six hours is sent once, late', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/schedule digest 08:30');
    await world.crash();
    world.clock.jump('2026-11-20T14:20:00+08:00');
    await world.start();
    expect(digests()).toHaveLength(1);
    await ada.says('/schedule list');
    expect(ada.seesLast()).toContain('sent late');
  });

  it('that was missed by more is skipped, and the list says so', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/schedule digest 08:30');
    await world.crash();
    world.clock.jump('2026-11-20T14:31:00+08:00');
    await world.start();
    expect(digests()).toHaveLength(0);
    await ada.says('/schedule list');
    expect(ada.seesLast()).toContain('skipped, because I was away');
    await world.pass(18 * 3600);
    expect(digests()).toHaveLength(1);
  });

  it('keeps its local hour when the clocks change', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/settings timezone Europe/Berlin');
    world.clock.jump('2027-03-27T12:00:00+01:00');
    await ada.says('/schedule digest 08:30');
    await world.pass(DAY * 2);
    expect(digests().map((message) => new Date(Number(world.sentAt(message.key))).toISOString())).toEqual([
      '2027-03-28T06:30:00.000Z',
      '2027-03-29T06:30:00.000Z',
    ]);
  });

  it('is shown before its time only to who asks, and counts as nobody’s', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/schedule preview');
    expect(ada.seesLast()).toContain('A preview');
    expect(world.person('Bo').sees()).toEqual([]);
    expect(await world.store.tables.digests.posted(ada.room.group)).toEqual([]);
  });

  it('is in the preview what it will be: the same topic and the same question', async () => {
    const ada = world.person('Ada', { manager: true });
    await ada.says('/schedule digest 08:30');
    await ada.says('/schedule preview');
    const preview = ada.seesLast();
    await world.pass(30 * 60);
    const posted = ada.textOf(digests()[0]);
    expect(preview).toContain(ada.titleOf(digests()[0] as never));
    const options = posted.split('\n').filter((line) => /^\([A-E]\) /.test(line));
    expect(options.length).toBeGreaterThan(2);
    for (const option of options) expect(preview).toContain(option.replace(/^\(([A-E])\)/, '$1.'));
  });

  it('is not for members to schedule', async () => {
    const bo = world.person('Bo');
    await bo.says('/schedule digest 08:30');
    expect(bo.seesLast()).toContain('Only those who manage this group');
  });
});
