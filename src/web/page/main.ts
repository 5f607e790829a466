import type { Entered, PageSetup, SayFault } from '../protocol.ts';
import type { PageWord } from '../words.ts';
import { createComposer } from './composer.ts';
import { copyFormulasAsSource } from './copying.ts';
import { announce, byId, h } from './dom.ts';
import { entrance } from './entrance.ts';
import { createHeader } from './header.ts';
import { be, beNobody, forgetPerson, whoAmI } from './identity.ts';
import { openLine } from './line.ts';
import { createLog } from './log.ts';
import { locale, shelf } from './preferences.ts';
import { startTicking } from './ticking.ts';
import { welcome } from './welcome.ts';
import { setWords, word } from './words.ts';

const app = byId('app');
const room = document.documentElement.dataset.room ?? 'main';
const faults: Readonly<Record<SayFault, PageWord>> = { 'too-fast': 'web-too-fast', 'too-long': 'web-too-long', fault: 'web-fault' };

async function start(): Promise<void> {
  const setup = await loadSetup();
  setWords(setup.words);
  startTicking();
  keepHeight();
  const me = whoAmI();
  if (me) inside(setup, me);
  else outside(setup, null);
}

/** The page may be opened before the bot is up again. */
async function loadSetup(): Promise<PageSetup> {
  for (let wait = 500; ; wait = Math.min(10_000, wait * 2)) {
    try {
      const response = await fetch(`/r/${encodeURIComponent(room)}/setup?locale=${locale()}`);
      if (response.ok) return (await response.json()) as PageSetup;
    } catch {
      // Tried again below.
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function outside(setup: PageSetup, reason: PageWord | null): void {
  document.title = setup.title;
  const header = createHeader(setup.title, null);
  const enter = (person: Entered) => {
    be(person);
    inside(setup, person);
  };
  show(header.element, entrance(room, setup, reason, enter));
}

function inside(setup: PageSetup, me: Entered): void {
  const header = createHeader(setup.title, () => {
    line.close();
    beNobody();
    outside({ ...setup, first: false }, null);
  });
  const say = (text: string) => {
    log.toEnd();
    void line.say(text).then((fault) => {
      if (!fault) return;
      composer.notice(word(faults[fault]));
      composer.giveBack(text);
    });
  };
  const press = async (token: string, on: number, typed?: string) => {
    const fault = await line.press(token, on, typed);
    if (fault && !log.toast(on, word(faults[fault]))) composer.notice(word(faults[fault]));
  };
  const log = createLog({ bot: word('web-bot'), isMe: (id) => id === me.id, act: { say, press } }, welcome(say), (count) => {
    document.title = count > 0 ? `(${count}) ${setup.title}` : setup.title;
  });
  const composer = createComposer(setup.commands, me.manager, say, log.scrollBy);
  show(header.element, log.element, composer.element);
  const line = openLine(room, me.secret, locale(), {
    state: (state) => header.state(state),
    ready({ you, people, entries, whole, version }) {
      if (isOld(version) && line.idle()) return location.reload();
      header.people(people, you.id);
      void log.show(entries, whole).then(() => app.classList.add('ready'));
    },
    entry: (entry) => void log.show([entry], false),
    people: (people) => header.people(people, me.id),
    toast(on, text) {
      if (on === null || !log.toast(on, text)) composer.notice(text);
    },
    waiting: (lines) => log.waiting(lines),
    closed(why) {
      if (why === 'crowded') {
        composer.notice(word('web-crowded'));
        header.state('offline');
        return;
      }
      line.close();
      beNobody();
      forgetPerson(me.id);
      outside(setup, 'web-enter-unknown');
    },
  });
  copyFormulasAsSource(log.element);
  if (matchMedia('(hover: hover)').matches) composer.focus();
}

/** The bot was started with newer page files. Tried once a version: a cache between us must not make the page go round in circles. */
function isOld(version: string): boolean {
  const key = 'transmission.version';
  if (version === document.documentElement.dataset.version || shelf.tab.get(key) === version) return false;
  shelf.tab.set(key, version);
  return true;
}

function show(...parts: readonly HTMLElement[]): void {
  app.classList.remove('ready');
  const skip = h('a', { class: 'skip', href: '#field' }, word('web-skip'));
  app.replaceChildren(skip, ...parts, h('div', { id: 'announcer', class: 'unseen', 'aria-live': 'polite' }));
  announce('');
}

/** Where a phone's keyboard covers the page instead of shrinking it. */
function keepHeight(): void {
  const view = window.visualViewport;
  const follow = () => document.documentElement.style.setProperty('--height', `${view?.height ?? innerHeight}px`);
  view?.addEventListener('resize', follow);
  follow();
}

void start();
