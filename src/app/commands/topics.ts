import type { Block } from '../../chat/view.ts';
import { AREAS } from '../../corpus/article.ts';
import { type Prose, prose, text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { command, line, privately } from '../call.ts';
import { cardBlock } from '../present/cards.ts';
import { pathCard, pathState } from '../present/path.ts';

export const topics = command({
  name: 'topics',
  params: { area: { kind: 'choice', values: AREAS, titles: 'area', optional: true } },
  allowed: 'anyone',
  async run({ say, parts, tables, group, person }, { area }) {
    const readable = await parts.shelf.readable();
    const own = new Set(readable.filter((one) => !one.imported).map((one) => one.slug));
    const read = await tables.reading.of(person.id);
    const posted = new Set(await tables.digests.posted(group.id));
    const head: Block = { kind: 'heading', level: 2, content: say.rich('topics-title', { count: own.size }) };
    const map = pathCard(parts.shelf.topics, own, read, say);
    const blocks: Block[] = area || own.size === 0 ? [head] : [cardBlock(map, [head]), { kind: 'paragraph', content: [text(map.note)] }];
    const opening = blocks.length;
    for (const shelf of area ? [area] : AREAS) {
      const here = parts.shelf.topics.filter((topic) => topic.area === shelf && own.has(topic.slug));
      if (here.length === 0) continue;
      const done = here.filter((topic) => read.has(topic.slug)).length;
      const told = here.filter((topic) => posted.has(topic.slug)).length;
      blocks.push({ kind: 'heading', level: 3, content: say.rich(`area-${shelf}`) });
      blocks.push({
        kind: 'note',
        content: say.rich('topics-progress', { done, told, of: here.length, command: say.commands.line('topics', { area: shelf }) }),
      });
      blocks.push({
        kind: 'list',
        ordered: false,
        marked: true,
        items: here.map((topic): Prose => {
          const state = pathState(topic, own, read);
          const before = topic.after.filter((slug) => own.has(slug) && !read.has(slug));
          const hint =
            before.length > 0 && state === 'open'
              ? before.map((slug) => parts.shelf.topics.find((one) => one.slug === slug)?.titles[say.locale] ?? slug)
              : [];
          return prose(
            text({ done: '✓ ', next: '→ ', open: '○ ' }[state]),
            { kind: 'link', text: topic.titles[say.locale], href: `topic:${topic.slug}` },
            text(' '),
            text(topic.slug, 'code'),
            ...(posted.has(topic.slug) ? [text(' ·')] : []),
            ...(hint.length > 0 ? [text(say('topics-after', { titles: hint.join(say('list-separator')) }))] : []),
          );
        }),
      });
    }
    if (blocks.length === opening) blocks.push(line(say.rich('topics-none')));
    const imports = readable.filter((one) => one.imported);
    if (!area && imports.length > 0) {
      blocks.push({ kind: 'heading', level: 3, content: say.rich('topics-imports', { count: imports.length }) });
      const titles = await Promise.all(
        imports
          .slice(0, 60)
          .map(
            async ({ slug }): Promise<Prose> => [{ kind: 'link', text: await parts.shelf.title(slug, say.locale), href: `topic:${slug}` }],
          ),
      );
      blocks.push({ kind: 'list', ordered: false, items: titles });
      if (imports.length > 60) blocks.push({ kind: 'note', content: say.rich('standings-more', { count: imports.length - 60 }) });
    }
    blocks.push({ kind: 'note', content: say.rich('topics-legend') });
    return ok([privately(...blocks)]);
  },
});
