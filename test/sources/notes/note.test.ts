import { describe, expect, it } from 'vitest';
import { math, paragraph } from '../../../src/kernel/prose.ts';
import type { Draft } from '../../../src/sources/draft.ts';
import { createNoteReader } from '../../../src/sources/notes/note.ts';
import { register } from '../../support/listing.ts';

const read = createNoteReader(register);
function note(text: string, source = 'vault/light.md'): Draft {
  const draft = read(text, source);
  if (!draft.ok) throw new Error(draft.error);
  return draft.value;
}
const title = (text: string, source?: string): string => note(text, source).title;

describe('the title of a note', () => {
  it('is what its front matter says', () => {
    expect(title('---\ntitle: Sea lights\n---\n# Something else\n\nText.')).toBe('Sea lights');
    expect(title('+++\ntitle = "Sea lights"\n+++\n\nText.')).toBe('Sea lights');
  });

  it('else its first heading', () => {
    expect(title('# Sea lights\n\nText.\n\n## Towers\n\nMore.')).toBe('Sea lights');
    expect(title('Sea *lights*\n===\n\nText.')).toBe('Sea lights');
    expect(title('#sea #light\n\n# Sea lights\n\nText.')).toBe('Sea lights');
    expect(title('## Sea lights\n\nText.\n\n## Towers\n\nMore.')).toBe('Sea lights');
  });

  it('else the name of its file: a chapter further in is no title', () => {
    expect(title('Text.\n\n## Towers\n\nMore.', 'vault/Sea lights.md')).toBe('Sea lights');
    expect(title('Text.\n\n```sh\n# Towers\n```\n\n## Towers of old\n\nMore.', 'vault/2026-01-11-sea-lights.md')).toBe('sea lights');
    expect(title('Text.', 'export/Sea lights 0123456789abcdef0123456789abcdef.md')).toBe('Sea lights');
    expect(title('Text.', 'posts/sea-lights/index.zh.md')).toBe('sea lights');
    expect(title('Text.', 'posts/海边的灯.txt')).toBe('海边的灯');
  });
});

describe('a note', () => {
  it('has its sections with formulas in every notation', () => {
    expect(
      note('# Sea lights\n\nA lamp $h_0$ and \\(d\\), for $5 or $6.\n\n## Range\n\n\\[d = \\sqrt{2Rh}\\]\n\n$$\nx\n$$\n').sections,
    ).toEqual([
      { anchor: 'top', title: 'Sea lights', blocks: [paragraph('A lamp ', math('h_0'), ' and ', math('d'), ', for $5 or $6.')] },
      {
        anchor: 'range',
        title: 'Range',
        blocks: [
          { kind: 'math', tex: 'd = \\sqrt{2Rh}' },
          { kind: 'math', tex: 'x' },
        ],
      },
    ]);
  });

  it('has its facts, and is of the language of its words', () => {
    expect(note('---\ntags: [sea]\ndate: 2026-01-11\n---\n灯塔很高，Fresnel 透镜很薄。$\\text{the lamp}$')).toMatchObject({
      locale: 'zh',
      facts: { tags: 'sea', date: '2026-01-11' },
    });
    expect(note('# 灯塔 (lighthouses)\n\nThe Chinese word for a lighthouse is 灯塔, and it is old.')).toMatchObject({ locale: 'en' });
  });

  it('is about a topic of ours where its title or an alias is one of that topic’s names, and keeps its own title', () => {
    expect(note('# Water-wheel\n\nText.')).toMatchObject({ title: 'Water-wheel', topic: 'water-wheel', area: 'systems' });
    expect(note('---\naliases: [灯塔]\n---\n# Sea lights\n\nText.')).toMatchObject({
      title: 'Sea lights',
      aliases: ['灯塔'],
      topic: 'lighthouse',
    });
    expect(note('# A water wheel of mine\n\nAbout a kite.')).toMatchObject({ topic: null, area: null });
  });

  it('without words is none', () => {
    for (const empty of ['', '\n\n', '---\ntitle: Sea lights\n---\n', '![[picture.png]]', '$$\nx\n$$', '***']) {
      expect(read(empty, 'a.md')).toEqual({ ok: false, error: 'nothing to read in it' });
    }
  });
});
