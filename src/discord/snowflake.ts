import { type Instant, instant } from '../kernel/time.ts';

/** 2015-01-01T00:00:00Z, from which Discord counts. */
const EPOCH = 1_420_070_400_000;

/** When the thing with this id came to be, to the millisecond: for an interaction, when the person acted. */
export const snowflakeTime = (id: string): Instant => instant(Number(BigInt(id) >> 22n) + EPOCH);
