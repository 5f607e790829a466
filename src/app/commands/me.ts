import type { ProgressCard } from '../../chat/picture.ts';
import type { Block } from '../../chat/view.ts';
import { AREAS } from '../../corpus/article.ts';
import { text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { localDate } from '../../schedule/cadence.ts';
import { command, line, privately } from '../call.ts';
import { calendarStart, datesFrom, periodDates, streak } from '../period.ts';
import { cardBlock } from '../present/cards.ts';

export const me = command({
  name: 'me',
  params: {},
  allowed: 'anyone',
  async run({ say, tables, parts, group, person, at }) {
    const mine = await tables.scores.of(group.id, person.id);
    const today = localDate(at, group.timeZone);
    const facts: ProgressCard['facts'][number][] = [];
    const read = await tables.reading.of(person.id);
    const blocks: Block[] = [{ kind: 'heading', level: 2, content: say.rich('me-title', { name: person.name }) }];
    if (mine.answered === 0) blocks.push(line(say.rich('me-nothing')));
    else {
      const { from, to } = periodDates('week', at, group.timeZone);
      const place = (await tables.scores.board(group.id, from, to)).find((rank) => rank.person === person.id);
      const days = streak(mine.days, today);
      const percent = Math.round((100 * mine.right) / mine.answered);
      blocks.push(line(say.rich('me-points', { points: mine.points, right: mine.right, answered: mine.answered, percent })));
      if (place) blocks.push(line(say.rich('me-week', { place: place.place, points: place.points })));
      blocks.push(line(say.rich('me-streak', { days })));
      blocks.push(...(await areas()));
      facts.push(
        { label: say('card-points'), value: say('card-number', { number: mine.points }) },
        { label: say('card-rate'), value: `${percent} %` },
        { label: say('card-streak'), value: `${days}` },
        ...(place ? [{ label: say('card-week'), value: `#${place.place}` }] : []),
      );
    }
    blocks.push(line(say.rich('me-read', { read: read.size, of: (await parts.shelf.readable()).length })));
    const left = (await tables.practice.queue(person.id)).length;
    const shown = mine.answered > 0 ? [cardBlock(await progress(), blocks)] : blocks;
    if (left > 0)
      shown.push(line(say.rich('me-practice', { count: left })), {
        kind: 'actions',
        choices: [{ token: 'n', label: say.rich('button-practise') }],
      });
    return ok([privately(...shown)]);

    /** Twelve weeks, the first day a Monday; a topic counts as met when it was read or answered rightly once. */
    async function progress(): Promise<ProgressCard> {
      const from = calendarStart(today);
      const counts = new Map((await tables.scores.byDay(group.id, person.id, from)).map(({ date, count }) => [date, count]));
      const met = new Set<string>(read);
      for (const row of await tables.scores.byTopic(group.id, person.id)) {
        const topic = row.right > 0 ? parts.shelf.question(row.question)?.topic : undefined;
        if (topic) met.add(topic);
      }
      return {
        kind: 'progress',
        name: person.name,
        title: say('card-progress'),
        facts,
        areas: AREAS.map((area) => {
          const here = parts.shelf.topics.filter((topic) => topic.area === area);
          return { label: say(`area-${area}`), done: here.filter((topic) => met.has(topic.slug)).length, of: here.length };
        }).filter((area) => area.of > 0),
        calendar: say('card-calendar'),
        days: datesFrom(from, today).map((date) => ({ date, count: counts.get(date) ?? 0 })),
      };
    }

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
