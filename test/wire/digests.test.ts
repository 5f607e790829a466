import { describe, expect, it } from 'vitest';
import { drawn } from '../../src/chat/drawn.ts';
import { fit as fitted } from '../../src/chat/fit.ts';
import type { DrawPicture } from '../../src/chat/picture.ts';
import { spelled } from '../../src/chat/spelling.ts';
import type { Capabilities } from '../../src/chat/transport.ts';
import type { Block, View } from '../../src/chat/view.ts';
import { discordCapabilities } from '../../src/discord/limits.ts';
import type { Prose } from '../../src/kernel/prose.ts';
import { plain, plainBlocks } from '../../src/kernel/prose.ts';
import { drawPicture } from '../../src/render/easel.ts';
import { telegramCapabilities } from '../../src/telegram/limits.ts';
import { webCapabilities } from '../../src/web/limits.ts';
import { World } from '../support/world.ts';

const PLATFORMS: readonly (readonly [string, Capabilities])[] = [
  ['Discord', discordCapabilities],
  ['Telegram', telegramCapabilities],
  ['the local room', webCapabilities],
];

/** Drawn for real, in this process; what cannot be drawn is counted. */
function easel() {
  const broken: string[] = [];
  const known = new Map<string, Awaited<ReturnType<DrawPicture>>>();
  const draw: DrawPicture = async (order) => {
    const key = JSON.stringify(order);
    const before = known.get(key);
    if (before) return before;
    const made = drawPicture(order);
    if (!made.ok) broken.push(`${order.picture.kind}: ${made.error.message}`);
    const image = made.ok
      ? ({ name: `p-${known.size}`, type: 'image/png', bytes: made.value.png, width: made.value.width, height: made.value.height } as const)
      : null;
    known.set(key, image);
    return image;
  };
  return { draw, broken };
}

/** What a reader finds in a message, pictures by what they say. */
function seen(view: View): string {
  return view.blocks
    .map((block: Block) => {
      switch (block.kind) {
        case 'note':
          return plain(block.content);
        case 'picture':
          return block.alt;
        case 'options':
        case 'actions':
          return block.choices.map((choice) => plain(choice.label)).join(' ');
        case 'divider':
        case 'spoiler':
        case 'drawing':
          return '';
        default:
          return plainBlocks([block]);
      }
    })
    .join('\n');
}

/** Words of any language, without what a formula's spelling changes. */
const wordsOf = (content: Prose): string[] =>
  content.flatMap((node) => (node.kind === 'text' ? (node.text.match(/[\p{L}]{2,}/gu) ?? []) : []));
const formulasOf = (content: Prose): string[] => content.flatMap((node) => (node.kind === 'math' ? [node.tex] : []));

describe('a digest of every topic', () => {
  it.each(PLATFORMS)(
    'reads whole in both languages on %s: no cut formula, no lost word',
    async (_, can) => {
      const { draw, broken } = easel();
      const world = await World.open({ start: '2026-01-01T08:00:00+08:00' });
      const olga = world.person('Olga', { manager: true });
      const posted = new Set<string>();
      for (const locale of ['zh', 'en'] as const) {
        await olga.says(`/settings language ${locale}`);
        await olga.says('/schedule digest 09:00');
        for (let day = 0; day < 51; day++) await world.pass(24 * 3600);
      }
      const rows = await world.database.db
        .selectFrom('outbox')
        .select(['view', 'key', 'locale'])
        .where('key', 'like', 'd.%')
        .orderBy('id')
        .execute();
      const digests = await world.database.db.selectFrom('digest').selectAll().orderBy('id').execute();
      expect(rows).toHaveLength(102);
      for (const [index, row] of rows.entries()) {
        const digest = digests[index];
        if (!digest) throw new Error('a post without a digest');
        posted.add(`${digest.slug} ${digest.locale}`);
        const { view } = await drawn(JSON.parse(row.view) as View, can, digest.locale as 'zh' | 'en', draw);
        const parts = fitted(view, can);
        const text = parts.map(seen).join('\n');
        const summary = JSON.parse(digest.summary) as { sentences: Prose[]; takeaways: Prose[] };
        for (const line of [...summary.sentences, ...summary.takeaways]) {
          for (const word of wordsOf(line)) expect(text, `${digest.slug} ${digest.locale}`).toContain(word);
          for (const tex of formulasOf(line)) {
            const whole = [tex, spelled(tex).text].some((form) => text.includes(form));
            expect(whole, `${digest.slug} ${digest.locale}: ${tex}`).toBe(true);
          }
        }
      }
      expect(posted.size).toBe(102);
      expect(broken).toEqual([]);
      await world.close();
    },
    600_000,
  );
});
