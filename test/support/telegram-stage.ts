import type { Message } from 'grammy/types';
import { personId, roomId } from '../../src/kernel/ids.ts';
import type { TelegramPerson } from './fake-telegram/people.ts';
import { administrator, type FakeChat, keyboardOf, member, restricted } from './fake-telegram/state.ts';
import type { Trouble as FakeTrouble } from './fake-telegram/trouble.ts';
import { type Actor, isMeant, type Kit, type PersonOptions, type Seen, type Stage, type StageOptions, Tap, type Trouble } from './stage.ts';
import { TelegramWorld, until } from './telegram-world.ts';

const TROUBLES: Readonly<Record<Trouble, FakeTrouble>> = {
  haste: { kind: '429', after: 30 },
  fault: { kind: '5xx' },
  'cut before': { kind: 'cut-before' },
  'cut after': { kind: 'cut-after' },
};

/** Longer than any test waits (ms of real time). */
const FROZEN = 30_000;

export const telegramKit: Kit = {
  platform: 'telegram',
  troubles: ['haste', 'fault', 'cut before', 'cut after'],
  remote: true,
  open: openStage,
};

async function openStage({ admission }: StageOptions = {}): Promise<Stage> {
  const tap = new Tap();
  const all = await TelegramWorld.open({ tap: tap.around, ...(admission ? { admission } : {}) });
  const group = all.town.group('Study group', []);
  const owner = all.person('Owner');
  const { bot } = all.server.state;

  return {
    world: all.world,
    get transport() {
      return all.telegram;
    },
    room: roomId(`telegram:${group.id}`),
    tap,
    async person(name, { manager = false, locale = 'en' }: PersonOptions = {}) {
      const person = all.person(name, { language: locale === 'zh' ? 'zh-hans' : locale });
      person.direct.started = true;
      group.members.set(person.user.id, manager ? administrator(person.user) : member(person.user));
      return actor(all, person, group);
    },
    settle: () => all.settled(),
    pass: (time) => all.pass(time),
    order: (trouble) => all.server.troubles.order('sendMessage', TROUBLES[trouble]),
    async shut() {
      await all.town.membership(group, owner, restricted(bot, { messages: false, polls: false }));
      await all.settled();
    },
    async unshut() {
      await all.town.membership(group, owner, member(bot));
      await all.settled();
    },
    async leave() {
      all.server.troubles.outage = true;
      all.server.dropConnections();
      await until(() => all.telegram.state().kind === 'degraded');
    },
    async comeBack() {
      all.server.troubles.outage = false;
      await all.ready();
      await all.settled();
    },
    freeze(frozen) {
      all.server.lag = frozen ? FROZEN : 0;
      if (!frozen) all.server.dropConnections();
    },
    stop: () => all.stop(),
    start: () => all.start(),
    clear() {
      for (const chat of all.server.state.chats.values()) chat.messages.splice(0);
      all.server.state.callbacks.clear();
    },
    problems: () => [
      ...all.server.unpublished,
      ...all.server.state.pings.map(({ user, text }) => `${user} was called by: ${text}`),
      ...all.reports,
      ...all.world.faults.map(({ message, facts }) => `${message} ${JSON.stringify(facts)}`),
      ...(all.server.rates.refused > 0 ? [`${all.server.rates.refused} requests were too many`] : []),
    ],
    close: () => all.close(),
  };
}

function actor(all: TelegramWorld, person: TelegramPerson, group: FakeChat): Actor {
  const { state } = all.server;
  const chats = [group, person.direct];
  const own = (chat: FakeChat) => chat.messages.filter(({ from }) => from?.id === state.bot.id);
  const press = async (label: string) => {
    const messages = chats.flatMap(own).toSorted((a, b) => b.message_id - a.message_id);
    for (const message of messages) {
      const button = keyboardOf(message)
        .flat()
        .find((one) => isMeant(one.text, label));
      if (!button) continue;
      if ('url' in button) await person.follows(button.url);
      else if ('callback_data' in button) await person.pressesOn(message, button.callback_data);
      await all.settled();
      return;
    }
    throw new Error(`${person.name} sees no button “${label}”`);
  };
  return {
    id: personId(`telegram:${person.user.id}`),
    name: person.name,
    async uses(command, values = {}) {
      await person.says([`/${command}`, ...Object.values(values)].join(' '), { in: group });
      await all.settled();
    },
    presses: press,
    async enters(label, text) {
      await press(label);
      await person.says(text);
      await all.settled();
    },
    sees: () => [
      ...chats.flatMap((chat) => own(chat).map((message) => seen(message, chat !== group))),
      ...[...state.callbacks.values()].flatMap(({ id, user, answer }): Seen[] =>
        user.id === person.user.id && answer?.text
          ? [{ id: `press ${id}`, text: plain(answer.text), hidden: [], buttons: [], topics: [], alone: true }]
          : [],
      ),
    ],
  };
}

const plain = (text: string): string => text.replaceAll('\u2060', '');

function seen(message: Message, alone: boolean): Seen {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const stretch = ({ offset, length }: { offset: number; length: number }) => text.slice(offset, offset + length);
  let shown = text;
  for (const entity of entities.filter(({ type }) => type === 'date_time').toReversed())
    shown = `${shown.slice(0, entity.offset)}⟨moment⟩${shown.slice(entity.offset + entity.length)}`;
  return {
    id: `${message.chat.id}/${message.message_id}`,
    text: plain(shown),
    hidden: entities.filter(({ type }) => type === 'spoiler').map((entity) => plain(stretch(entity))),
    buttons: keyboardOf(message)
      .flat()
      .map((button) => button.text),
    topics: entities.flatMap((entity) =>
      entity.type === 'text_link' && entity.url.includes('start=topic_') ? [plain(stretch(entity))] : [],
    ),
    alone,
  };
}
