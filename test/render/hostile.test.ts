import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_FORMULA } from '../../src/chat/picture.ts';
import { below, type RandomState, seeded } from '../../src/kernel/random.ts';
import { MAX_PIXELS } from '../../src/render/raster.ts';
import { createStudio, type Studio } from '../../src/render/studio.ts';
import { sleep } from '../../src/runtime/pacing.ts';
import { World } from '../support/world.ts';

const INPUTS = 1_000;

/** Control sequences that define, load, link, read files, set attributes or repeat, in LaTeX, TeX and MathJax. */
const COMMANDS =
  `input include InputIfFileExists openin read write immediate write18 special includegraphics href url Url hyperref hypertarget link
  require usepackage RequirePackage unicode class cssId style data mmlToken texttip mathtip toggle endtoggle action bbox colorbox fcolorbox color textcolor definecolor
  def edef gdef xdef let futurelet newcommand renewcommand providecommand newenvironment renewenvironment DeclareMathOperator csname endcsname expandafter noexpand
  loop repeat iterate catcode uccode lowercase uppercase meaning string jobname the number romannumeral
  kern mkern hskip mskip hspace mspace rule Rule Space vphantom hphantom phantom smash raise lower moveleft moveright
  tag label ref eqref notag nonumber cite footnote verb begin end left right middle over atop above brace choose buildrel
  ce pu cancel bcancel xcancel enclose overbrace underbrace stackrel overset underset xrightarrow substack sideset
  text mbox hbox mathrm operatorname mathop mathchoice displaystyle scriptscriptstyle Huge tiny`.split(/\s+/);

const ARGUMENTS = [
  '{/etc/passwd}',
  '{../../../../etc/shadow}',
  '{file:///etc/passwd}',
  '{javascript:alert(1)}',
  '{https://example.org/x.png}',
  '{\\x}{\\x\\x}',
  '\\x{\\x\\x}',
  '[1000000]{x}',
  '{1000000em}',
  '{99999em}{99999em}',
  '{-99999em}',
  '{"onload":"alert(1)"}',
  '{</svg><script>alert(1)</script>}',
  '{]]>}',
  '{&#x0;}',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufffe',
  '\u202e\u2066',
  '{%\n}',
  '#1#2#3',
  '~~~^^M^^@',
  '',
];

function hostile(index: number, dice: RandomState): string {
  let state = dice;
  const pick = <T>(from: readonly T[]): T => {
    const drawn = below(from.length, state);
    state = drawn.state;
    return from[drawn.value] as T;
  };
  const times = [1, 2, 10, 100, 400, 1_000];
  switch (index % 10) {
    case 0:
      return `${'{'.repeat(pick(times))}x${'}'.repeat(pick(times))}`;
    case 1: {
      const depth = pick(times);
      return (
        `${pick(['\\frac{', '\\sqrt{', '^{', '_{', '\\left(', '\\overline{', '\\text{', '\\cancel{'])}`.repeat(depth) + '}'.repeat(depth)
      );
    }
    case 2:
      return `\\def\\x{${'\\x\\x'.repeat(pick(times))}}\\x`;
    case 3:
      return `\\newcommand{\\a}{\\b\\b}\\newcommand{\\b}{\\c\\c}${'\\a'.repeat(pick(times))}`;
    case 4:
      return `\\rule{${pick([1, 900, 99_999, 1e12])}em}{${pick([1, 900, 99_999, 1e12])}em}`;
    case 5:
      return `\\begin{${pick(['array', 'matrix', 'aligned', 'cases', 'document', 'verbatim', 'filecontents'])}}${'a&b\\\\'.repeat(pick(times))}\\end{${pick(['array', 'matrix', 'aligned'])}}`;
    case 6:
      return pick([
        '\ud800',
        '\udc00x',
        '\u0000',
        '\ufeff',
        'é'.repeat(500),
        '中'.repeat(4_000),
        '👩‍🔬'.repeat(200),
        'x'.repeat(LONGEST_FORMULA),
        'x'.repeat(LONGEST_FORMULA + 1),
      ]);
    default: {
      let made = '';
      const parts = 1 + below(12, state).value;
      for (let part = 0; part < parts; part++) made += `\\${pick(COMMANDS)}${pick(ARGUMENTS)}${pick(ARGUMENTS)}`;
      return made;
    }
  }
}

/** MiB that the processes under this one ever took, of those that still run; 0 where the system does not tell. */
function childrenPeak(): number {
  try {
    const own = `/proc/${process.pid}/task`;
    const pids = readdirSync(own).flatMap((task) => readFileSync(`${own}/${task}/children`, 'utf8').split(' ').filter(Boolean));
    return Math.max(0, ...pids.map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024));
  } catch {
    return 0;
  }
}

describe('a thousand hostile formulas', () => {
  let studio: Studio;
  let world: World;
  beforeAll(async () => {
    studio = createStudio(sleep);
    world = await World.open();
  });
  afterAll(async () => {
    await studio.stop();
    await world.close();
  });

  it('end nothing, show nothing of this machine, stay within their bounds, and the bot answers meanwhile', async () => {
    const before = process.memoryUsage.rss();
    let dice = seeded('hostile');
    let [drawn, refused, answered, peak] = [0, 0, 0, 0];
    const kinds = new Set<string>();
    const ada = world.person('Ada');
    for (let index = 0; index < INPUTS; index++) {
      dice = below(1_000, dice).state;
      const tex = hostile(index, dice);
      const work = studio.draw({ picture: { kind: 'formula', tex }, locale: 'en', theme: 'dark' }, 'guest');
      if (index % 50 === 0) {
        // The main thread has not been given away.
        await ada.says('/help');
        answered += ada.seesLast().includes('What I can do') ? 1 : 0;
      }
      const answer = await work;
      peak = Math.max(peak, childrenPeak());
      if (answer.ok) {
        drawn += 1;
        expect(answer.value.width * answer.value.height, tex.slice(0, 80)).toBeLessThanOrEqual(MAX_PIXELS);
      } else {
        refused += 1;
        kinds.add(answer.error.kind);
        expect(answer.error.message, tex.slice(0, 80)).not.toMatch(/root:|\/bin\/|undefined is not|Cannot read/);
      }
    }
    expect(drawn + refused).toBe(INPUTS);
    expect(answered).toBe(INPUTS / 50);
    expect(kinds).toContain('not-tex');
    expect(kinds).toContain('too-long');
    // Whatever happened, the next formula of ours is drawn.
    expect(await studio.draw({ picture: { kind: 'formula', tex: 'E = mc^2' }, locale: 'en', theme: 'dark' }, 'bot')).toMatchObject({
      ok: true,
    });
    expect((process.memoryUsage.rss() - before) / 2 ** 20, 'MiB more here').toBeLessThan(200);
    expect(peak, 'MiB of the process that draws').toBeLessThan(600);
    console.log(
      `${drawn} drawn, ${refused} refused (${[...kinds].sort().join(', ')}); ${Math.round((process.memoryUsage.rss() - before) / 2 ** 20)} MiB more here, ${Math.round(peak)} MiB at most there`,
    );
  }, 300_000);
});
