import { setTimeout as pause } from 'node:timers/promises';
import { Api, GrammyError } from 'grammy';
import { commandsOn } from '../chat/command.ts';
import type { Receive, TransportState } from '../chat/transport.ts';
import { type Millis, millis, seconds } from '../kernel/time.ts';
import { createAdmins } from './admins.ts';
import { menus, registerMenus } from './commands.ts';
import type { Desk } from './desk.ts';
import { createErrands } from './errands.ts';
import { bare, isPassing, retryAfter } from './faults.ts';
import { watchRequests } from './health.ts';
import { spotOf } from './ids.ts';
import { createIncoming, type Incoming, UPDATES } from './incoming.ts';
import { answeredBy, pollFor, requestLasts, stopWithin, telegramCapabilities, telegramRates } from './limits.ts';
import { createMemory } from './memory.ts';
import { createOutgoing } from './outgoing.ts';
import { createPace } from './pace.ts';
import type { Telegram, TelegramParts } from './parts.ts';
import { poll } from './polling.ts';
import { createPresses } from './presses.ts';
import { createRequests } from './requests.ts';
import { forGrammy } from './signals.ts';
import { createVoice } from './voice.ts';
import { mountWebhook, webhookSecret } from './webhook.ts';
import { type CallAfter, createWire } from './wire.ts';

const TELEGRAM = 'https://api.telegram.org';
/** While an update is being saved, Telegram is asked again after this whether more has come. */
const LOOK_AGAIN = millis(150);

/** Telegram, through grammY's client. Starts in the background: a wrong token or a network that is away keeps nothing else waiting. */
export function createTelegram(parts: TelegramParts): Telegram {
  const { clock, token } = parts;
  const report: Desk['report'] = (what, error) => parts.report(what, bare(error));
  const apiRoot = parts.apiRoot ?? TELEGRAM;
  const wire = createWire(apiRoot, token, callAfter);
  /** A client whose requests may last so long. */
  const client = (lasts: Millis): Api => {
    // The wire knows better what became of a request in time, so its own time ends first.
    const made = new Api(token, { apiRoot, timeoutSeconds: lasts / 1000 + 5, fetch: wire.fetch(lasts) });
    made.config.use(wire.direct(lasts));
    return made;
  };
  const api = client(requestLasts);
  const never = new AbortController().signal;
  const sleep = (time: Millis) => parts.sleep(time, never);
  const secret = webhookSecret(token);
  const commands = commandsOn(parts.commands, 'telegram');
  const memory = createMemory(parts.notes, clock);
  let me: ReturnType<Desk['bot']> | null = null;
  const bot = () => {
    if (!me) throw new Error('Telegram has not said yet who we are');
    return me;
  };
  const desk: Desk = {
    api,
    bot,
    clock,
    sleep,
    pace: createPace(clock, sleep, telegramRates, wire.unwritten),
    presses: createPresses(api, sleep),
    errands: createErrands(report),
    memory,
    admins: createAdmins({ api, bot: () => bot().id, clock }),
    draw: parts.draw,
    voice: createVoice({ api, bot: () => bot().id, memory, clock }),
    describe: parts.describe,
    locale: parts.locale,
    languageOf: parts.languageOf,
    secret,
    report,
  };
  const requests = createRequests(desk, async (from, to) => incoming?.moved(from, to));
  const outgoing = createOutgoing(desk, telegramCapabilities, requests);
  let incoming: Incoming | null = null;
  let state: TransportState = { kind: 'off' };
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  /** Updates that came by webhook and are being saved. */
  const underway = new Set<Promise<void>>();

  const degraded = (why: string) => {
    if (state.kind !== 'off') state = { kind: 'degraded', since: state.kind === 'degraded' ? state.since : clock.now(), why };
  };
  const recovered = () => {
    if (state.kind === 'degraded') state = { kind: 'ready' };
  };
  const fail = (why: string, error?: unknown) => {
    degraded(why);
    report(why, error);
  };

  /** Only while updates are brought here: who asks for them knows better. */
  let watched = false;
  watchRequests(api, (trouble) => {
    if (!watched) return;
    if (trouble === null) recovered();
    else if (trouble.kind === 'unreachable') degraded(`Telegram does not answer: ${trouble.why}`);
    // Said once, and not with each request.
    else if (state.kind === 'ready') fail(wrongToken());
    else degraded(wrongToken());
  });

  /** Until Telegram has answered. False where it never will, or we were stopped. */
  async function reached<T>(
    request: (signal: ReturnType<typeof forGrammy>) => Promise<T>,
    refused: (error: GrammyError) => string,
  ): Promise<T | null> {
    const { signal } = stopping;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        return await request(forGrammy(signal));
      } catch (error) {
        if (signal.aborted) return null;
        const passing = !(error instanceof GrammyError) || error.error_code >= 500 || error.error_code === 429;
        if (!passing) {
          fail(refused(error));
          return null;
        }
        if (failures === 3) report('Telegram cannot be reached; trying on', error);
        const limited = error instanceof GrammyError && error.error_code === 429;
        await parts.sleep(limited ? retryAfter(error) : millis(Math.min(30_000, 500 * 2 ** failures)), signal);
      }
    }
    return null;
  }

  async function run(receive: Receive): Promise<void> {
    const self = await reached((signal) => api.getMe(signal), wrongToken);
    if (!self) return;
    me = { id: self.id, username: self.username };
    const answerInTime = (query: string) => {
      setTimeout(() => void desk.presses.answer(query, {}), answeredBy).unref();
    };
    incoming = createIncoming({ desk, can: telegramCapabilities, commands, cards: parts.cards, outgoing, requests, receive, answerInTime });
    const { webhookUrl } = parts;
    const ready = await (webhookUrl === null
      ? reached((signal) => api.deleteWebhook({}, signal), wrongToken)
      : reached(
          (signal) => api.setWebhook(webhookUrl, { secret_token: secret, allowed_updates: UPDATES }, signal),
          (error) => `TELEGRAM_WEBHOOK_URL: Telegram does not take this address (${error.description})`,
        ));
    if (!ready) return;
    state = { kind: 'ready' };
    const { signal } = stopping;
    void offerMenus(signal);
    if (!self.supports_inline_queries) report('inline mode is off: /setinline at @BotFather turns it on');
    if (webhookUrl !== null) {
      watched = true;
      return;
    }
    const ending = await poll({
      api: client(millis(pollFor + seconds(15))),
      take: (update) => incoming?.take(update) ?? Promise.resolve(),
      aWhile: (either) => pause(LOOK_AGAIN, undefined, { signal: either }).catch(() => {}),
      sleep: parts.sleep,
      signal,
      health: (trouble) => {
        if (trouble === null) recovered();
        else degraded(trouble);
      },
    });
    if (ending === 'conflict')
      fail(
        'TELEGRAM_TOKEN: another program reads the updates of this bot (409). Telegram is stopped here: end the other one, then start again.',
      );
    if (ending === 'unauthorised') fail(wrongToken());
  }

  async function drain(): Promise<void> {
    await Promise.all(underway);
    await desk.errands.over();
  }

  async function offerMenus(signal: AbortSignal): Promise<void> {
    let last: unknown;
    for (let round = 0; round < 5 && !signal.aborted; round++) {
      try {
        await registerMenus(api, menus(commands, parts.describe, parts.locale), signal);
        return;
      } catch (error) {
        last = error;
        if (!isPassing(error)) break;
        await parts.sleep(error instanceof GrammyError ? retryAfter(error) : seconds(10), signal);
      }
    }
    if (!signal.aborted) report('the command menus could not be registered; the commands work all the same', last);
  }

  return {
    can: telegramCapabilities,
    state: () => state,
    send: outgoing.send,
    edit: outgoing.edit,
    toast: (...said) => desk.errands.watch(outgoing.toast(...said)),
    drain,
    // Only what Telegram does not tell is asked for: all else opens by itself.
    letsIn: async (room) => (await desk.voice.has(spotOf(room).chat)) === true,

    async start(receive) {
      stopping = new AbortController();
      state = { kind: 'connecting' };
      running = run(receive).catch((error) => fail('Telegram is stopped by a fault of ours', error));
    },

    async stop() {
      state = { kind: 'off' };
      watched = false;
      stopping.abort();
      const enough = Promise.withResolvers<void>();
      const timer = setTimeout(enough.resolve, stopWithin);
      await Promise.race([running.then(drain), enough.promise]);
      clearTimeout(timer);
      incoming = null;
    },

    mount(app) {
      if (parts.webhookUrl === null) return;
      mountWebhook(app, parts.webhookUrl, secret, () => {
        const now = incoming;
        if (!now || state.kind === 'off') return null;
        return async (update) => {
          const taking = now.take(update);
          underway.add(taking);
          await taking.finally(() => underway.delete(taking));
        };
      });
    },
  };
}

const callAfter: CallAfter = (time, call) => {
  const timer = setTimeout(call, time);
  return () => clearTimeout(timer);
};

const wrongToken = (): string =>
  'TELEGRAM_TOKEN: Telegram does not know this token. Copy it again from @BotFather, all of it and nothing else.';
