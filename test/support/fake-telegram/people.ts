import type {
  CallbackQuery,
  Chat,
  ChatMember,
  InlineKeyboardButton,
  InlineQueryResult,
  InlineQueryResultArticle,
  Message,
  User,
} from 'grammy/types';
import { chatJson, reachesBot } from './messages.ts';
import { vote } from './polls.ts';
import { messageText } from './reading.ts';
import type { FakeTelegram } from './server.ts';
import { administrator, type FakeChat, keyboardOf, left, member } from './state.ts';

/** What somebody saw after a press. */
export interface PressSeen {
  /** The toast or alert; empty where there was none. */
  readonly text: string;
  readonly alert: boolean;
  readonly url: string | null;
  /** Whether the app still shows that it waits. */
  readonly answered: boolean;
}

/** Telegram with people in it: the server and what its users do. */
export class TelegramTown {
  readonly server: FakeTelegram;
  #user = 1000;
  #chat = 5000;

  constructor(server: FakeTelegram) {
    this.server = server;
  }

  person(name: string, options: { language?: string | null; username?: string } = {}): TelegramPerson {
    this.#user += 1;
    const language = options.language === undefined ? 'en' : options.language;
    const user: User = {
      id: this.#user,
      is_bot: false,
      first_name: name,
      username: options.username ?? `${name.toLowerCase().replace(/\W/g, '')}_${this.#user}`,
      ...(language === null ? {} : { language_code: language }),
    };
    this.server.state.users.set(user.id, user);
    const direct = emptyChat(user.id, 'private', name);
    direct.members.set(user.id, member(user));
    direct.members.set(this.server.state.bot.id, member(this.server.state.bot));
    this.server.state.chats.set(user.id, direct);
    return new TelegramPerson(this.server, user, direct);
  }

  /** A group with the bot in it. */
  group(
    title: string,
    people: readonly TelegramPerson[],
    options: { admins?: readonly TelegramPerson[]; type?: 'group' | 'supergroup' | 'channel'; forum?: boolean; bot?: ChatMember } = {},
  ): FakeChat {
    this.#chat += 1;
    const type = options.type ?? 'supergroup';
    const chat = emptyChat(type === 'group' ? -this.#chat : -1_000_000_000_000 - this.#chat, type, title);
    chat.forum = options.forum ?? false;
    const { bot } = this.server.state;
    const own = options.bot ?? (type === 'channel' ? administrator(bot, { can_post_messages: true }) : member(bot));
    chat.members.set(bot.id, own);
    for (const { user } of people) chat.members.set(user.id, member(user));
    for (const { user } of options.admins ?? []) chat.members.set(user.id, administrator(user));
    this.server.state.chats.set(chat.id, chat);
    return chat;
  }

  topic(chat: FakeChat, name: string): number {
    const id = this.server.state.nextMessage();
    chat.topics.set(id, { name, closed: false });
    return id;
  }

  /** The bot's place in a chat changes, by somebody's hand. */
  async membership(chat: FakeChat, by: TelegramPerson, next: ChatMember): Promise<void> {
    const { state } = this.server;
    const before = chat.members.get(state.bot.id) ?? left(state.bot);
    chat.members.set(state.bot.id, next);
    await this.server.happens({
      my_chat_member: {
        chat: chatJson(chat),
        from: by.user,
        date: Math.floor(this.server.clock.now() / 1000),
        old_chat_member: before,
        new_chat_member: next,
      },
    });
  }

  async reopens(chat: FakeChat, id: number, by: TelegramPerson): Promise<void> {
    const topic = chat.topics.get(id);
    if (topic) topic.closed = false;
    await this.#serves(chat, by, { message_thread_id: id, is_topic_message: true, forum_topic_reopened: {} });
  }

  /** The general topic; where it was hidden, which had closed it, only that it is shown again is told. */
  async reopensGeneral(chat: FakeChat, by: TelegramPerson, hidden: boolean): Promise<void> {
    chat.generalClosed = false;
    await this.#serves(chat, by, hidden ? { general_forum_topic_unhidden: {} } : { forum_topic_reopened: {} });
  }

  /** A message about the chat that nobody wrote. */
  async #serves(chat: FakeChat, by: TelegramPerson, body: object): Promise<void> {
    const { state, clock } = this.server;
    const date = Math.floor(clock.now() / 1000);
    await this.server.happens({
      message: { message_id: state.nextMessage(), date, chat: chatJson(chat), from: by.user, ...body } as never,
    });
  }

  /** The group becomes a supergroup: another id, and service messages on both sides unless they get lost. */
  async upgrade(group: FakeChat, told = true): Promise<FakeChat> {
    const { state } = this.server;
    const next: FakeChat = { ...emptyChat(-1_000_000_000_000 + group.id, 'supergroup', group.title), members: group.members };
    group.migratedTo = next.id;
    state.chats.set(next.id, next);
    const service = (chat: FakeChat, body: object) =>
      this.server.happens({
        message: {
          message_id: state.nextMessage(),
          date: Math.floor(this.server.clock.now() / 1000),
          chat: chatJson(chat),
          from: anonymousAdmin,
          ...body,
        } as never,
      });
    if (told) {
      await service(group, { migrate_to_chat_id: next.id });
      await service(next, { migrate_from_chat_id: group.id });
    }
    return next;
  }
}

const anonymousAdmin: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

function emptyChat(id: number, type: FakeChat['type'], title: string): FakeChat {
  return {
    id,
    type,
    title,
    forum: false,
    silent: false,
    generalClosed: false,
    topics: new Map(),
    members: new Map(),
    messages: [],
    deleted: [],
    migratedTo: null,
    started: false,
    blocked: false,
  };
}

export interface Where {
  /** Absent: their private chat with the bot. */
  readonly in?: FakeChat;
  readonly topic?: number;
  readonly replyTo?: Message;
}

/** Somebody with the app in hand. */
export class TelegramPerson {
  readonly server: FakeTelegram;
  readonly user: User;
  readonly direct: FakeChat;

  constructor(server: FakeTelegram, user: User, direct: FakeChat) {
    this.server = server;
    this.user = user;
    this.direct = direct;
  }

  get name(): string {
    return this.user.first_name;
  }

  /** Types a line and sends it. `as`: anonymously as the group, or as a channel of theirs. */
  async says(text: string, where: Where = {}, as?: FakeChat): Promise<Message> {
    const chat = where.in ?? this.direct;
    const sender = chat.type === 'channel' ? chat : as;
    const from = sender === chat ? anonymousAdmin : this.user;
    const command = /^\/\w+(@\w+)?/.exec(text);
    const message = {
      message_id: this.server.state.nextMessage(),
      date: Math.floor(this.server.clock.now() / 1000),
      chat: chatJson(chat),
      ...(chat.type === 'channel' ? {} : { from }),
      ...(sender ? { sender_chat: chatJson(sender) } : {}),
      text,
      ...(command ? { entities: [{ type: 'bot_command', offset: 0, length: command[0].length }] } : {}),
      ...(where.topic
        ? { message_thread_id: where.topic, is_topic_message: true, reply_to_message: this.#topicStart(chat, where.topic) }
        : {}),
      ...(where.replyTo ? { reply_to_message: where.replyTo } : {}),
    } as unknown as Message;
    chat.messages.push(message);
    if (reachesBot(this.server.state, message)) {
      await this.server.happens(chat.type === 'channel' ? { channel_post: message as never } : { message: message as never });
    }
    return message;
  }

  /** Opens the private chat, with what a deep link carries. */
  starts(payload = ''): Promise<Message> {
    this.direct.started = true;
    this.direct.blocked = false;
    return this.says(payload ? `/start ${payload}` : '/start');
  }

  /** Follows a `t.me/bot?start=…` link. */
  follows(link: string | null): Promise<Message> {
    const url = new URL(link ?? '');
    if (url.pathname !== `/${this.server.state.bot.username}`) throw new Error(`${link} leads elsewhere`);
    return this.starts(url.searchParams.get('start') ?? '');
  }

  async edits(message: Message, text: string): Promise<void> {
    const chat = this.server.state.chat(message.chat.id);
    const edited = { ...message, text, edit_date: Math.floor(this.server.clock.now() / 1000) } as Message;
    chat.messages.splice(chat.messages.indexOf(message), 1, edited);
    await this.server.happens({ edited_message: edited as never });
  }

  /** The button whose label holds the words, on the newest message of the chat that has one. */
  button(label: string, chat: FakeChat = this.direct): { message: Message; button: InlineKeyboardButton } {
    for (const message of chat.messages.toReversed()) {
      const button = keyboardOf(message)
        .flat()
        .find((one) => one.text.includes(label));
      if (button) return { message, button };
    }
    throw new Error(`no button in ${chat.title} says “${label}”`);
  }

  /** Presses it; a link is followed. */
  async presses(label: string, where: Where = {}): Promise<PressSeen> {
    const { message, button } = this.button(label, where.in);
    if ('url' in button) {
      await this.follows(button.url);
      return { text: '', alert: false, url: button.url, answered: true };
    }
    if (!('callback_data' in button)) throw new Error(`“${label}” is no button that can be pressed here`);
    return this.pressesOn(message, button.callback_data);
  }

  async pressesOn(message: Message, data: string): Promise<PressSeen> {
    const { state } = this.server;
    const id = state.nextId();
    state.callbacks.set(id, { id, user: this.user, at: this.server.clock.now(), answer: null, answeredAt: null });
    const query: CallbackQuery = { id, from: this.user, chat_instance: String(message.chat.id), message: message as never, data };
    await this.server.happens({ callback_query: query });
    return this.seen(id);
  }

  /** What the press showed so far. */
  seen(id: string): PressSeen {
    const answer = this.server.state.callbacks.get(id)?.answer ?? null;
    return { text: answer?.text ?? '', alert: answer?.alert ?? false, url: answer?.url ?? null, answered: answer !== null };
  }

  /** Votes on the newest poll of the chat. False where the app would not let them. */
  async votes(options: readonly string[], where: { in: FakeChat }): Promise<boolean> {
    const { state, clock } = this.server;
    const poll = [...state.polls.values()].findLast((one) => one.chat === where.in);
    if (!poll) throw new Error(`no poll in ${where.in.title}`);
    const chosen = options.map((text) => poll.poll.options.findIndex((option) => option.text.includes(text))).sort((a, b) => a - b);
    if (chosen.includes(-1)) throw new Error(`the poll has no such option: ${options.join(', ')}`);
    if (!vote(poll, this.user, chosen, clock.now())) return false;
    await this.server.happens({
      poll_answer: { poll_id: poll.poll.id, user: this.user, option_ids: chosen, option_persistent_ids: chosen.map(String) },
    });
    return true;
  }

  /** Types `@bot words` somewhere and looks at what is offered. */
  async asksInline(query: string): Promise<readonly InlineQueryResultArticle[]> {
    const { state } = this.server;
    const id = state.nextId();
    const offered = Promise.withResolvers<readonly InlineQueryResult[]>();
    state.inline.set(id, offered.resolve);
    await this.server.happens({ inline_query: { id, from: this.user, query, offset: '' } });
    for (let look = 0; look < 1_000 && state.inline.get(id) === null; look++) await new Promise((resolve) => setTimeout(resolve, 2));
    return (await offered.promise) as readonly InlineQueryResultArticle[];
  }

  /** All that stands in a chat now, as plain text, oldest first. */
  reads(chat: FakeChat = this.direct, topic?: number): string[] {
    return chat.messages.filter((message) => topic === undefined || message.message_thread_id === topic).map(messageText);
  }

  readsLast(chat: FakeChat = this.direct, topic?: number): string {
    return this.reads(chat, topic).at(-1) ?? '';
  }

  #topicStart(chat: FakeChat, topic: number): object {
    return {
      message_id: topic,
      date: 1,
      chat: chatJson(chat) as Chat,
      forum_topic_created: { name: chat.topics.get(topic)?.name ?? '', icon_color: 7_322_096 },
    };
  }
}
