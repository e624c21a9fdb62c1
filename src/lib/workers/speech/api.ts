import type { Pcm, Span } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { Trial } from '$lib/domain/trial.ts';
import type {
  Detected,
  DetectorMemory,
  LoadedModel,
  RecogniseOptions,
  SpeechWindow,
  WindowResult,
} from '$lib/domain/ports.ts';

/**
 * The model to work with and the means to: the runtime compiled by the page, so that its workers share the machine code;
 * the threads to use; and how long to rest for each second of work. A worker started anew loads the model first.
 */
export type Means = {
  model: ModelRef;
  compiled: WebAssembly.Module | undefined;
  threads: number | undefined;
  rest: number;
};

/** What the speech worker answers. */
export type SpeechApi = {
  load(means: Means, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<LoadedModel>;
  transcribe(
    request: { means: Means; pcm: Pcm; windows: readonly SpeechWindow[]; options: RecogniseOptions },
    onText: (index: number, text: string) => void,
    signal: AbortSignal,
  ): Promise<readonly WindowResult[]>;
  quietest(pcm: Pcm, search: Span): Promise<number>;
  trial(means: Means, signal: AbortSignal): Promise<Trial>;
};

/** What the detector worker answers. */
export type DetectorApi = {
  probabilities(
    asked: { pcm: Pcm; segment: number; before: DetectorMemory | null },
    compiled: WebAssembly.Module | undefined,
    signal: AbortSignal,
  ): Promise<Detected & { kind: 'silero' | 'energy' }>;
};
