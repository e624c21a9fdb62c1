import type { Pcm, Span } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { RecogniseOptions, SpeechWindow, WindowResult } from '$lib/domain/ports.ts';

export type Loaded = { device: 'wasm' | 'webgpu'; threads: number; maxWindowSeconds: number };

/** What the speech worker answers. `transcribe` names the model too: a worker started anew loads it first. */
export type SpeechApi = {
  load(model: ModelRef, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<Loaded>;
  transcribe(
    request: { model: ModelRef; pcm: Pcm; window: SpeechWindow; options: RecogniseOptions },
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<WindowResult>;
  quietest(pcm: Pcm, search: Span): Promise<number>;
};

/** What the detector worker answers. */
export type DetectorApi = {
  probabilities(
    pcm: Pcm,
    segment: number,
    signal: AbortSignal,
  ): Promise<{ kind: 'silero' | 'energy'; frames: Uint8Array }>;
};
