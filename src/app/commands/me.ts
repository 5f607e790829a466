import type { ProgressCard } from '../../chat/picture.ts';
import type { Block } from '../../chat/view.ts';
import { AREAS } from '../../corpus/article.ts';
import { text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { localDate } from '../../schedule/cadence.ts';
import { command, line, privately } from '../call.ts';
import { calendarStart, datesFrom, periodDates, streak } from '../period.ts';
import { cardBlock } from '../present/cards.ts';
import { progressOf } from '../progress.ts';

export const me = command({
  name: 'me',
  params: {},
  allowed: 'anyone',
  async run(call) {
    const { say, tables, parts, group, person, at } = call;
    const mine = await tables.scores.of(group.id, person.id);
    const today = localDate(at, group.timeZone);
    const { byDay, met, warmups } = await progressOf(call);
    const days = streak([...byDay.keys()].sort().reverse(), today);
    const facts: ProgressCard['facts'][number][] = [];
    const read = await tables.reading.of(person.id);
    const active = mine.asked > 0 || byDay.size > 0;
    const blocks: Block[] = [{ kind: 'heading', level: 2, content: say.rich('me-title', { name: person.name }) }];
    if (mine.asked === 0) blocks.push(line(say.rich('me-nothing')));
    else {
      const { from, to } = periodDates('week', at, group.timeZone);
      const place = (await tables.scores.board(group.id, from, to)).find((rank) => rank.person === person.id);
      const percent = Math.round((100 * mine.right) / mine.asked);
      blocks.push(line(say.rich('me-points', { points: mine.points, right: mine.right, of: mine.asked, percent })));
      if (place) blocks.push(line(say.rich('me-week', { place: place.place, points: place.points })));
      facts.push(
        { label: say('card-points'), value: say('card-number', { number: mine.points }) },
        { label: say('card-rate'), value: `${percent} %` },
        ...(place ? [{ label: say('card-week'), value: `#${place.place}` }] : []),
      );
    }
    if (warmups.answered > 0) blocks.push(line(say.rich('me-warmups', { right: warmups.right, of: warmups.answered })));
    if (active) {
      blocks.push(line(say.rich('me-streak', { days })), ...(await areas()));
      facts.push({ label: say('card-streak'), value: `${days}` });
    }
    blocks.push(line(say.rich('me-read', { read: read.size, of: (await parts.shelf.readable()).length })));
    const left = (await tables.practice.queue(person.id)).length;
    const shown = active ? [cardBlock(progress(), blocks)] : blocks;
    if (left > 0)
      shown.push(line(say.rich('me-practice', { count: left })), {
        kind: 'actions',
        choices: [{ token: 'n', label: say.rich('button-practise') }],
      });
    return ok([privately(...shown)]);

    /** Twelve weeks, the first day a Monday. */
    function progress(): ProgressCard {
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
        days: datesFrom(calendarStart(today), today).map((date) => ({ date, count: byDay.get(date) ?? 0 })),
      };
    }

    async function areas(): Promise<Block[]> {
      const byArea = new Map<string, { right: number; asked: number }>();
      for (const row of await tables.scores.byTopic(group.id, person.id)) {
        const topic = parts.shelf.question(row.question)?.topic;
        const area = parts.shelf.topics.find((one) => one.slug === topic)?.area;
        if (!area) continue;
        const sum = byArea.get(area) ?? { right: 0, asked: 0 };
        byArea.set(area, { right: sum.right + row.right, asked: sum.asked + row.asked });
      }
      const rows = AREAS.flatMap((area) => {
        const sum = byArea.get(area);
        return sum
          ? [[[text(say(`area-${area}`))], [text(`${sum.right} / ${sum.asked}`)], [text(`${Math.round((100 * sum.right) / sum.asked)} %`)]]]
          : [];
      });
      return rows.length > 0 ? [{ kind: 'table', header: [say.rich('me-area'), say.rich('me-right'), say.rich('me-rate')], rows }] : [];
    }
  },
});
