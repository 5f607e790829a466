import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Press, tokenOf } from '../../../src/app/tokens.ts';
import { fit as fitted } from '../../../src/chat/fit.ts';
import type { Block } from '../../../src/chat/view.ts';
import { sessionId } from '../../../src/kernel/ids.ts';
import { prose, text } from '../../../src/kernel/prose.ts';
import { instant } from '../../../src/kernel/time.ts';
import type { Move } from '../../../src/quiz/session.ts';
import { openLibrary } from '../../../src/sources/library.ts';
import { encode } from '../../../src/telegram/encode.ts';
import { telegramCapabilities } from '../../../src/telegram/limits.ts';
import type { Style } from '../../../src/telegram/prose.ts';
import { checkKeyboard, checkText } from '../../support/fake-telegram/rules.ts';
import { numberedView } from '../../support/views.ts';

const style: Style = { locale: 'en', timeZone: 'Asia/Shanghai', bot: 'transmission_bot' };
const button = (choice: { token: string }, label: string) => ({ text: label, callback_data: choice.token });
const written = (...blocks: Block[]) => encode(blocks, style, button);
/** Each stretch with its look, in order. */
const looks = (...blocks: Block[]) => {
  const { text: all, entities } = written(...blocks);
  return entities.map((entity) => `${entity.type} ${all.slice(entity.offset, entity.offset + entity.length)}`);
};

describe('a message', () => {
  it('is text with its looks beside it, so that nothing in it is markup', () => {
    const blocks: Block[] = [
      { kind: 'heading', level: 2, content: prose('AdaBoost ', text('*now*', 'strong')) },
      { kind: 'paragraph', content: prose('a ', text('b', 'code'), ' <c> ', text('d', 'emphasis')) },
      { kind: 'quote', content: prose('why') },
    ];
    expect(written(...blocks).text).toBe('AdaBoost *now*\na b <c> d\nwhy');
    expect(looks(...blocks)).toEqual(['bold AdaBoost *now*', 'code b', 'italic d', 'blockquote why']);
  });

  it('calls nobody: a name with an @ in it stays a word', () => {
    const { text: shown } = written({ kind: 'paragraph', content: prose('thanks, @ada_1 and mail@example.org') });
    expect(shown).not.toMatch(/@\w/);
    expect(shown.replaceAll('\u2060', '')).toBe('thanks, @ada_1 and mail@example.org');
  });

  it('leaves code as it is: it is copied, and calls nobody by itself', () => {
    const shown = written({ kind: 'code', text: 'x @ y' }, { kind: 'paragraph', content: [text('@wraps', 'code')] });
    expect(shown.text).toBe('x @ y\n\n@wraps');
  });

  it('counts down by itself, and says the hour of the group to old apps', () => {
    const at = instant(Date.parse('2026-11-20T08:30:15+08:00'));
    const block: Block = { kind: 'note', content: prose('ends ', { kind: 'time', at, show: 'relative' }) };
    expect(written(block).text).toBe('ends 08:30:15');
    expect(written(block).entities).toContainEqual(
      expect.objectContaining({ type: 'date_time', unix_time: at / 1000, date_time_format: 'r', offset: 5 }),
    );
  });

  it('links a topic to the bot, and an address to itself; anything else is a word', () => {
    const link = (href: string): Block => ({ kind: 'paragraph', content: [{ kind: 'link', text: 'here', href }] });
    expect(written(link('topic:kd-tree#search')).entities[0]).toMatchObject({
      url: 'https://t.me/transmission_bot?start=topic_kd-tree__search',
    });
    expect(written(link('https://example.org/a')).entities[0]).toMatchObject({ url: 'https://example.org/a' });
    expect(written(link('javascript:alert(1)')).entities).toEqual([]);
    expect(written(link('topic:数学')).entities).toEqual([]);
  });

  it('hides all of a spoiler, code in it too', () => {
    const spoiler: Block = {
      kind: 'spoiler',
      title: prose('The answer'),
      blocks: [
        { kind: 'paragraph', content: prose('it is ', text('x=1', 'code')) },
        { kind: 'code', text: 'print(1)' },
      ],
    };
    expect(looks(spoiler)).toEqual(['bold The answer', 'spoiler it is x=1\nprint(1)']);
  });

  it('puts short buttons side by side and long ones below each other', () => {
    const rows = (labels: string[]) =>
      written({ kind: 'actions', choices: labels.map((label) => ({ token: label, label: [text(label)] })) }).keyboard.map(
        (row) => row.length,
      );
    expect(rows(['A', 'B', 'C', 'D', 'E'])).toEqual([3, 2]);
    expect(rows(['Join', 'Start', 'Leave'])).toEqual([3]);
    expect(rows(['马上开始', '加入', '退出'])).toEqual([3]);
    expect(rows(['Practise what I missed', 'Play again'])).toEqual([1, 1]);
  });

  it('keeps the links where it has more looks than Telegram shows', () => {
    const many = Array.from({ length: 70 }, (_, index) => [
      text(`w${index}`, 'code'),
      text(' '),
      text(`b${index}`, 'strong'),
      text(' '),
    ]).flat();
    const { entities } = written({ kind: 'paragraph', content: [...many, { kind: 'link', text: 'last', href: 'https://example.org' }] });
    expect(entities).toHaveLength(100);
    expect(entities.at(-1)).toMatchObject({ type: 'text_link' });
  });
});

describe('what stands behind a button', () => {
  it('is at most 63 bytes of ASCII for every article and question there is, so that a sign of ours can stand before it', () => {
    const { library } = openLibrary(new URL('../../../content', import.meta.url).pathname);
    const session = sessionId('x'.repeat(12));
    const moves: Move[] = [{ kind: 'option', position: 7 }, { kind: 'lock' }, { kind: 'reset' }, { kind: 'typed', text: '' }];
    const presses: Press[] = [
      ...library.articles.flatMap(({ slug }): Press[] => [
        { do: 'read', slug, page: 99 },
        { do: 'ask', slug, page: 99 },
      ]),
      ...library.questions.flatMap(({ id }) => moves.map((move): Press => ({ do: 'practise', question: id, dice: 'abcd', move }))),
      ...moves.flatMap((move): Press[] => [
        { do: 'answer', session, index: 29, move },
        { do: 'warmup', digest: 9_999_999, move },
      ]),
    ];
    expect(presses.length).toBeGreaterThan(1_000);
    for (const press of presses) expect(tokenOf(press)).toMatch(/^[!->@-~][!-~]{0,62}$/);
  });
});

describe('any View', () => {
  it('becomes messages that Telegram takes', () => {
    fc.assert(
      fc.property(numberedView, (view) => {
        for (const part of fitted(view, telegramCapabilities)) {
          const {
            text: shown,
            entities,
            keyboard,
            photo,
          } = encode(part.blocks, style, (_, label) => ({ text: label, callback_data: 't' }));
          // The words of a photo may be none.
          if (photo === null || shown) checkText(shown, entities, photo === null ? undefined : 1_024);
          checkKeyboard({ inline_keyboard: keyboard }, false);
        }
      }),
      { numRuns: 150 },
    );
  });
});
