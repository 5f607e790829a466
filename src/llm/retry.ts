import type { Result } from '../kernel/result.ts';
import { type Millis, millis, seconds } from '../kernel/time.ts';
import type { ModelFault } from './model.ts';

export interface RetryRules {
  /** In all, the first included. */
  readonly attempts: number;
  /** Doubled after each attempt; the wait is drawn from 0 to it ("full jitter", Marc Brooker, AWS Architecture Blog, 2015). */
  readonly backoff: Millis;
  /** No single wait is longer. A server that asks for more is not asked again. */
  readonly longest: Millis;
}

export const RETRY_RULES: RetryRules = { attempts: 3, backoff: seconds(1), longest: seconds(10) };

/** Time and chance, given by who runs the program. */
export interface Pacing {
  /** Resolves when the time is over or the signal aborts, whichever is first. */
  sleep(wait: Millis, signal: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

/** Asks again while that may help. Gives the last fault, also when the signal ends the waiting. */
export async function retry<T>(
  attempt: () => Promise<Result<T, ModelFault>>,
  signal: AbortSignal,
  pacing: Pacing,
  rules: RetryRules = RETRY_RULES,
): Promise<Result<T, ModelFault>> {
  for (let made = 1; ; made++) {
    const result = await attempt();
    if (result.ok || made >= rules.attempts || !passing(result.error)) return result;
    const asked = result.error.kind === 'limited' ? result.error.retryAfter : null;
    if (asked !== null && asked > rules.longest) return result;
    await pacing.sleep(asked ?? millis(pacing.random() * Math.min(rules.longest, rules.backoff * 2 ** (made - 1))), signal);
    if (signal.aborted) return result;
  }
}

/** Whether the same question may be answered a moment later. */
function passing(fault: ModelFault): boolean {
  return (
    fault.kind === 'limited' || fault.kind === 'server' || fault.kind === 'network' || (fault.kind === 'cut' && fault.by === 'connection')
  );
}
