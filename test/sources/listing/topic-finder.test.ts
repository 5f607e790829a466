import { describe, expect, it } from 'vitest';
import type { Term } from '../../../src/corpus/article.ts';
import { slug } from '../../../src/kernel/ids.ts';
import { text } from '../../../src/kernel/prose.ts';
import { excerptBlocks } from '../../../src/sources/listing/paragraphs.ts';
import { createTopicFinder, shareOut, type TopicScores } from '../../../src/sources/listing/topic-finder.ts';
import { gibberish, register } from '../../support/listing.ts';

const lens: Term = {
  id: 'fresnel-lens',
  names: { zh: '菲涅尔透镜', en: 'Fresnel lens' },
  aliases: ['螺纹透镜'],
  define: {
    zh: [text('由同心环组成的薄透镜，让灯室射出平行光')],
    en: [text('A thin lens of concentric rings that makes the light of a lamp parallel')],
  },
  topics: [slug('lighthouse')],
};
const scoresOf = createTopicFinder({ ...register, terms: [...register.terms, lens] });
const best = (text: string): string | null => [...scoresOf(excerptBlocks(text))].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
const filler = (seed: string): string => `${gibberish(seed, 60)}，${gibberish(`${seed} 2`, 60)}。`;

describe('a text is about', () => {
  it('the topic it names first and most', () => {
    expect(best(`灯塔的高度，灯塔的亮度。 ${filler('a')} 古人也用水车。`)).toBe('lighthouse');
    expect(best(`Water wheels drive mills. ${filler('b')} 日晷也在那里。`)).toBe('water-wheel');
  });

  it('a topic whose name the page wrote without its hyphens and spaces', () => {
    expect(best(`WaterWheel是古老的机械,WaterWheel很大。${filler('c')}`)).toBe('water-wheel');
  });

  it('a topic in whose words it speaks, without naming it', () => {
    expect(best(`菲涅尔透镜由同心环组成，Fresnel lens 让灯室射出平行光。${filler('d')}`)).toBe('lighthouse');
  });

  it('a topic that a heading names, more than one that the text begins with', () => {
    expect(best(`古代的水车之后出现了钟摆。 ${filler('e')} 钟摆的原理 ${filler('f')}`)).toBe('pendulum');
  });

  it('a topic of whose name only the beginning was left by the cut', () => {
    const scores = createTopicFinder({
      ...register,
      terms: [{ ...lens, id: 'lighthouse', names: { zh: '灯塔', en: 'Optical Coastal Lighthouse' } }],
    });
    expect([...scores(excerptBlocks(`${filler('g')} Optical Coast...`)).keys()]).toEqual(['lighthouse']);
  });

  it('nothing of ours where it only mentions a topic in passing', () => {
    expect(best(`${filler('h')} ${filler('i')} 那里也有灯塔。${filler('j')}`)).toBeNull();
    expect(best(filler('k'))).toBeNull();
    expect(best('')).toBeNull();
  });
});

describe('topics are shared out', () => {
  const scores = (entries: Record<string, number>): TopicScores =>
    new Map(Object.entries(entries).map(([topic, score]) => [slug(topic), score]));

  it('so that none is given twice: the text that speaks of it most gets it, the other one its next', () => {
    expect(shareOut([scores({ kite: 4, compass: 2 }), scores({ kite: 6 }), scores({ kite: 5 })])).toEqual(['compass', 'kite', null]);
  });
});
