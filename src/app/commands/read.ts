import { ok } from '../../kernel/result.ts';
import { command } from '../call.ts';
import { openPage } from '../reading.ts';
import { findTopic } from '../topic.ts';

export const read = command({
  name: 'read',
  params: { topic: { kind: 'topic' }, page: { kind: 'integer', least: 1, most: 999, optional: true } },
  allowed: 'anyone',
  async run(call, { topic, page }) {
    const [words, anchor = null] = topic.split('#');
    const found = await findTopic(words ?? '', call.parts.shelf, call.say);
    if (!found.ok) return found;
    return ok(await openPage(call, found.value, page === null ? (anchor ?? 1) : page));
  },
});
