import { between, type Instant, instant } from './time.ts';

/** What each of many may do: so much at once, and then so much a second. */
export interface Allowance<Who> {
  /** `told`: the time before was too much already. */
  take(who: Who, at: Instant): { readonly ok: boolean; readonly told: boolean };
}

/** Those remembered; who has not acted for longest is forgotten. */
const MOST = 10_000;

export function allowance<Who>({ burst, perSecond }: { burst: number; perSecond: number }): Allowance<Who> {
  const known = new Map<Who, { left: number; filled: Instant; told: boolean }>();
  return {
    take(who, at) {
      const before = known.get(who) ?? { left: burst, filled: at, told: false };
      known.delete(who);
      const passed = Math.max(0, between(before.filled, at)) / 1000;
      const left = Math.min(burst, before.left + passed * perSecond);
      const ok = left >= 1;
      known.set(who, { left: ok ? left - 1 : left, filled: instant(Math.max(at, before.filled)), told: !ok });
      const oldest = known.keys().next();
      if (known.size > MOST && !oldest.done) known.delete(oldest.value);
      return { ok, told: before.told };
    },
  };
}
