import type { Pcm, Span } from './artifacts.ts';
import type { DeviceReason } from './device-choice.ts';
import type { ModelRef } from './model.ts';

/** What recognition asks of the engines that hear. */

/** What the detector's network remembers of the sound up to somewhere: plain numbers, kept with a checkpoint. */
export type DetectorMemory = { readonly hidden: Float32Array; readonly cell: Float32Array };

/** `frames`: speech probability of each 512-sample frame (32 ms), 0…255. `memory`: behind the last; null where there is none. */
export type Detected = { frames: Uint8Array; memory: DetectorMemory | null };

export interface SpeechDetector {
  /**
   * Listens to one sealed PCM segment. `before` is the memory behind the segment before it: the sound is then heard as in one
   * go. Without it the end of that segment is listened to first, so segments can be asked for in any order.
   */
  probabilities(pcm: Pcm, segment: number, before: DetectorMemory | null, signal: AbortSignal): Promise<Detected>;
  readonly kind: 'silero' | 'energy';
}

/** A window of at most 30 s, packed from stretches of the file; pieces stand one behind the other in window time. */
export type SpeechWindow = { index: number; pieces: readonly Span[] };

/**
 * Times in seconds of window time; `mapToFile` in pipelines/transcription/windows.ts translates. `probability`: null where
 * what heard it does not tell.
 */
export type WindowWord = { text: string; start: number; end: number; probability: number | null; joined?: boolean };
export type WindowSegment = { start: number; end: number; text: string; words: readonly WindowWord[] };
export type WindowResult = {
  index: number;
  language: string | null;
  languageProbability: number | null;
  noSpeechProbability: number;
  averageLogProbability: number;
  compressionRatio: number;
  temperature: number;
  segments: readonly WindowSegment[];
  /** How far into the window the text goes, in seconds; the end where it is not given. */
  reachedSeconds?: number;
};

export type RecogniseOptions = {
  language: string | 'auto';
  task: 'transcribe' | 'translate';
  /** Lines of text followed side by side; 1, the default, takes the likeliest token each time. */
  beamSize?: number;
  /** Text for the model to take as what was said before, where it can: names and terms spelt as they are there. */
  prompt?: string;
  /** What the model leaves of a window is not decoded by itself: the caller goes on from `reachedSeconds`. */
  stopsEarly?: boolean;
};

/** What a loaded model runs on, and how it likes its windows: at most so long, so many at a time. */
export type LoadedModel = {
  device: 'wasm' | 'webgpu' | 'server';
  threads: number;
  maxWindowSeconds: number;
  windowsAtOnce: number;
  /** Why there. */
  reason?: DeviceReason;
  /** True where times of words are reckoned from their length: the model does not tell them. */
  hasEstimatedTimes?: boolean;
};

export interface SpeechEngine {
  /** Loads the model unless it is loaded; the device may come out lower on the ladder than asked. */
  load(model: ModelRef, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<LoadedModel>;
  /** Windows decoded side by side, at most as many as the model likes; `onText` tells the text of one as it grows. */
  transcribe(
    pcm: Pcm,
    windows: readonly SpeechWindow[],
    options: RecogniseOptions,
    onText: (index: number, text: string) => void,
    signal: AbortSignal,
  ): Promise<readonly WindowResult[]>;
  /** What runs now: a card found wanting while it heard has given way to the processor. */
  running?(): Pick<LoadedModel, 'device' | 'threads' | 'reason'> | undefined;
  /** Where within `search` it is quietest, in seconds of the recording: a place to cut long speech. */
  quietest?(pcm: Pcm, search: Span, signal: AbortSignal): Promise<number>;
}
