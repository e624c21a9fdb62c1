import type { Scope } from '$lib/core/scope.ts';
import type { AudioRenderer, MediaEngine, MediaRenderer, SearchIndex, SpeechDetector, SpeechEngine } from '$lib/domain/ports.ts';
import { createFetcher, type Fetcher } from '$lib/workers/fetch/client.ts';
import { createMediaEngine } from '$lib/workers/media/client.ts';
import { createAudioRenderer } from '$lib/workers/media/renderer.client.ts';
import { createSearchIndex } from '$lib/workers/search/client.ts';
import { createMediaRenderer } from '$lib/workers/render/client.ts';
import { createSpeechEngine } from '$lib/workers/speech/client.ts';
import { createSpeechDetector } from '$lib/workers/speech/detector.client.ts';
import { createStorageWorker, type StorageWorker } from '$lib/workers/storage/client.ts';

/** The workers behind their ports. None is started before its first call. */
export type Engines = {
  storage: StorageWorker;
  media: MediaEngine;
  renderer: AudioRenderer;
  mediaRenderer: MediaRenderer;
  speech: SpeechEngine;
  detector: SpeechDetector;
  fetcher: Fetcher;
  search: SearchIndex;
};

export const openEngines = (scope: Scope): Engines => {
  const owned = <T extends { dispose(): void }>(engine: T): T => {
    scope.own(() => engine.dispose());
    return engine;
  };
  const storage = createStorageWorker();
  scope.own(() => storage.stop());
  const renderer = owned(createAudioRenderer());
  return {
    storage,
    media: owned(createMediaEngine()),
    renderer,
    mediaRenderer: owned(createMediaRenderer(renderer)),
    speech: owned(createSpeechEngine()),
    detector: owned(createSpeechDetector()),
    fetcher: owned(createFetcher()),
    search: owned(createSearchIndex()),
  };
};
