import type { Span } from '$lib/domain/artifacts.ts';

/** One probability, 0…255, stands for so many seconds: 512 samples at 16 kHz. */
export const frameSeconds = 0.032;

/** Thresholds and times as Silero's authors recommend, a little more patient: recognition likes whole phrases. */
const enterAt = 0.5 * 255;
const leaveAt = 0.35 * 255;
const shortestSpeech = frames(0.25);
const shortestPause = frames(0.4);
const padSeconds = 0.12;

function frames(seconds: number): number {
  return Math.ceil(seconds / frameSeconds);
}

/** A search under way, in frames. Plain data: it is kept as a checkpoint. */
export type SpanSearch = {
  readonly frames: number;
  /** Where the speech that still goes on began. */
  readonly since: number | null;
  /** Where that speech fell silent, if it did; a long enough pause ends it there. */
  readonly quietSince: number | null;
  readonly found: readonly (readonly [start: number, end: number])[];
};

export const emptySearch: SpanSearch = { frames: 0, since: null, quietSince: null, found: [] };

const isLongEnough = (start: number, end: number): boolean => end - start >= shortestSpeech;

/**
 * Goes on through the next frames. Speech begins where the probability reaches 0.5 and ends where it falls below 0.35
 * and does not come back to 0.5 for 400 ms; what is shorter than 250 ms is none. (Hysteresis of Silero's
 * `get_speech_timestamps`.)
 */
export const searchOn = (search: SpanSearch, probabilities: Uint8Array): SpanSearch => {
  let { since, quietSince } = search;
  const found = [...search.found];
  for (const [index, probability] of probabilities.entries()) {
    const frame = search.frames + index;
    if (since === null) {
      if (probability >= enterAt) since = frame;
    } else if (probability >= enterAt) {
      quietSince = null;
    } else {
      if (probability < leaveAt) quietSince ??= frame;
      if (quietSince !== null && frame + 1 - quietSince >= shortestPause) {
        if (isLongEnough(since, quietSince)) found.push([since, quietSince]);
        since = quietSince = null;
      }
    }
  }
  return { frames: search.frames + probabilities.length, since, quietSince, found };
};

/**
 * Spans in seconds, in order, none touching the next, widened by 120 ms on both sides so that no soft sound is cut.
 * Speech that still goes on is the last one, up to `endSeconds`, where the search or the recording ends.
 */
export const spansOf = (search: SpanSearch, endSeconds: number): Span[] => {
  const { found, since, quietSince, frames: done } = search;
  const open = quietSince ?? done;
  const all = since !== null && isLongEnough(since, open) ? [...found, [since, open] as const] : found;
  return all
    .map(([start, end]) => ({
      start: Math.max(0, start * frameSeconds - padSeconds),
      end: Math.min(endSeconds, end * frameSeconds + padSeconds),
    }))
    .filter(({ start, end }) => end > start);
};
