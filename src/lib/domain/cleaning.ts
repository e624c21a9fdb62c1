import * as v from 'valibot';
import type { Span } from './artifacts.ts';

/** How a recording is made clearer to listen to. The original is never touched: this makes a copy. */
export const cleaningSchema = v.object({
  /** Everything below is taken out; 0 for none. */
  highPassHz: v.pipe(v.number(), v.minValue(0), v.maxValue(400)),
  /** `gentle`: spectral (ffmpeg's afftdn). `strong`: RNNoise, a network that keeps voices and little else. */
  denoise: v.picklist(['off', 'gentle', 'strong']),
  /** Mains frequency to take out, with its harmonics; 0 for none. */
  humHz: v.picklist([0, 50, 60]),
  declick: v.boolean(),
  /** Evens out soft and loud speakers. */
  level: v.boolean(),
  /** Integrated loudness to bring it to (EBU R 128); null leaves it. */
  loudnessLufs: v.nullable(v.pipe(v.number(), v.minValue(-31), v.maxValue(-14))),
  /** Pauses are shortened to this; null leaves them. Times then differ from the recording's: see `SoundMap`. */
  longestPauseSeconds: v.nullable(v.pipe(v.number(), v.minValue(0.2), v.maxValue(10))),
  /** With the pitch kept. */
  speed: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
});
export type Cleaning = v.InferOutput<typeof cleaningSchema>;

export const noCleaning: Cleaning = {
  highPassHz: 0,
  denoise: 'off',
  humHz: 0,
  declick: false,
  level: false,
  loudnessLufs: null,
  longestPauseSeconds: null,
  speed: 1,
};

export const cleaningPresets = {
  voice: { ...noCleaning, highPassHz: 80, denoise: 'strong', loudnessLufs: -16 },
  meeting: { ...noCleaning, highPassHz: 100, denoise: 'strong', level: true, loudnessLufs: -16 },
  gentle: { ...noCleaning, highPassHz: 60, denoise: 'gentle', loudnessLufs: -16 },
  loudness: { ...noCleaning, loudnessLufs: -16 },
  none: noCleaning,
} as const satisfies Record<string, Cleaning>;
export type CleaningPreset = keyof typeof cleaningPresets;

const same = (one: Cleaning, other: Cleaning): boolean =>
  (Object.keys(noCleaning) as (keyof Cleaning)[]).every((key) => one[key] === other[key]);

export const isNoCleaning = (cleaning: Cleaning): boolean => same(cleaning, noCleaning);

/** The preset a cleaning is, if it is one. */
export const presetOf = (cleaning: Cleaning): CleaningPreset | undefined =>
  (Object.keys(cleaningPresets) as CleaningPreset[]).find((name) => same(cleaning, cleaningPresets[name]));

/** The same sound on the recording's own clock. */
export const onTheClock = (cleaning: Cleaning): Cleaning => ({ ...cleaning, longestPauseSeconds: null, speed: 1 });

/** `highpass=80 denoise=strong …`: what goes into the tags of a file and into the log. */
export const cleaningText = (cleaning: Cleaning): string =>
  (Object.keys(noCleaning) as (keyof Cleaning)[])
    .filter((key) => cleaning[key] !== noCleaning[key])
    .map((key) => `${key}=${cleaning[key]}`)
    .join(' ');

/**
 * What is kept when pauses are shortened: speech, and of each pause a part at its beginning and its end. Spans in order,
 * none touching the next.
 */
export const keptSpans = (speech: readonly Span[], totalSeconds: number, longestPauseSeconds: number): Span[] => {
  const half = longestPauseSeconds / 2;
  const kept: { start: number; end: number }[] = [];
  const add = (start: number, end: number) => {
    const last = kept.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) kept.push({ start, end });
  };
  for (const { start, end } of speech) add(Math.max(0, start - half), Math.min(totalSeconds, end + half));
  return kept;
};

/** Where a moment of the recording stands in a copy that keeps some of it and plays at another speed, and back. */
export class SoundMap {
  constructor(
    private readonly kept: readonly Span[] | null,
    private readonly speed: number,
  ) {}

  /** Seconds of the copy; of a moment that was left out, where it would have been. */
  toCopy(seconds: number): number {
    if (!this.kept) return seconds / this.speed;
    const before = this.kept.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(seconds, end) - start), 0);
    return before / this.speed;
  }

  /** Seconds of the recording. */
  toRecording(seconds: number): number {
    let left = seconds * this.speed;
    if (!this.kept) return left;
    for (const { start, end } of this.kept) {
      if (left <= end - start) return start + left;
      left -= end - start;
    }
    return this.kept.at(-1)?.end ?? 0;
  }

  copySeconds(totalSeconds: number): number {
    return this.toCopy(totalSeconds);
  }
}
