import type { ModelRef } from '$lib/domain/model.ts';
import type { Trial } from '$lib/domain/trial.ts';
import { WorkerHost } from '../host.ts';
import type { SpeechApi } from './api.ts';
import type { CompiledRuntime } from './compiled.ts';

/** Measures a model in a worker of its own, which is thrown away: a running transcription is not disturbed. */
export const tryModel = async (model: ModelRef, compiled: CompiledRuntime, signal: AbortSignal): Promise<Trial> => {
  const start = () => new Worker(new URL('./speech.worker.ts', import.meta.url), { type: 'module', name: 'trial' });
  const host = new WorkerHost<SpeechApi>(start);
  const means = { model, compiled: await compiled(), threads: undefined, rest: 0 };
  try {
    return await host.call(signal, (api, own) => api.trial(means, own));
  } finally {
    host.stop();
  }
};
