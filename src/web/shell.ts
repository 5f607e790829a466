import type { Locale } from '../kernel/locale.ts';
import type { Assets } from './assets.ts';
import type { Describe } from './commands.ts';

export interface Shell {
  readonly locale: Locale;
  readonly describe: Describe;
  readonly assets: Assets;
}

const roomStyles = ['room.css', 'message.css', 'blocks.css', 'formula.css', 'choices.css', 'composer.css', 'door.css'];

/** The room's page before its script runs. */
export function roomPage(shell: Shell, room: string, title: string): string {
  const { locale, describe } = shell;
  return page(shell, {
    title,
    styles: roomStyles,
    script: 'main.ts',
    attributes: ` data-room="${escaped(room)}"`,
    body: `<div id="app"></div><noscript><p class="no-script">${escaped(describe(locale, 'web-no-script'))}</p></noscript>`,
  });
}

export function statusPage(shell: Shell): string {
  const { locale, describe } = shell;
  return page(shell, {
    title: describe(locale, 'web-status-title'),
    styles: ['status.css'],
    script: 'status.ts',
    attributes: '',
    body: `<div id="app"></div><noscript><p class="no-script">${escaped(describe(locale, 'web-no-script'))}</p></noscript>`,
  });
}

/** Asks for the password; works without a script. */
export function loginPage(shell: Shell, to: string, problem: 'web-login-wrong' | 'web-login-too-fast' | null): string {
  const say = (key: string) => escaped(shell.describe(shell.locale, key));
  return page(shell, {
    title: shell.describe(shell.locale, 'web-login-title'),
    styles: ['door.css'],
    script: null,
    attributes: '',
    body: `<main class="door"><form class="entrance" method="post" action="/login">
<img class="entrance-mark" src="/favicon.svg" alt="" width="56" height="56">
<h1>${say('web-login-title')}</h1>
<p class="lead">${say('web-login-text')}</p>
<input type="hidden" name="to" value="${escaped(to)}">
<div class="field"><label for="password">${say('web-login-password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${problem ? ' aria-invalid="true" aria-describedby="problem"' : ''}>
${problem ? `<p class="problem" id="problem" role="alert">${say(problem)}</p>` : ''}</div>
<button class="primary" type="submit">${say('web-login-go')}</button>
</form></main>`,
  });
}

interface Page {
  readonly title: string;
  readonly styles: readonly string[];
  readonly script: string | null;
  readonly attributes: string;
  /** Markup of our own. */
  readonly body: string;
}

function page({ locale, describe, assets }: Shell, { title, styles, script, attributes, body }: Page): string {
  const at = `/page/${assets.version}`;
  const language = locale === 'zh' ? 'zh-Hans' : 'en';
  const ahead = script
    ? assets.modules.filter((name) => name !== 'preferences-early.ts' && name !== (script === 'main.ts' ? 'status.ts' : 'main.ts'))
    : [];
  return `<!doctype html>
<html lang="${language}" data-locale="${locale}" data-version="${assets.version}"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(describe(locale, 'web-product'))}">
<title>${escaped(title)}</title>
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
${['base.css', ...styles].map((name) => `<link rel="stylesheet" href="${at}/${name}">`).join('\n')}
<script src="${at}/preferences-early.ts"></script>
${ahead.map((name) => `<link rel="modulepreload" href="${at}/${name}">`).join('\n')}
${script ? `<script type="module" src="${at}/${script}"></script>` : ''}
</head>
<body>
${body}
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
