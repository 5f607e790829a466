import { commandsOn, type Signature } from '../../chat/command.ts';
import type { Platform } from '../../chat/place.ts';
import { LOCALES } from '../../kernel/locale.ts';
import { type Prose, text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { nextDue } from '../../schedule/cadence.ts';
import { type Call, command, line, privately } from '../call.ts';
import type { Group } from '../ports.ts';
import type { Say } from '../say.ts';

export const settingsShow = command({
  name: 'settings show',
  standard: true,
  params: {},
  allowed: 'anyone',
  async run({ say, group, sayAll, parts }) {
    const row = (key: string, value: string) => [say.rich(key), [text(value)]];
    return ok([
      privately(
        { kind: 'heading', level: 2, content: say.rich('settings-title') },
        {
          kind: 'table',
          header: [say.rich('settings-what'), say.rich('settings-value')],
          rows: [
            row('settings-language', say(`language-${sayAll.locale}`) + (group.locale ? '' : say('settings-automatic'))),
            row('settings-timezone', group.timeZone),
            row('settings-quiz', say('settings-quiz-value', { ...group.quiz, mode: say(`mode-${group.quiz.mode}`) })),
            row('settings-imports', say(group.importsFirst ? 'yes' : 'no')),
            row('settings-pictures', say('settings-pictures-value', { pictures: group.pictures })),
            ...(group.platform === 'telegram'
              ? [row('settings-polls', say(group.polls ? 'yes' : 'no')), row('settings-richmath', say(group.richMath ? 'yes' : 'no'))]
              : []),
          ],
        },
        { kind: 'note', content: say.rich('settings-how', { commands: changing(parts.signatures, group.platform, say) }) },
      ),
    ]);
  },
});

/** What there is to change on a platform: `/settings language`, … */
function changing(signatures: readonly Signature[], platform: Platform, say: Say): Prose {
  const names = commandsOn(signatures, platform).filter((one) => one.name.startsWith('settings ') && one.allowed === 'managers');
  return names.flatMap(({ name }, index) => [...(index > 0 ? [text(say('list-separator'))] : []), text(say.commands.line(name), 'code')]);
}

export const settingsLanguage = command({
  name: 'settings language',
  params: { language: { kind: 'choice', values: LOCALES } },
  allowed: 'managers',
  async run(call, { language }) {
    return saved(call, { ...call.group, locale: language }, 'settings-language-done', {
      language: call.say(`language-${language}`),
    });
  },
});

export const settingsTimezone = command({
  name: 'settings timezone',
  params: { zone: { kind: 'zone' } },
  allowed: 'managers',
  async run(call, { zone }) {
    for (const schedule of await call.tables.schedules.of(call.group.id)) {
      if (schedule.paused) continue;
      const next = nextDue(schedule.cadence, zone, call.at);
      await call.tables.schedules.save({ ...schedule, next });
      await call.tables.due.put({
        key: `schedule.${schedule.id}`,
        kind: 'schedule',
        room: schedule.room,
        at: next,
        payload: String(schedule.id),
      });
    }
    return saved(call, { ...call.group, timeZone: zone }, 'settings-timezone-done', { zone });
  },
});

export const settingsQuiz = command({
  name: 'settings quiz',
  params: {
    questions: { kind: 'integer', least: 1, most: 30, optional: true },
    seconds: { kind: 'seconds', least: 5, most: 600, optional: true },
    mode: { kind: 'choice', values: ['speed', 'calm'], optional: true },
  },
  allowed: 'managers',
  async run(call, { questions, seconds, mode }) {
    const before = call.group.quiz;
    const quiz = { questions: questions ?? before.questions, seconds: seconds ?? before.seconds, mode: mode ?? before.mode };
    return saved(call, { ...call.group, quiz }, 'settings-quiz-done', { ...quiz, mode: call.say(`mode-${quiz.mode}`) });
  },
});

export const settingsImports = command({
  name: 'settings imports',
  params: { first: { kind: 'choice', values: ['on', 'off'] } },
  allowed: 'managers',
  run: (call, { first }) => saved(call, { ...call.group, importsFirst: first === 'on' }, `settings-imports-${first}`, {}),
});

/** `on` is what a group begins with. */
export const settingsPictures = command({
  name: 'settings pictures',
  params: { pictures: { kind: 'choice', values: ['on', 'off', 'dark', 'light'] } },
  allowed: 'managers',
  run: (call, { pictures }) =>
    saved(call, { ...call.group, pictures: pictures === 'on' ? 'dark' : pictures }, `settings-pictures-${pictures}`, {}),
});

/** Questions as Telegram's own quiz polls. */
export const settingsPolls = command({
  name: 'settings polls',
  params: { native: { kind: 'choice', values: ['on', 'off'] } },
  allowed: 'managers',
  only: 'telegram',
  run: (call, { native }) => saved(call, { ...call.group, polls: native === 'on' }, `settings-polls-${native}`, {}),
});

/** Formulas and tables as Telegram's rich messages, which not every app shows. */
export const settingsRichMath = command({
  name: 'settings richmath',
  params: { rich: { kind: 'choice', values: ['on', 'off'] } },
  allowed: 'managers',
  only: 'telegram',
  run: (call, { rich }) => saved(call, { ...call.group, richMath: rich === 'on' }, `settings-richmath-${rich}`, {}),
});

async function saved(call: Call, group: Group, key: string, values: Record<string, string | number>) {
  await call.tables.groups.save(group);
  return ok([privately(line(call.say.rich(key, values)))]);
}
