/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number & { readonly __unit: 'instant' };
/** A length of time in milliseconds. */
export type Millis = number & { readonly __unit: 'millis' };

/** The only way the core learns the time. There are no timers: a deadline is a stored row. */
export interface Clock {
  now(): Instant;
}

export const instant = (epochMillis: number): Instant => epochMillis as Instant;
export const millis = (value: number): Millis => value as Millis;
export const seconds = (value: number): Millis => (value * 1000) as Millis;
export const minutes = (value: number): Millis => seconds(value * 60);
export const hours = (value: number): Millis => minutes(value * 60);
export const days = (value: number): Millis => hours(value * 24);

export const after = (at: Instant, wait: Millis): Instant => (at + wait) as Instant;
export const between = (from: Instant, to: Instant): Millis => (to - from) as Millis;
