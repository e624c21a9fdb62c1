import type { Span } from './artifacts.ts';
import { mergeSpans, subtractSpans } from './cut-list.ts';
import type { Transcript } from './transcript.ts';

export type SilenceOptions = {
  /** Pauses at least this long are shortened, in seconds. */
  thresholdSeconds: number;
  /** Silence left on each side of what is cut, in seconds, so that no breath or soft ending is lost. */
  paddingSeconds: number;
};

/**
 * Stretches to leave out so that no pause is longer than twice the padding: where neither the speech detector heard
 * somebody nor a word stands. The pause before the first word and after the last counts too. Ascending, apart.
 */
export const findSilences = (
  { speech, transcript, durationSeconds }: { speech: readonly Span[]; transcript: Transcript; durationSeconds: number },
  { thresholdSeconds, paddingSeconds }: SilenceOptions,
): Span[] => {
  const words = transcript.paragraphs.flatMap(({ words: list }) =>
    list.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }])),
  );
  const quiet = subtractSpans([{ start: 0, end: durationSeconds }], mergeSpans([...speech, ...words]));
  return quiet
    .filter(({ start, end }) => end - start >= thresholdSeconds)
    .map(({ start, end }) => ({
      start: start === 0 ? 0 : start + paddingSeconds,
      end: end === durationSeconds ? end : end - paddingSeconds,
    }))
    .filter(({ start, end }) => end > start);
};
