import type { LeaderboardCard } from '../../chat/picture.ts';
import type { Block } from '../../chat/view.ts';
import { text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { command, line, openly } from '../call.ts';
import { PERIODS, periodDates } from '../period.ts';
import { cardBlock, rankOf, words } from '../present/cards.ts';
import { resultLine, rightOf } from '../present/reveal.ts';

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
    const head: Block = { kind: 'heading', level: 2, content: say.rich('board-title', { period: say(`period-${asked}`) }) };
    if (ranks.length === 0) {
      return ok([openly(head, line(say.rich('board-empty')))]);
    }
    const shown = ranks.slice(0, SHOWN);
    const mine = ranks.findIndex((rank) => rank.person === person.id);
    const own = ranks[mine];
    const below: Block[] = [];
    if (own && mine >= SHOWN) below.push({ kind: 'list', ordered: false, marked: true, items: [resultLine(own, say)] });
    if (ranks.length > SHOWN) below.push({ kind: 'note', content: say.rich('standings-more', { count: ranks.length - SHOWN }) });
    const card: LeaderboardCard = {
      kind: 'leaderboard',
      title: words(head.content),
      period: from !== null && to !== null ? (from === to ? from : `${from} – ${to}`) : '',
      ranks: shown.map((rank) => ({
        ...rankOf(rank, say, null),
        detail: rightOf(rank, say),
      })),
      more: '',
    };
    const list: Block = { kind: 'list', ordered: false, marked: true, items: shown.map((rank) => resultLine(rank, say)) };
    const told: Block[] = card.period ? [head, { kind: 'note', content: [text(card.period)] }, list] : [head, list];
    return ok([openly(cardBlock(card, [head, list], [], told), ...below)]);
  },
});
