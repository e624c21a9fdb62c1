import type { Cue } from '$lib/domain/cues.ts';
import type { ExportOptions } from './format.ts';

/** A frame rate as the fraction it is: 29.97 is 30000/1001. `nominal` frames make a second of timecode. */
export type FrameRate = { numerator: number; denominator: number; nominal: number };

export const frameRateOf = ({ frameRate = 25 }: Pick<ExportOptions, 'frameRate'>): FrameRate => {
  const nominal = Math.max(1, Math.round(frameRate));
  const isNtsc = Math.abs(frameRate - (nominal * 1000) / 1001) < 0.005;
  return isNtsc
    ? { numerator: nominal * 1000, denominator: 1001, nominal }
    : { numerator: nominal, denominator: 1, nominal };
};

/** Each time is rounded by itself, so nothing drifts however long the recording is. */
export const toFrame = (seconds: number, rate: FrameRate): number =>
  Math.round((seconds * rate.numerator) / rate.denominator);

/** `hh:mm:ss:ff`, counted without dropped frames. */
export const timecode = (frame: number, { nominal }: FrameRate): string => {
  const seconds = Math.floor(frame / nominal);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % nominal];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
};

/** Spans laid on frames: each at least one frame long, none over the next. */
export const onFrames = <Span extends Pick<Cue, 'start' | 'end'>>(
  spans: readonly Span[],
  rate: FrameRate,
): (Span & { startFrame: number; endFrame: number })[] => {
  let free = 0;
  const placed = spans.map((span) => {
    const startFrame = Math.max(free, toFrame(span.start, rate));
    free = startFrame + 1;
    return { ...span, startFrame, endFrame: Math.max(startFrame + 1, toFrame(span.end, rate)) };
  });
  for (const [index, span] of placed.entries()) {
    span.endFrame = Math.min(span.endFrame, placed[index + 1]?.startFrame ?? Infinity);
  }
  return placed;
};
