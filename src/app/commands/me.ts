import type { Block } from '../../chat/view.ts';
import { AREAS } from '../../corpus/article.ts';
import { text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { localDate } from '../../schedule/cadence.ts';
import { command, line, privately } from '../call.ts';
import { periodDates, streak } from '../period.ts';

export const me = command({
  name: 'me',
  params: {},
  allowed: 'anyone',
  async run({ say, tables, parts, group, person, at }) {
    const mine = await tables.scores.of(group.id, person.id);
    const blocks: Block[] = [{ kind: 'heading', level: 2, content: say.rich('me-title', { name: person.name }) }];
    if (mine.answered === 0) blocks.push(line(say.rich('me-nothing')));
    else {
      const { from, to } = periodDates('week', at, group.timeZone);
      const place = (await tables.scores.board(group.id, from, to)).find((rank) => rank.person === person.id);
      const days = streak(mine.days, localDate(at, group.timeZone));
      const percent = Math.round((100 * mine.right) / mine.answered);
      blocks.push(line(say.rich('me-points', { points: mine.points, right: mine.right, answered: mine.answered, percent })));
      if (place) blocks.push(line(say.rich('me-week', { place: place.place, points: place.points })));
      blocks.push(line(say.rich('me-streak', { days })));
      blocks.push(...(await areas()));
    }
    const read = await tables.reading.of(person.id);
    blocks.push(line(say.rich('me-read', { read: read.size, of: (await parts.shelf.readable()).length })));
    const left = (await tables.practice.queue(person.id)).length;
    if (left > 0)
      blocks.push(line(say.rich('me-practice', { count: left })), {
        kind: 'actions',
        choices: [{ token: 'n', label: say.rich('button-practise') }],
      });
    return ok([privately(...blocks)]);

    async function areas(): Promise<Block[]> {
      const byArea = new Map<string, { right: number; answered: number }>();
      for (const row of await tables.scores.byTopic(group.id, person.id)) {
        const topic = parts.shelf.question(row.question)?.topic;
        const area = parts.shelf.topics.find((one) => one.slug === topic)?.area;
        if (!area) continue;
        const sum = byArea.get(area) ?? { right: 0, answered: 0 };
        byArea.set(area, { right: sum.right + row.right, answered: sum.answered + row.answered });
      }
      const rows = AREAS.flatMap((area) => {
        const sum = byArea.get(area);
        return sum
          ? [
              [
                [text(say(`area-${area}`))],
                [text(`${sum.right} / ${sum.answered}`)],
                [text(`${Math.round((100 * sum.right) / sum.answered)} %`)],
              ],
            ]
          : [];
      });
      return rows.length > 0 ? [{ kind: 'table', header: [say.rich('me-area'), say.rich('me-right'), say.rich('me-rate')], rows }] : [];
    }
  },
});
