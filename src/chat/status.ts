import type { Instant } from '../kernel/time.ts';
import type { Platform } from './place.ts';
import type { TransportState } from './transport.ts';

/** What an operator wants to know at a glance. Plain JSON; no secret and nobody's text is in it. */
export interface StatusReport {
  readonly version: string;
  readonly now: Instant;
  readonly started: Instant;
  readonly platforms: readonly { readonly platform: Platform; readonly state: TransportState }[];
  readonly schedules: readonly ScheduleStatus[];
  readonly due: readonly DueStatus[];
  readonly deliveries: {
    readonly pending: number;
    /** When the oldest message that is still undelivered was written. */
    readonly oldest: Instant | null;
    /** The newest failures, newest first. */
    readonly failed: readonly { readonly room: string; readonly kind: string; readonly at: Instant; readonly why: string }[];
  };
  readonly usage: {
    /** Null: no model is configured. */
    readonly model: string | null;
    readonly calls: number;
    readonly tokensToday: number;
    /** Null: no daily limit. */
    readonly tokensAllowed: number | null;
    readonly circuit: 'closed' | 'half-open' | 'open';
  };
  readonly corpus: {
    readonly topics: number;
    readonly articles: number;
    readonly imported: number;
    readonly questions: number;
    readonly terms: number;
  };
}

export interface ScheduleStatus {
  /** The room's title. */
  readonly room: string;
  /** `digest`, `quiz`, in the reader's language. */
  readonly kind: string;
  /** `08:30, Mon–Fri`, in the reader's language. */
  readonly cadence: string;
  readonly timeZone: string;
  /** Null: paused. */
  readonly next: Instant | null;
  /** How the last one went, in the reader's language. */
  readonly last: { readonly at: Instant; readonly outcome: string } | null;
}

/** A stored deadline that has not been met yet. */
export interface DueStatus {
  readonly kind: string;
  /** The room's title, where it belongs to one. */
  readonly room: string | null;
  readonly at: Instant;
  readonly attempts: number;
}
