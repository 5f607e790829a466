import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/sources/notes/front-matter.ts';

const yaml = (text: string) => readFrontMatter({ format: 'yaml', text });
const toml = (text: string) => readFrontMatter({ format: 'toml', text });

describe('front matter', () => {
  it('of Obsidian gives title, aliases, tags and date', () => {
    expect(
      yaml('title: 灯塔\naliases: [Lighthouse, 航标]\ntags:\n  - "#sea"\n  - light/tower\ncreated: 2026-01-11 08:30\ncssclass: wide\n'),
    ).toEqual({
      title: '灯塔',
      aliases: ['Lighthouse', '航标'],
      facts: { date: '2026-01-11 08:30', tags: 'sea, light/tower' },
    });
  });

  it('of Hugo gives the same from YAML and from TOML', () => {
    const told = {
      title: 'The "old" lighthouse',
      aliases: [],
      facts: { date: '2026-01-11T08:30:00Z', category: 'Sea, Towers', tags: 'light, [2]' },
    };
    expect(yaml('Title: The "old" lighthouse\ndate: 2026-01-11T08:30:00Z\ncategories: [Sea, Towers]\ntags: ["light", "[2]"]')).toEqual(
      told,
    );
    expect(
      toml(
        'title = "The \\"old\\" lighthouse"\ndate = 2026-01-11T08:30:00Z # when\ncategories = [\n  "Sea",\n  "Towers",\n]\ntags = ["light", \'[2]\']\n[params]\n  title = "not this"\n',
      ),
    ).toEqual(told);
  });

  it('that is no YAML gives what can be read of it, line by line', () => {
    expect(yaml('title: Lighthouse: a story\ntags: [sea, light\ndate: 2026-01-11')).toMatchObject({
      title: 'Lighthouse: a story',
      facts: { date: '2026-01-11' },
    });
    expect(yaml('title: {{title}}\ndate: 2026-01-11')).toMatchObject({ title: null, facts: { date: '2026-01-11' } });
  });

  it('is nothing where there is none, or none of what we know', () => {
    const nothing = { title: null, aliases: [], facts: {} };
    expect([
      readFrontMatter(null),
      yaml(''),
      yaml('- a\n- b'),
      yaml('just words'),
      toml('= 1'),
      yaml('title:\ntags: []\ndate: null'),
    ]).toEqual(Array(6).fill(nothing));
  });

  it('does not run or unfold anything', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`).join('\n')}\ntitle: Boom`;
    expect(yaml(bomb)).toMatchObject({ title: 'Boom' });
    expect(yaml('title: !!js/function "() => 1"\ndate: 2026-01-11')).toMatchObject({ facts: { date: '2026-01-11' } });
  });

  it('keeps to one line and to a length', () => {
    expect(yaml(`title: |\n  a\n  b\naliases: [${Array.from({ length: 50 }, (_, index) => `n${index}`)}]`)).toMatchObject({
      title: 'a b',
      aliases: { length: 20 },
    });
    expect(yaml(`title: ${'x'.repeat(5000)}`).title).toHaveLength(200);
  });
});
