import type { Kysely } from 'kysely';
import type { Summary, SummaryCache, UsageLedger } from '../app/summariser.ts';
import type { Clock } from '../kernel/time.ts';
import type { Schema } from './schema.ts';

export const summaryCache = (db: Kysely<Schema>, clock: Clock): SummaryCache => ({
  async get(key) {
    const row = await db.selectFrom('summary').select('summary').where('key', '=', key).executeTakeFirst();
    return row ? (JSON.parse(row.summary) as Summary) : null;
  },
  async put(key, summary) {
    const values = { summary: JSON.stringify(summary), at: clock.now() };
    await db
      .insertInto('summary')
      .values({ key, ...values })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
      .execute();
  },
});

/** Days are UTC, as model providers bill. */
export const usageLedger = (db: Kysely<Schema>, clock: Clock): UsageLedger => {
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' }).format(clock.now());
  return {
    async record(call) {
      await db
        .insertInto('usage')
        .values({
          day: today(),
          model: call.model,
          purpose: call.purpose,
          outcome: call.outcome,
          calls: 1,
          prompt_tokens: call.promptTokens,
          completion_tokens: call.completionTokens,
        })
        .onConflict((conflict) =>
          conflict.columns(['day', 'model', 'purpose', 'outcome']).doUpdateSet((e) => ({
            calls: e('usage.calls', '+', 1),
            prompt_tokens: e('usage.prompt_tokens', '+', call.promptTokens),
            completion_tokens: e('usage.completion_tokens', '+', call.completionTokens),
          })),
        )
        .execute();
    },
    async today() {
      const row = await db
        .selectFrom('usage')
        .select((e) => e.fn.sum<number | null>(e('prompt_tokens', '+', e.ref('completion_tokens'))).as('tokens'))
        .where('day', '=', today())
        .executeTakeFirstOrThrow();
      return row.tokens ?? 0;
    },
    async callsToday() {
      const row = await db
        .selectFrom('usage')
        .select((e) => e.fn.sum<number | null>('calls').as('calls'))
        .where('day', '=', today())
        .executeTakeFirstOrThrow();
      return row.calls ?? 0;
    },
  };
};
