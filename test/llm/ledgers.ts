import type { Summary, SummaryCache, UsageLedger } from '../../src/app/summariser.ts';

export type Recorded = Parameters<UsageLedger['record']>[0];

export class MemoryCache implements SummaryCache {
  readonly kept = new Map<string, Summary>();
  get = async (key: string): Promise<Summary | null> => this.kept.get(key) ?? null;
  put = async (key: string, summary: Summary): Promise<void> => {
    this.kept.set(key, summary);
  };
}

/** A day that does not end. */
export class MemoryLedger implements UsageLedger {
  readonly calls: Recorded[] = [];
  record = async (call: Recorded): Promise<void> => {
    this.calls.push(call);
  };
  today = async (): Promise<number> => this.calls.reduce((sum, call) => sum + call.promptTokens + call.completionTokens, 0);
  callsToday = async (): Promise<number> => this.calls.length;
}
