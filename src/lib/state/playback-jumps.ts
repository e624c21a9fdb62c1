import type { Span } from '$lib/domain/artifacts.ts';
import { type CutList, keptAfter, keptAt } from '$lib/domain/cut-list.ts';

/** At `at` playing goes on at `to`; null where it stops there. Seconds of the file. */
export type Jump = { at: number; to: number | null };

export type Route = {
  /** What is heard; null where everything is. */
  list: CutList | null;
  /** The stretch that is played again and again. */
  loop: Span | null;
};

/** A gap shorter than this between two kept stretches is none. */
const epsilon = 1e-6;

/** The first moment from `seconds` on that is heard. */
const heardFrom = (list: CutList | null, seconds: number): number | null => {
  if (!list || keptAt(list, seconds)) return seconds;
  return keptAfter(list, seconds)?.start ?? null;
};

/** Where the loop begins to be heard; null where all of it is cut. */
const loopStart = ({ list, loop }: Route): number | null => {
  const start = loop && heardFrom(list, loop.start);
  return start !== null && start < loop!.end ? start : null;
};

/**
 * The next place where playing does not simply go on, for a player that stands at `seconds`. In a cut it is that very
 * place. A loop that was left behind holds nobody.
 */
export const nextJump = (route: Route, seconds: number): Jump | null => {
  const { list, loop } = route;
  const kept = list && keptAt(list, seconds);
  const end = list ? (kept?.end ?? seconds) : Infinity;
  const again = loopStart(route);
  if (loop && again !== null && seconds < loop.end) {
    const next = list && keptAfter(list, seconds);
    const isLast = end >= loop.end || !next || next.start >= loop.end;
    if (isLast) return { at: Math.min(end, loop.end), to: again };
  }
  if (!list || end >= list.durationSeconds - epsilon) return null;
  return { at: end, to: keptAfter(list, seconds)?.start ?? null };
};
