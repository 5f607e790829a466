import { describe, expect, it } from 'vitest';
import type { PathCard } from '../../src/chat/picture.ts';
import { pathMap, type Stop } from '../../src/render/path-map.ts';
import { sampleCards } from '../gallery/cards.ts';

type Topic = PathCard['topics'][number];
const topic = (slug: string, area: string, ...after: string[]): Topic => ({ slug, title: slug, area, after, state: 'open' });
const lanes = (stops: readonly Stop[]) => stops.map((stop) => `${' '.repeat(stop.lane)}${stop.slug}`);
const allStops = (map: ReturnType<typeof pathMap>): readonly Stop[] => map.columns.flat().flatMap((area) => area.stops);

describe('the map of the learning path', () => {
  it('goes straight on along the longest way, and branches off to the right', () => {
    const map = pathMap({
      topics: [topic('a', 'x'), topic('b', 'x', 'a'), topic('c', 'x', 'b'), topic('d', 'x', 'a'), topic('e', 'x')],
      words: {},
    });
    expect(lanes(allStops(map))).toEqual(['a', ' d', 'b', 'c', 'e']);
  });

  it('leaves out an arrow that another way already says', () => {
    const map = pathMap({ topics: [topic('a', 'x'), topic('b', 'y', 'a'), topic('c', 'y', 'b', 'a')], words: {} });
    expect(map.links).toEqual([{ from: 'a', to: ['b'] }]);
  });

  it('takes areas in the order of their names in the card, in two columns where they are many', () => {
    const topics = ['p', 'q', 'r'].flatMap((area) => Array.from({ length: 6 }, (_, index) => topic(`${area}${index}`, area)));
    const map = pathMap({ topics, words: { r: 'R', p: 'P', q: 'Q' } });
    expect(map.columns).toHaveLength(2);
    expect(map.columns.flat().map((area) => area.name)).toEqual(['R', 'P', 'Q']);
  });

  it('survives a circle, a topic before itself and one that is gone', () => {
    const map = pathMap({ topics: [topic('a', 'x', 'b'), topic('b', 'x', 'a'), topic('c', 'x', 'c', 'gone')], words: {} });
    expect(
      allStops(map)
        .map((stop) => stop.slug)
        .toSorted(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('has every topic of the library once, under what leads to it, and every arrow', () => {
    const card = sampleCards('en').path as PathCard;
    const map = pathMap(card);
    const stops = allStops(map);
    expect(stops.map((stop) => stop.slug).toSorted()).toEqual(card.topics.map((one) => one.slug).toSorted());
    for (const [index, stop] of stops.entries()) {
      if (stop.from !== null) expect(stops.findIndex((one) => one.slug === stop.from)).toBeLessThan(index);
    }
    const arrows = new Map(card.topics.map((one) => [one.slug, new Set<string>()]));
    for (const stop of stops) if (stop.from !== null) arrows.get(stop.slug)?.add(stop.from);
    for (const link of map.links) for (const to of link.to) arrows.get(to)?.add(link.from);
    const reaches = (from: string, to: string): boolean => [...(arrows.get(to) ?? [])].some((one) => one === from || reaches(from, one));
    expect(
      card.topics.flatMap((one) => one.after.filter((before) => !reaches(before, one.slug)).map((before) => `${before} → ${one.slug}`)),
    ).toEqual([]);
    const heights = map.columns.map((column) => column.reduce((sum, area) => sum + area.stops.length + 2, 0));
    expect(Math.max(...heights)).toBeLessThan(1.25 * Math.min(...heights));
  });
});
