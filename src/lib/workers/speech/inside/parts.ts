import type { WindowResult } from '$lib/domain/ports.ts';
import type { Attempt } from './attempt.ts';
import type { TokenSegment } from './segments.ts';
import { inOrder } from './word-times.ts';

/** A window is sometimes decoded in several parts, one after the other; this puts their results together. */

export const textOf = (parts: readonly WindowResult[]): string =>
  parts.flatMap((part) => part.segments.map((segment) => segment.text)).join(' ');

/** How far the text goes: everything unless the model stopped at a timestamp before the end, or in a loop. */
export const reachOf = (cuts: readonly TokenSegment[], made: Attempt, seconds: number): number => {
  const closed = cuts.findLast((segment) => segment.isClosed);
  return cuts.length > 0 && closed && (made.endedBy !== 'end' || cuts.at(-1)!.isClosed) ? closed.end : seconds;
};

export const silent = (index: number): WindowResult => ({
  index,
  language: null,
  languageProbability: null,
  noSpeechProbability: 1,
  averageLogProbability: 0,
  compressionRatio: 0,
  temperature: 0,
  segments: [],
});

export const shifted = (result: WindowResult, seconds: number): WindowResult => ({
  ...result,
  segments: result.segments.map((segment) => ({
    ...segment,
    start: segment.start + seconds,
    end: segment.end + seconds,
    words: segment.words.map((word) => ({ ...word, start: word.start + seconds, end: word.end + seconds })),
  })),
});

/** The first part's facts, the worst part's doubts, all segments with their starts still in order. */
export const joined = (parts: readonly WindowResult[], seconds: number): WindowResult => {
  if (parts.length === 1) return parts[0]!;
  const words = inOrder(
    parts.flatMap((part) => part.segments.flatMap((segment) => segment.words)),
    seconds,
  );
  let at = 0;
  const segments = parts.flatMap((part) =>
    part.segments.map((segment) => {
      const own = words.slice(at, (at += segment.words.length));
      return { ...segment, start: own[0]!.start, end: own.at(-1)!.end, words: own };
    }),
  );
  return {
    ...parts[0]!,
    averageLogProbability: Math.min(...parts.map((part) => part.averageLogProbability)),
    compressionRatio: Math.max(...parts.map((part) => part.compressionRatio)),
    temperature: Math.max(...parts.map((part) => part.temperature)),
    segments,
  };
};
