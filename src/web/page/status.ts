import type { StatusReport } from '../../chat/status.ts';
import type { StatusWord } from '../words.ts';
import { byId, h } from './dom.ts';
import { languageSwitch, themeSwitch } from './header.ts';
import { mark } from './icons.ts';
import { locale } from './preferences.ts';
import { moment, setServerNow, startTicking, tag, unit } from './ticking.ts';
import { setWords, word } from './words.ts';

/** Milliseconds between two looks. */
const every = 4_000;
/** All moments are told in the browser's own zone, which the head of the page names. */
const here = { locale: locale(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
const app = byId('app');
const updated = h('p', { class: 'state', role: 'status' });
const content = h('main', { id: 'log', tabindex: -1 });

async function start(): Promise<void> {
  const words = await fetch(`/status/words?locale=${locale()}`);
  setWords((await words.json()) as Record<string, string>);
  document.title = word('web-status-title');
  updated.textContent = word('web-status-loading');
  const back = h('a', { class: 'brand', href: '/', title: word('web-status-back'), 'aria-label': word('web-status-back') }, mark());
  app.replaceChildren(
    h(
      'header',
      { class: 'top' },
      back,
      h('div', { class: 'title' }, h('h1', {}, word('web-status-title')), updated),
      h('nav', {}, h('a', { class: 'back', href: '/' }, word('web-status-back')), languageSwitch(), themeSwitch()),
    ),
    content,
  );
  startTicking();
  await look();
}

/** What did not change is not drawn again: whoever reads or selects is not disturbed. */
const shown = new Map<string, string>();

async function look(): Promise<void> {
  try {
    const response = await fetch(`/status.json?locale=${locale()}`);
    if (!response.ok) throw new Error(String(response.status));
    const report = (await response.json()) as StatusReport;
    setServerNow(report.now);
    draw(report);
    const clock = new Intl.DateTimeFormat(tag(), { timeStyle: 'medium' }).format(report.now);
    updated.textContent = `${word('web-status-updated')} ${clock} · ${word('web-status-zone')} ${here.timeZone}`;
    app.dataset.state = 'connected';
  } catch {
    updated.textContent = word('web-status-lost');
    app.dataset.state = 'offline';
  }
  setTimeout(look, document.hidden ? every * 5 : every);
}

const time = (at: number): HTMLElement => moment({ at: at as StatusReport['now'], show: 'datetime' }, here);
const ago = (at: number): HTMLElement => moment({ at: at as StatusReport['now'], show: 'relative' }, here);

function draw(report: StatusReport): void {
  section(
    'web-status-platforms',
    { platforms: report.platforms, version: report.version, up: Math.floor((report.now - report.started) / 60_000) },
    ({ platforms, version, up }) =>
      tiles([
        ...platforms.map(
          ({ platform, state }): Tile => [
            platform,
            badge(word(`web-status-${state.kind}`), state.kind),
            state.kind === 'degraded' ? state.why : undefined,
          ],
        ),
        ['web-status-version', version],
        ['web-status-uptime', unit(up * 60)],
      ]),
  );
  section('web-status-schedules', report.schedules, (schedules) =>
    table(
      ['web-status-room', 'web-status-kind', 'web-status-cadence', 'web-status-next', 'web-status-last'],
      schedules.map(({ room, kind, cadence, timeZone, next, last }) => [
        [room],
        [kind],
        [h('strong', {}, cadence), h('br'), h('span', { class: 'hint' }, timeZone)],
        next === null ? [badge(word('web-status-paused'), 'connecting')] : [time(next), h('br'), h('span', { class: 'hint' }, ago(next))],
        last === null ? [word('web-status-never')] : [time(last.at), h('br'), h('span', { class: 'hint' }, last.outcome)],
      ]),
      'web-status-no-schedules',
    ),
  );
  section('web-status-due', report.due, (due) =>
    table(
      ['web-status-kind', 'web-status-room', 'web-status-at', 'web-status-attempts'],
      due.map(({ kind, room, at, attempts }) => [
        [kind],
        [room ?? '—'],
        [time(at), h('br'), h('span', { class: 'hint' }, ago(at))],
        [amount(attempts)],
      ]),
      'web-status-no-due',
    ),
  );
  section('web-status-deliveries', report.deliveries, ({ pending, oldest, failed }) =>
    h(
      'div',
      {},
      tiles([
        ['web-status-pending', amount(pending)],
        ['web-status-oldest', oldest === null ? '—' : ago(oldest)],
      ]),
      h('h3', {}, word('web-status-failed')),
      table(
        ['web-status-room', 'web-status-kind', 'web-status-at', 'web-status-why'],
        failed.map(({ room, kind, at, why }) => [[room], [kind], [time(at)], [why]]),
        'web-status-no-failed',
      ),
    ),
  );
  section('web-status-usage', report.usage, ({ model, calls, tokensToday, tokensAllowed, circuit }) =>
    tiles([
      ['web-status-model', model ?? word('web-status-no-model')],
      ['web-status-calls', amount(calls)],
      ['web-status-tokens', tokensAllowed === null ? amount(tokensToday) : `${amount(tokensToday)} / ${amount(tokensAllowed)}`],
      ['web-status-circuit', badge(word(`web-status-circuit-${circuit}`), circuit === 'closed' ? 'ready' : 'degraded')],
    ]),
  );
  section('web-status-corpus', report.corpus, ({ topics, articles, imported, questions, terms }) =>
    tiles([
      ['web-status-topics', amount(topics)],
      ['web-status-articles', amount(articles)],
      ['web-status-imported', amount(imported)],
      ['web-status-questions', amount(questions)],
      ['web-status-terms', amount(terms)],
    ]),
  );
}

function section<T>(title: StatusWord, data: T, body: (data: T) => HTMLElement): void {
  const json = JSON.stringify(data);
  if (shown.get(title) === json) return;
  shown.set(title, json);
  const made = h('section', { 'data-of': title }, h('h2', {}, word(title)), body(data));
  const old = content.querySelector(`[data-of="${title}"]`);
  if (old) old.replaceWith(made);
  else content.append(made);
}

type Tile = readonly [label: string, value: string | HTMLElement, more?: string | undefined];

const tiles = (items: readonly Tile[]): HTMLElement =>
  h(
    'dl',
    { class: 'tiles' },
    ...items.map(([label, value, more]) =>
      h(
        'div',
        {},
        h('dt', {}, label.startsWith('web-') ? word(label as StatusWord) : label),
        h('dd', {}, value, more ? h('span', { class: 'hint' }, more) : null),
      ),
    ),
  );

/** Each cell also carries its column's name: on a phone the rows become cards. */
function table(columns: readonly StatusWord[], rows: readonly (readonly (string | Node)[])[][], empty: StatusWord): HTMLElement {
  if (rows.length === 0) return h('p', { class: 'empty' }, word(empty));
  const names = columns.map(word);
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, name)))),
    h(
      'tbody',
      {},
      ...rows.map((row) => h('tr', {}, ...row.map((cell, index) => h('td', { 'data-name': names[index] ?? '' }, h('span', {}, ...cell))))),
    ),
  );
}

const badge = (text: string, kind: string): HTMLElement => h('span', { class: `badge ${kind}` }, text);
const amount = (value: number): string => new Intl.NumberFormat(tag()).format(value);

void start();
