import { type Refusal, refusal } from '../../chat/command.ts';
import type { Block } from '../../chat/view.ts';
import { type Figure, figureValues } from '../../figures/figure.ts';
import { FIGURES, figureNamed } from '../../figures/index.ts';
import { plain, text } from '../../kernel/prose.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { askedBy, type Call, command, openly } from '../call.ts';
import { findTopic } from '../topic.ts';

/** Figures of a topic, computed anew with the values that somebody wants to see. */
export const figure = command({
  name: 'figure',
  params: { topic: { kind: 'topic' }, values: { kind: 'pairs', optional: true } },
  allowed: 'anyone',
  posts: true,
  async run(call, { topic, values }) {
    const found = await figuresOf(topic, call);
    if (!found.ok) return found;
    // Values are for one figure: the one that was named, or the topic's first.
    const shown = values ? found.value.slice(0, 1) : found.value;
    const blocks: Block[] = [];
    for (const one of shown) {
      const read = figureValues(one.params, values ?? {});
      if (!read.ok) return err(faultOf(one, read.error.name, call));
      const alt = one.alt(read.value, call.sayAll.locale);
      blocks.push({
        kind: 'drawing',
        // Without values it is the article's own picture, which is drawn once.
        of: { kind: 'figure', name: one.name, ...(values ? { values: read.value } : {}) },
        alt,
        instead: [
          { kind: 'heading', level: 3, content: [text(one.title[call.sayAll.locale])] },
          { kind: 'paragraph', content: [text(alt)] },
        ],
      });
      blocks.push(...changeable(one, call));
    }
    return ok([openly(...blocks, ...askedBy(call.person.name, call.room, call.sayAll))]);
  },
});

/** By its own name, or all of a topic. */
async function figuresOf(words: string, call: Call): Promise<Result<readonly Figure[], Refusal>> {
  const named = figureNamed(words.trim().toLowerCase());
  if (named && named.name !== named.topic) return ok([named]);
  const topic = await findTopic(words, call.parts.shelf, call.say);
  if (!topic.ok) return topic;
  const found = FIGURES.filter((one) => one.topic === topic.value);
  return found.length > 0
    ? ok(found.toSorted((a, b) => Number(b.name === b.topic) - Number(a.name === a.topic)))
    : err(refusal('refuse-no-figure', { topic: await call.parts.shelf.title(topic.value, call.say.locale) }));
}

/** `steps 1–50, eta 0–1`: what can be changed, for whoever gave something else. */
function faultOf(one: Figure, given: string, call: Call): Refusal {
  const ranges = Object.entries(one.params).map(([name, { least, most }]) => `${name} ${least}–${most}`);
  if (ranges.length === 0) return refusal('refuse-figure-fixed', { figure: one.name });
  return refusal('refuse-figure-value', { given: given.slice(0, 40), ranges: ranges.join(call.say('list-separator')) });
}

/** What a reader can change, with an example. */
function changeable(one: Figure, { sayAll }: Call): readonly Block[] {
  const params = Object.entries(one.params);
  if (params.length === 0) return [];
  const about = params
    .map(([name, param]) => `${name} (${param.about[sayAll.locale]}, ${param.least}–${param.most})`)
    .join(sayAll('list-separator'));
  const [name, param] = params[0] ?? [];
  const other = param ? `${name}=${param.standard === param.most ? param.least : param.most}` : '';
  const example = sayAll.commands.line('figure', { topic: one.name, values: other });
  const content = sayAll.rich('figure-change', { about, example });
  return plain(content) ? [{ kind: 'note', content }] : [];
}
