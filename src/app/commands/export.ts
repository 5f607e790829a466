import { ok } from '../../kernel/result.ts';
import { command, line, privately } from '../call.ts';

/** What is stored of the person who asks, as JSON. */
export const exportMine = command({
  name: 'export',
  params: {},
  allowed: 'anyone',
  async run({ say, tables, person }) {
    const all = await tables.people.everything(person.id);
    return ok([privately(line(say.rich('export-intro')), { kind: 'code', language: 'json', text: JSON.stringify(all, null, 2) })]);
  },
});
