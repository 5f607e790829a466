import { hours } from '../kernel/time.ts';

/** That a room or a person was seen is written down at most as often. */
export const NOTED = hours(1);
