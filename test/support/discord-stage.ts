import { personId, roomId } from '../../src/kernel/ids.ts';
import { DiscordWorld } from './discord-world.ts';
import type { FakeGuild } from './fake-discord/guild.ts';
import { render } from './fake-discord/markdown.ts';
import { type Person, Window } from './fake-discord/person.ts';
import { controlsOf } from './fake-discord/reading.ts';
import { type Component, FLAGS, type Message } from './fake-discord/state.ts';
import type { Mishap } from './fake-discord/trouble.ts';
import { type Actor, isMeant, type Kit, type PersonOptions, type Seen, type Stage, type StageOptions, Tap, type Trouble } from './stage.ts';

const MISHAPS: Readonly<Record<Trouble, Mishap>> = {
  haste: 'limited',
  fault: 'error',
  'cut before': 'drop-before',
  'cut after': 'drop-after',
};

const APP_LANGUAGES = { en: 'en-US', zh: 'zh-CN', fr: 'fr' } as const;

/** Longer than any test waits (ms of real time). */
const FROZEN = 30_000;

export const discordKit: Kit = {
  platform: 'discord',
  troubles: ['haste', 'fault', 'cut before', 'cut after'],
  remote: true,
  open: openStage,
};

async function openStage({ admission }: StageOptions = {}): Promise<Stage> {
  let guild!: FakeGuild;
  const tap = new Tap();
  const all = await DiscordWorld.open(
    (discord) => {
      guild = discord.guild('Study group', { channels: ['general', 'office'] });
    },
    { tap: tap.around, ...(admission ? { admission } : {}) },
  );
  const general = guild.channel('general');

  return {
    world: all.world,
    get transport() {
      return all.transport;
    },
    room: roomId(`discord:${general.id}`),
    tap,
    person: async (name, { manager = false, locale = 'en' }: PersonOptions = {}) =>
      actor(all, all.discord.person(name, { in: guild, manager, locale: APP_LANGUAGES[locale] })),
    settle: () => all.settle(),
    pass: (time) => all.pass(time),
    order(trouble) {
      all.discord.trouble.retryAfter = 30;
      all.discord.trouble.next(/POST \/channels\/\d+\/messages/, MISHAPS[trouble]);
    },
    async shut() {
      guild.deny(general, 'SendMessages');
      await all.settle();
    },
    async unshut() {
      guild.allow(general, 'SendMessages');
      await all.settle();
    },
    async leave() {
      all.discord.gateway.refusing = true;
      all.discord.gateway.drop();
      await all.discord.until('the line is cut', () => !all.discord.gateway.connected);
      await all.settle();
      await all.world.clock.pass(30_000 as never, () => all.discord.settle());
    },
    async comeBack() {
      all.discord.gateway.refusing = false;
      await all.discord.until('it is back', () => all.transport.state().kind === 'ready');
      await all.settle();
    },
    freeze(frozen) {
      all.discord.lag = frozen ? FROZEN : 0;
    },
    stop: () => all.stop(),
    start: () => all.start(),
    clear: () => void all.discord.records.messages.splice(0),
    problems: () => [
      ...all.discord.broken,
      ...all.reports,
      ...all.world.faults.map(({ message, facts }) => `${message} ${JSON.stringify(facts)}`),
      ...(all.discord.limited > 0 ? [`${all.discord.limited} requests were too many`] : []),
      ...[...all.discord.records.interactions.values()].flatMap((one) =>
        (one.acknowledged ?? 0) < 3_000 ? [] : [`acknowledged after ${one.acknowledged} ms`],
      ),
    ],
    close: () => all.close(),
  };
}

function actor(all: DiscordWorld, person: Person): Actor {
  const found = (label: string): { message: Message; button: Component } => {
    for (const message of [...person.messages, ...person.alone().messages].toReversed()) {
      const button = controlsOf(message.components).find((one) => one.type === 2 && isMeant(one.label ?? '', label));
      if (button) return { message, button };
    }
    throw new Error(`${person.user.global_name} sees no button “${label}”`);
  };
  const press = async (label: string) => {
    const { message, button } = found(label);
    const record = person.pushesId(message, button.custom_id ?? '');
    await all.discord.until('the press is acknowledged', () => record.acknowledged !== null);
    await all.settle();
    return record;
  };
  return {
    id: personId(`discord:${person.user.id}`),
    name: person.user.global_name ?? '',
    async uses(command, values = {}) {
      // Numbers are typed into fields for numbers.
      const options = Object.entries(values).map(([name, value]) => `${name}:${value.replace(/^(\d+)s$/, '$1')}`);
      await person.types([`/${command}`, ...options].join(' '));
      await all.settle();
    },
    async presses(label) {
      await press(label);
    },
    async enters(label, typed) {
      const { modal, on } = await press(label);
      if (!modal) throw new Error(`“${label}” asks for nothing`);
      await new Window(person, modal, on).submits(typed);
      await all.settle();
    },
    sees: () => [...person.messages, ...person.alone().messages].filter(({ author }) => author === all.discord.records.bot.id).map(seen),
  };

  function seen(message: Message): Seen {
    const controls = controlsOf(message.components);
    const isTopic = (one: Component) => (one.custom_id ?? '').startsWith('=');
    const buttons = controls.filter((one) => one.type === 2 && !isTopic(one)).map(({ label }) => label ?? '');
    const topics = controls
      .filter(isTopic)
      .flatMap((one) => (one.type === 2 ? [one.label ?? ''] : (one.options ?? []).map(({ label }) => label)));
    const spoilers = message.components.filter((one) => one.spoiler);
    return {
      id: message.id,
      text: message.flags & FLAGS.loading ? '(thinking…)' : message.components.map(wordsOf).filter(Boolean).join('\n'),
      hidden: spoilers.map((one) => wordsOf(one).trim()),
      buttons,
      topics,
      alone: message.to !== null || message.channel !== person.channel.id,
    };
  }
}

function wordsOf(one: Component): string {
  if (one.type === 10) return render((one.content ?? '').replaceAll(/<t:-?\d+(?::\w)?>/g, '⟨moment⟩')).text;
  if (one.type === 12) return (one.items ?? []).map(({ description }) => description ?? '').join('\n');
  return (one.components ?? []).map(wordsOf).filter(Boolean).join('\n');
}
