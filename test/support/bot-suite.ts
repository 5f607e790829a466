import { afterEach, describe, expect, it } from 'vitest';
import { admission } from '../../src/app/admission.ts';
import { paragraph } from '../../src/kernel/prose.ts';
import { type Actor, type Kit, parcelFor, type Stage, type StageOptions } from './stage.ts';

/** What the whole bot does on every platform alike. */
export function botSuite(kit: Kit): void {
  describe(`the bot on ${kit.platform}`, () => {
    let stage: Stage | null = null;
    const open = async (options: StageOptions = {}): Promise<Stage> => {
      stage = await kit.open(options);
      return stage;
    };
    afterEach(async () => {
      await stage?.close();
      stage = null;
    });
    const alone = (actor: Actor) => actor.sees().filter((seen) => seen.alone);
    const toAll = (actor: Actor) => actor.sees().filter((seen) => !seen.alone);
    const lastAlone = (actor: Actor) => alone(actor).at(-1)?.text ?? '';
    const lastToAll = (actor: Actor) => toAll(actor).at(-1)?.text ?? '';

    it('speaks to each in the language that they chose, else their app’s, else the group’s, and to all in the group’s', async () => {
      const { person } = await open();
      const ada = await person('Ada', { manager: true });
      const wen = await person('小明', { locale: 'zh' });
      const eve = await person('Eve', { locale: 'fr' });
      const asks = async (actor: Actor) => {
        await actor.uses('search', { words: 'gradient' });
        return lastAlone(actor);
      };
      expect(await asks(ada)).toContain('Found for');
      expect(await asks(wen)).toContain('的搜索结果');
      expect(await asks(eve)).toContain('Found for');
      await wen.uses('leaderboard');
      expect(lastToAll(wen)).toContain('Leaderboard');

      await ada.uses('settings language', { language: 'zh' });
      expect(lastAlone(ada)).toContain('in Chinese');
      expect(await asks(ada)).toContain('Found for');
      expect(await asks(eve)).toContain('的搜索结果');
      await ada.uses('leaderboard');
      expect(lastToAll(ada)).toContain('排行榜');

      await wen.uses('language', { own: 'en' });
      expect(await asks(wen)).toContain('Found for');
      await wen.uses('leaderboard');
      expect(lastToAll(wen)).toContain('排行榜');
    });

    it('has one who is too fast take a breath, once and politely, in their language, and listens again later', async () => {
      const { person, pass } = await open({ admission: admission(null) });
      const bo = await person('Bo');
      await bo.uses('language', { own: 'zh' });
      await pass(60);
      await bo.uses('quiz start', { topic: 'gradient', questions: '1' });
      for (let turn = 0; turn < 25; turn++) {
        await bo.presses('Join');
        await pass(0.2);
      }
      expect(alone(bo).filter(({ text }) => text.startsWith('一下子太多了'))).toHaveLength(1);
      await pass(120);
      await bo.uses('search', { words: 'gradient' });
      expect(
        alone(bo)
          .map(({ text }) => text)
          .join(),
      ).toContain('的搜索结果');
    });

    it.runIf(kit.remote)('works where its operator lets it, and tells the others what to ask for', async () => {
      const { person, room } = await open({ admission: admission(new Set([`${kit.platform}:1`])) });
      const bo = await person('Bo', { locale: 'zh' });
      await bo.uses('leaderboard');
      expect(toAll(bo)).toEqual([]);
      expect(lastAlone(bo)).toMatch(new RegExp(`\\p{Script=Han}.*${kit.platform}:-?\\d+`, 'u'));
      expect(await stage?.world.store.tables.rooms.get(room)).toBeNull();
    });

    it.runIf(kit.remote)('lets the schedules of a room rest that is shut to it, tells managers why, and goes on by itself', async () => {
      const { person, pass, shut, unshut } = await open();
      const ada = await person('Ada', { manager: true });
      const digests = () => toAll(ada).filter(({ text }) => text.includes('📡')).length;
      await ada.uses('schedule digest', { time: '08:30' });
      await pass(3_600);
      expect(digests()).toBe(1);
      await shut();
      await pass(86_400);
      expect(digests()).toBe(1);
      for (let look = 0; look < 2; look++) {
        await ada.uses('schedule list');
        expect(lastAlone(ada)).toMatch(/Rests, because I cannot post there: .*(Send Messages|send messages)/);
      }
      await unshut();
      await ada.uses('schedule list');
      expect(lastAlone(ada)).not.toContain('Rests');
      await pass(86_400);
      expect(digests()).toBe(2);
    });

    it('keeps what it could not send when it stops, and sends it once after the next start', async () => {
      const here = await open();
      const ada = await here.person('Ada');
      await here.transport.stop();
      const { room } = here;
      await here.world.store.tables.rooms.touch({ ...known, id: room, platform: kit.platform }, here.world.clock.now());
      const { key, view } = parcelFor(room, [paragraph('from before')]);
      await here.world.store.tables.outbox.add(
        { key, room, to: null, reply: null, view, locale: 'en', timeZone: 'UTC', edits: null, unsure: 'drop' },
        here.world.clock.now(),
      );
      here.world.bot.delivery.nudge();
      await here.stop();
      expect(ada.sees()).toEqual([]);
      await here.start();
      await here.pass(30);
      expect(ada.sees().map(({ text }) => text)).toEqual(['from before']);
    });

    it('refuses the managers’ commands to others', async () => {
      const { person } = await open();
      const bo = await person('Bo');
      // Discord does not even offer them.
      const tried = await bo.uses('settings language', { language: 'zh' }).then(
        () => lastAlone(bo),
        (error: Error) => error.message,
      );
      expect(tried).toMatch(/Only those who manage this group|is not offered/);
      await bo.uses('leaderboard');
      expect(lastToAll(bo)).toContain('Leaderboard');
    });
  });
}

const known = { kind: 'group', group: 'x:1' as never, title: 'Study group', locale: null } as const;
