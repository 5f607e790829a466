import { ok } from '../../kernel/result.ts';
import { command, line, privately } from '../call.ts';
import { tokenOf } from '../tokens.ts';

/** Asks first; the press deletes. */
export const forget = command({
  name: 'forget',
  params: {},
  allowed: 'anyone',
  async run({ say }) {
    return ok([
      privately(line(say.rich('forget-ask')), {
        kind: 'actions',
        choices: [{ token: tokenOf({ do: 'forget' }), label: say.rich('button-forget'), tone: 'danger' }],
      }),
    ]);
  },
});
