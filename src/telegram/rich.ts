import { linesOf } from '../chat/lines.ts';
import { LONGEST_FORMULA } from '../chat/picture.ts';
import type { Capabilities } from '../chat/transport.ts';
import type { Block } from '../chat/view.ts';
import type { Inline, Prose, ProseBlock } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { telegramCapabilities } from './limits.ts';
import { topicLink } from './links.ts';
import { momentFormats, momentText } from './moments.ts';
import { isWeb, type Style } from './prose.ts';

/** core.telegram.org/bots/api#rich-messages (Bot API 10.1): 32,768 characters, 500 blocks, 20 columns; entities are counted by nobody. */
const LIMITS = { text: 32_768, blocks: 500, columns: 20 } as const;

/** What a rich message can show, for `fit`. Markup counts, as the text is HTML. */
export const richCapabilities: Capabilities = {
  ...telegramCapabilities,
  text: LIMITS.text / 2,
  blocks: LIMITS.blocks / 2,
  runs: 2_000,
  math: 'native',
  table: 'native',
  columns: LIMITS.columns,
  heading: 'native',
  caption: null,
  markup: { escaped: '&<>"', style: 24, link: 24, addresses: true, time: 64, line: 16, fence: 40, spoiler: 60, divider: 5, gap: 2 },
};

/**
 * Commands that every app sets; the subset differs by app (telegram-bot-api#861), so what is not here is drawn as a picture instead.
 */
const KNOWN = new Set(
  `frac tfrac dfrac sqrt sum prod int lim max min sup inf arg log ln exp sin cos tan det dim Pr
   alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi varphi chi psi omega
   Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
   cdot times div pm mp le leq ge geq ne neq approx equiv sim propto in notin subset subseteq cup cap to gets rightarrow leftarrow Rightarrow Leftrightarrow mapsto
   infty partial nabla forall exists neg land lor ldots cdots dots vdots quad qquad , ; : ! left right big Big bigl bigr langle rangle lfloor rfloor lceil rceil
   text mathrm mathbf mathit mathcal mathbb boldsymbol hat bar tilde vec dot overline underline top mid | { } _ ^ % & # $`
    .split(/\s+/)
    .filter(Boolean),
);
const ENVIRONMENTS = new Set(['matrix', 'pmatrix', 'bmatrix', 'cases', 'aligned']);

/** Whether every app shows a formula. */
export function isWhitelisted(tex: string): boolean {
  if (tex.length > LONGEST_FORMULA) return false;
  for (const [, word, sign] of tex.matchAll(/\\(?:([A-Za-z]+)|([^A-Za-z]))/g)) {
    if (word === 'begin' || word === 'end' || sign === '\\' || sign === ' ') continue;
    if (!KNOWN.has(word ?? sign ?? '')) return false;
  }
  return [...tex.matchAll(/\\(?:begin|end)\{([^}]*)\}/g)].every(([, name = '']) => ENVIRONMENTS.has(name));
}

/**
 * Blocks that were fitted as the HTML of a rich message. Null where it cannot be one: a picture, or a formula that some app may not
 * show. Mathematics never stands in something that folds up: that ends Telegram Desktop (tdesktop#30808).
 */
export function richHtml(blocks: readonly Block[], style: Style): string | null {
  const parts: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'options' || block.kind === 'actions') continue;
    const html = blockHtml(block, style);
    if (html === null) return null;
    parts.push(html);
  }
  const whole = parts.join('\n');
  return whole.length > LIMITS.text ? null : whole;
}

/** Whether there is anything that a plain message cannot show as well. */
export const wantsRich = (blocks: readonly Block[]): boolean => blocks.some(gains);

function gains(block: Block): boolean {
  switch (block.kind) {
    case 'table':
    case 'math':
      return true;
    case 'spoiler':
      return holdsFormula(block.title) || wantsRich(block.blocks);
    case 'heading':
    case 'paragraph':
    case 'quote':
    case 'note':
    case 'list':
      return linesOf(block).some(holdsFormula);
    case 'code':
    case 'figure':
    case 'divider':
    case 'picture':
    case 'drawing':
    case 'options':
    case 'actions':
      return false;
    default:
      return unreachable(block);
  }
}

const holdsFormula = (line: Prose): boolean => line.some((node) => node.kind === 'math');

function blockHtml(block: Exclude<Block, { kind: 'options' | 'actions' }>, style: Style): string | null {
  switch (block.kind) {
    case 'divider':
      return '<hr/>';
    case 'note':
      return around('footer', block.content, style);
    case 'spoiler': {
      const inner = block.blocks.map((one) => blockHtml(one, style));
      const title = inlines(block.title, style);
      if (title === null || inner.some((one) => one === null) || wantsRich(block.blocks)) return null;
      return `<details><summary>${title}</summary>${inner.join('')}</details>`;
    }
    case 'picture':
    case 'drawing':
      return null;
    default:
      return proseHtml(block, style);
  }
}

function proseHtml(block: ProseBlock, style: Style): string | null {
  switch (block.kind) {
    case 'heading':
      return around(`h${block.level + 1}`, block.content, style);
    case 'paragraph':
      return around('p', block.content, style);
    case 'quote':
      return around('blockquote', block.content, style);
    case 'list': {
      if (block.marked) return lines(block.items, style);
      const items = block.items.map((item) => around('li', item, style));
      if (items.some((item) => item === null)) return null;
      return block.ordered ? `<ol start="${block.start ?? 1}">${items.join('')}</ol>` : `<ul>${items.join('')}</ul>`;
    }
    case 'code': {
      const language = block.language ? ` class="language-${escaped(block.language)}"` : '';
      return `<pre><code${language}>${escaped(block.text)}</code></pre>`;
    }
    case 'math':
      return isWhitelisted(block.tex) ? `<tg-math-block>${escaped(block.tex)}</tg-math-block>` : null;
    case 'table': {
      const rows = [block.header, ...block.rows].map((row, index) => {
        const cells = row.map((cell) => around(index === 0 ? 'th' : 'td', cell, style));
        return cells.some((cell) => cell === null) ? null : `<tr>${cells.join('')}</tr>`;
      });
      return rows.some((row) => row === null) ? null : `<table bordered>${rows.join('')}</table>`;
    }
    case 'figure':
      return `<p>${escaped(block.alt)}</p>`;
    default:
      return unreachable(block);
  }
}

/** Items with marks of their own, one under the other. */
function lines(items: readonly Prose[], style: Style): string | null {
  const shown = items.map((item) => inlines(item, style));
  return shown.some((item) => item === null) ? null : `<p>${shown.join('<br>')}</p>`;
}

function around(tag: string, content: Prose, style: Style): string | null {
  const inner = inlines(content, style);
  return inner === null ? null : `<${tag}>${inner}</${tag}>`;
}

function inlines(content: Prose, style: Style): string | null {
  const parts = content.map((node) => inlineHtml(node, style));
  return parts.some((part) => part === null) ? null : parts.join('');
}

const TAGS = { strong: 'b', emphasis: 'i', code: 'code', mark: 'mark', strike: 's' } as const;

function inlineHtml(node: Inline, style: Style): string | null {
  switch (node.kind) {
    case 'text': {
      const shown = escaped(node.text).replaceAll('\n', '<br>');
      return node.style ? `<${TAGS[node.style]}>${shown}</${TAGS[node.style]}>` : shown;
    }
    case 'math':
      return isWhitelisted(node.tex) ? `<tg-math>${escaped(node.tex)}</tg-math>` : null;
    case 'link': {
      const url = node.href.startsWith('topic:') ? topicLink(style.bot, node.href) : node.href;
      return url !== null && isWeb(url) ? `<a href="${escaped(url)}">${escaped(node.text)}</a>` : escaped(node.text);
    }
    case 'time': {
      const shown = escaped(momentText(node, style.locale, style.timeZone));
      return `<tg-time unix="${Math.round(node.at / 1000)}" format="${momentFormats[node.show]}">${shown}</tg-time>`;
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.toWellFormed().replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
