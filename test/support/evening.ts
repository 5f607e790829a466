import { expect } from 'vitest';
import type { Move } from '../../src/quiz/session.ts';
import type { Actor, Seen, Stage } from './stage.ts';
import { GROUP_ROOM } from './world.ts';

/** What one step of the evening brought: to all in the room, or to one person alone. */
export interface Beat {
  readonly step: string;
  readonly to: string;
  readonly seen: readonly Seen[];
}

/** An evening in a group of four, the same on every platform: digest, search, quiz to the podium, leaderboard, schedule, languages. */
export async function playEvening(stage: Stage): Promise<readonly Beat[]> {
  const ada = await stage.person('Ada', { manager: true });
  const bo = await stage.person('Bo **the** @everyone');
  const eve = await stage.person('Eve');
  const wen = await stage.person('小明', { locale: 'zh' });
  const people = [ada, bo, eve, wen];
  const beats: Beat[] = [];
  const before = new Map<string, string>();

  /** Does something, and notes what each then sees that was not there. */
  async function step(name: string, act: () => Promise<unknown>): Promise<void> {
    await act();
    await stage.settle();
    note(name, false);
  }

  /** Lets time pass, and notes what is different besides. */
  async function pass(name: string, time: number): Promise<void> {
    await stage.pass(time);
    note(name, true);
  }

  function note(name: string, changes: boolean): void {
    for (const other of people) expect(shared(other), `${other.name}, ${name}`).toEqual(shared(ada));
    const told = [
      { to: 'all', seen: news(ada, false, changes) },
      ...people.map((one) => ({ to: one.name, seen: news(one, true, changes) })),
    ];
    beats.push(...told.filter(({ seen }) => seen.length > 0).map((beat) => ({ step: name, ...beat })));
  }

  const shared = (actor: Actor) => actor.sees().filter((seen) => !seen.alone);

  function news(actor: Actor, alone: boolean, changes: boolean): readonly Seen[] {
    return actor.sees().filter((seen) => {
      const [key, look] = [`${alone ? actor.id : ''} ${seen.id}`, JSON.stringify(seen)];
      const known = before.get(key);
      if (seen.alone !== alone || known === look || (known !== undefined && !changes)) return false;
      before.set(key, look);
      return true;
    });
  }

  const room = { ...GROUP_ROOM, id: stage.room };
  async function answers(actor: Actor, moves: readonly Move[]): Promise<void> {
    for (const move of moves) {
      if (move.kind === 'typed') await actor.enters('Type an answer', move.text);
      if (move.kind === 'option') await actor.presses('ABCDEFGH'.charAt(move.position));
      if (move.kind === 'lock') await actor.presses('Lock');
    }
  }

  /** The letter of an option, wherever its text stands. */
  function letterOf(actor: Actor, option: string): string {
    const all = actor.sees().flatMap(({ text, buttons }) => [...text.split('\n'), ...buttons]);
    const letter = all
      .map((line) => /^(?:• )?([A-H])\. /.exec(line)?.[1] && line.endsWith(option) && /([A-H])\. /.exec(line)?.[1])
      .findLast(Boolean);
    if (!letter) throw new Error(`no option says “${option}”`);
    return letter;
  }

  await step('Ada orders a digest', () => ada.uses('schedule digest', { time: '08:30', days: 'mon-fri' }));
  await pass(DRAWN[0], 30 * 60);
  await step(DRAWN[1], () => bo.presses(letterOf(bo, 'b goes from 3 to 5, firing is harder')));
  await step('小明 reads on', () => wen.presses('Read on'));
  await step('Bo searches', () => bo.uses('search', { words: 'weak learners vote' }));
  await step('小明 searches', () => wen.uses('search', { words: '过拟合' }));

  await step('Ada begins a quiz', () => ada.uses('quiz start', { topic: 'gradient', questions: '3', seconds: '60s' }));
  for (const person of [bo, eve, wen]) await step(`${person.name} joins`, () => person.presses('Join'));
  await pass('the lobby fills', 5);
  await step('Ada starts it', () => ada.presses('Start now'));
  for (let question = 1; question <= 3; question++) {
    const right = await stage.world.rightLabel(room);
    await step(`Ada answers ${question}`, () => answers(ada, right));
    await pass(`question ${question} goes on`, 15);
    await step(`Bo answers ${question}`, () => answers(bo, right));
    await pass(`Bo has answered ${question}`, 15);
    await step(`小明 answers ${question}`, () => answers(wen, right));
    await step(`Bo answers ${question} again`, () => answers(bo, right));
    await pass(`小明 has answered ${question}`, 15);
    // Eve lets the time of the last one run out.
    if (question < 3) await step(`Eve answers ${question}`, () => answers(eve, right));
    await pass(`after question ${question}`, question < 3 ? 10 : 25);
  }
  await pass('the podium', 10);
  await step('Eve asks who leads', () => eve.uses('leaderboard', { period: 'day' }));
  await step('Ada looks at the schedule', () => ada.uses('schedule list'));
  await step('Ada has the group speak Chinese', () => ada.uses('settings language', { language: 'zh' }));
  await step('Eve asks again', () => eve.uses('leaderboard', { period: 'day' }));
  await step('Bo wants Chinese too', () => bo.uses('language', { own: 'zh' }));
  await step('Bo looks at his points', () => bo.uses('me'));
  await step('Eve looks at hers', () => eve.uses('me'));
  await step('Ada stops the digest', () => ada.uses('schedule off'));
  return beats;
}

/** Steps of which a part is drawn by lot. */
const DRAWN = ['the digest comes', 'Bo answers its question'] as const;

/** What may differ between the transcripts, each with its reason. All else is the same to the letter. */
const SHAPES: readonly { readonly why: string; readonly write: (heard: Heard, step: string, letters: Letters) => Heard }[] = [
  {
    why: 'How wide a gap is between two blocks, and how a line between them looks, is the platform’s.',
    write: ({ lines, ...rest }) => ({
      ...rest,
      lines: lines.map((line) => line.trim()).filter((line) => line && !/^(---|· · ·)$/.test(line)),
    }),
  },
  {
    why: 'An option stands on its button or, where a button is too short for it, above it: it is read behind the text either way.',
    write: ({ lines, buttons, ...rest }) => {
      const isOption = (line: string) => /^(• )?[A-H]\. /.test(line);
      const options = [...lines, ...buttons].filter(isOption).map((line) => line.replace(/^• /, ''));
      return {
        ...rest,
        lines: [...lines.filter((line) => !isOption(line)), ...options.toSorted()],
        buttons: buttons.filter((button) => !isOption(button) && !/^[A-H]$/.test(button)),
      };
    },
  },
  {
    why: 'The order of a warm-up’s options is drawn from the group’s id, which has the platform in it: what a letter stands for is compared.',
    write({ lines, ...rest }, step, letters) {
      if (!DRAWN.some((drawn) => drawn === step)) return { lines, ...rest };
      const blank = lines.map((line) =>
        line
          .replaceAll(/\b([A-H])\. /g, (all, letter, at) =>
            line.startsWith(letters.get(letter) ?? '?', at + all.length) ? '⟨letter⟩. ' : all,
          )
          .replaceAll(/\b[A-H](?= is )/g, (letter) => `⟨${letters.get(letter)}⟩`),
      );
      const isOption = (line: string) => line.includes('⟨letter⟩. ') && !line.includes(' is ⟨');
      return { ...rest, lines: [...blank.filter((line) => !isOption(line)), ...blank.filter(isOption).toSorted()] };
    },
  },
  {
    why: 'A room is called what its platform calls it: a channel, a chat.',
    write: ({ lines, ...rest }) => ({ ...rest, lines: lines.map((line) => line.replaceAll('#general', 'Study group')) }),
  },
  {
    why: 'A command is named as it is typed there: Telegram’s menus know no spaces.',
    write: ({ lines, ...rest }) => ({
      ...rest,
      lines: lines.map((line) => line.replaceAll(/\/[a-z]+(?:_[a-z]+)+/g, (command) => command.replaceAll('_', ' '))),
    }),
  },
  {
    why: 'Telegram points to the private chat, and asks there for what is typed; elsewhere the answer or the field is before their eyes.',
    write: ({ lines, ...rest }) => ({ ...rest, lines: lines.filter((line) => !POINTERS.test(line)) }),
  },
];

const POINTERS =
  /^(I have sent it to you in our private chat\.|已在私聊里发给你。|.*: just reply to this message\.|.*：请直接回复这条消息。)$/;

/** What stands behind the letters of the warm-up. */
type Letters = ReadonlyMap<string, string>;

interface Heard {
  readonly lines: readonly string[];
  readonly buttons: readonly string[];
  readonly topics: readonly string[];
}

/** A beat as it is compared: a View may be several messages where messages are short, so all that came is read in one go. */
function heard({ step, seen }: Beat, letters: Letters): Heard {
  const whole: Heard = {
    lines: seen.flatMap(({ text }) => text.split('\n')),
    buttons: seen.flatMap(({ buttons }) => buttons),
    topics: [...new Set(seen.flatMap(({ topics }) => topics))],
  };
  return SHAPES.reduce((one, { write }) => write(one, step, letters), whole);
}

function lettersOf(beats: readonly Beat[]): Letters {
  const shown = beats.filter(({ step }) => step === DRAWN[0]).flatMap(({ seen }) => seen);
  const lines = shown.flatMap(({ text, buttons }) => [...text.split('\n'), ...buttons]);
  return new Map(
    lines.flatMap((line) =>
      [...line.matchAll(/^(?:• )?([A-H])\. (.+)$/g)].map(([, letter = '', option = '']) => [letter, option] as const),
    ),
  );
}

/** The evening line by line, without the platform’s shape. */
export function transcript(beats: readonly Beat[]): readonly string[] {
  const letters = lettersOf(beats);
  return beats
    .map((beat) => {
      const { lines, buttons, topics } = heard(beat, letters);
      const rows = [...lines, ...buttons.map((button) => `[${button}]`), ...topics.map((topic) => `→ ${topic}`)];
      return { head: `${beat.step} — ${beat.to}`, rows };
    })
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ head, rows }) => [head, ...rows.map((row) => `  ${row}`)]);
}

const POINTS = /[\d,]+(?= points| 分)/g;

/** The lines of a transcript but for the points in them. */
export const withoutPoints = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replaceAll(POINTS, '⟨points⟩'));

/** All points that are named, one after the other. */
export const pointsIn = (lines: readonly string[]): readonly number[] =>
  lines.flatMap((line) => [...line.matchAll(POINTS)].map(([points]) => Number(points.replaceAll(',', ''))));
