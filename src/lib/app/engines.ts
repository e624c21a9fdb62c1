import { noteTakes, type NotedTakes } from '$lib/db/noted-takes.ts';
import type { Scope } from '$lib/core/scope.ts';
import type {
  AudioRenderer,
  MediaEngine,
  MediaRenderer,
  PatternFinder,
  SearchIndex,
  SpeechDetector,
  SpeechEngine,
  TextEngine,
} from '$lib/domain/ports.ts';
import { createPatternFinder } from '$lib/workers/find/client.ts';
import { createFetcher, type Fetcher } from '$lib/workers/fetch/client.ts';
import { createMediaEngine } from '$lib/workers/media/client.ts';
import { createAudioRenderer } from '$lib/workers/media/renderer.client.ts';
import { createSearchIndex } from '$lib/workers/search/client.ts';
import { createMediaRenderer } from '$lib/workers/render/client.ts';
import { createSpeechEngine } from '$lib/workers/speech/client.ts';
import { createCompiledRuntime, type CompiledRuntime } from '$lib/workers/speech/compiled.ts';
import type { Effort } from '$lib/workers/speech/effort.ts';
import { createSpeechDetector } from '$lib/workers/speech/detector.client.ts';
import { createStorageWorker, type StorageWorker } from '$lib/workers/storage/client.ts';
import { createTextEngine } from '$lib/workers/text/client.ts';

/** The workers behind their ports. None is started before its first call. */
export type Engines = {
  /** Its takes are noted outside of OPFS, their only home while they are recorded. */
  storage: StorageWorker & { takes: NotedTakes };
  media: MediaEngine;
  renderer: AudioRenderer;
  mediaRenderer: MediaRenderer;
  speech: SpeechEngine;
  detector: SpeechDetector;
  text: TextEngine;
  fetcher: Fetcher;
  search: SearchIndex;
  patterns: PatternFinder;
  /** The speech runtime, compiled once for every worker. */
  compiled: CompiledRuntime;
};

/** `effort`: how hard recognition may work, asked before each window. */
export const openEngines = (scope: Scope, effort: () => Effort = () => 'balanced'): Engines => {
  const owned = <T extends { dispose(): void }>(engine: T): T => {
    scope.own(() => engine.dispose());
    return engine;
  };
  const worker = createStorageWorker();
  const storage = { ...worker, takes: noteTakes(worker.takes, localStorage) };
  const compiled = createCompiledRuntime();
  scope.own(() => storage.stop());
  const renderer = owned(createAudioRenderer());
  return {
    storage,
    media: owned(createMediaEngine()),
    renderer,
    mediaRenderer: owned(createMediaRenderer(renderer)),
    speech: owned(createSpeechEngine({ compiled, effort })),
    detector: owned(createSpeechDetector(compiled)),
    text: owned(createTextEngine()),
    fetcher: owned(createFetcher()),
    search: owned(createSearchIndex()),
    patterns: owned(createPatternFinder()),
    compiled,
  };
};
