import type { Clock } from '../kernel/time.ts';
import { instant } from '../kernel/time.ts';

export const systemClock: Clock = { now: () => instant(Date.now()) };
