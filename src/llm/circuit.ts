import { err } from '../kernel/result.ts';
import { after, type Clock, type Instant, type Millis, minutes } from '../kernel/time.ts';
import type { Attempt } from './attempt.ts';

export interface CircuitRules {
  /** Failures in a row until the circuit opens, of whatever kind: a model that only writes what cannot be used is as good as away. */
  readonly failures: number;
  /** How long it stays open. Then one attempt is let through; the others wait for how that ends. */
  readonly pause: Millis;
}

export const CIRCUIT_RULES: CircuitRules = { failures: 5, pause: minutes(10) };

export type CircuitState = 'closed' | 'half-open' | 'open';

export interface Circuit {
  readonly attempt: Attempt;
  state(): CircuitState;
}

/** Leaves a model alone that has failed several times in a row. */
export function circuit(attempt: Attempt, clock: Clock, rules: CircuitRules = CIRCUIT_RULES): Circuit {
  let failures = 0;
  let openUntil: Instant | null = null;
  let trying = false;

  const state = (): CircuitState => (openUntil === null ? 'closed' : clock.now() < openUntil ? 'open' : 'half-open');

  return {
    state,
    async attempt(article) {
      const trial = openUntil !== null;
      if (openUntil !== null && (state() === 'open' || trying)) return err({ kind: 'circuit-open', until: openUntil });
      trying = trial;
      try {
        const result = await attempt(article);
        failures = result.ok ? 0 : failures + 1;
        if (result.ok) openUntil = null;
        else if (trial || (openUntil === null && failures >= rules.failures)) openUntil = after(clock.now(), rules.pause);
        return result;
      } finally {
        if (trial) trying = false;
      }
    },
  };
}
