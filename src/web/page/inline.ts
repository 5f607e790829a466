import type { Inline, Prose } from '../../kernel/prose.ts';
import { button, h } from './dom.ts';
import { inlineFormula } from './formulas.ts';
import type { Place } from './place.ts';
import { moment } from './ticking.ts';

const tags = { strong: 'strong', emphasis: 'em', code: 'code', mark: 'mark', strike: 's' } as const;

export function inline(content: Prose, place: Place): Node[] {
  return content.map((node) => inlineNode(node, place));
}

function inlineNode(node: Inline, place: Place): Node {
  switch (node.kind) {
    case 'text':
      return node.style ? h(tags[node.style], {}, node.text) : document.createTextNode(node.text);
    case 'math':
      return inlineFormula(node.tex);
    case 'time':
      return moment(node, place);
    case 'link':
      return link(node.text, node.href, place);
  }
}

function link(text: string, href: string, place: Place): Node {
  const topic = /^topic:([a-z0-9-]+(?:#[a-z0-9-]+)?)/.exec(href)?.[1];
  if (topic) return button({ class: 'link', title: `/read ${topic}` }, () => place.say(`/read ${topic}`), text);
  if (!href.startsWith('https://')) return document.createTextNode(text);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
}
