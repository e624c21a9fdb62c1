import { elapsedClock } from '$lib/core/time.ts';

/** How long something is: with tenths where it is short. */
export const lengthClock = (seconds: number): string => elapsedClock(seconds, seconds < 60 ? 1 : 0);
