import type { Block } from '../../chat/view.ts';
import { prose, text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { command, line, openly } from '../call.ts';
import { PERIODS, periodDates } from '../period.ts';
import { rankLine } from '../present/reveal.ts';

const SHOWN = 10;

export const leaderboard = command({
  name: 'leaderboard',
  params: { period: { kind: 'choice', values: PERIODS, optional: true } },
  allowed: 'anyone',
  posts: true,
  async run({ sayAll: say, tables, group, person, at }, { period }) {
    const asked = period ?? 'week';
    const { from, to } = periodDates(asked, at, group.timeZone);
    const ranks = await tables.scores.board(group.id, from, to);
    const blocks: Block[] = [{ kind: 'heading', level: 2, content: say.rich('board-title', { period: say(`period-${asked}`) }) }];
    if (ranks.length === 0) {
      blocks.push(line(say.rich('board-empty')));
      return ok([openly(...blocks)]);
    }
    const row = (rank: (typeof ranks)[number]) =>
      prose(...rankLine(rank, say), text(say('board-right', { right: rank.right, answered: rank.answered })));
    blocks.push({ kind: 'list', ordered: false, items: ranks.slice(0, SHOWN).map(row) });
    const mine = ranks.findIndex((rank) => rank.person === person.id);
    const own = ranks[mine];
    if (own && mine >= SHOWN) blocks.push({ kind: 'list', ordered: false, items: [row(own)] });
    if (ranks.length > SHOWN) blocks.push({ kind: 'note', content: say.rich('standings-more', { count: ranks.length - SHOWN }) });
    return ok([openly(...blocks)]);
  },
});
