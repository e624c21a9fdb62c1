import { AppError } from '$lib/core/errors.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { SpeechEngine } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { callback } from '../rpc.ts';
import type { Loaded, SpeechApi } from './api.ts';

/**
 * The speech engine behind its worker. The worker is ended when it will not stop, crashes or idles; the next call starts
 * another and loads the model again. A graphics card that fails gives way to the processor, in a fresh worker, for as
 * long as this engine lives.
 */
export const createSpeechEngine = (): SpeechEngine & { dispose(): void } => {
  const start = () => new Worker(new URL('./speech.worker.ts', import.meta.url), { type: 'module', name: 'speech' });
  const host = new WorkerHost<SpeechApi>(start);
  const failed = new Set<string>();
  let current: ModelRef | undefined;

  const loadOnce = async (
    model: ModelRef,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Loaded> => {
    if (current && current.device !== model.device) host.stop();
    current = model;
    try {
      return await host.call(signal, (api, own) => api.load(model, callback(onProgress), own));
    } catch (error) {
      // Once a session has failed in a realm, the runtime refuses every later one there.
      if (error instanceof AppError && error.code === 'model/unavailable') host.stop();
      throw error;
    }
  };

  return {
    async load(model, onProgress, signal) {
      const asked = failed.has(model.id) ? onProcessor(model) : model;
      try {
        return await loadOnce(asked, onProgress, signal);
      } catch (error) {
        if (asked.device !== 'webgpu' || !(error instanceof AppError) || error.code === 'model/missing') throw error;
        failed.add(model.id);
        return loadOnce(onProcessor(model), onProgress, signal);
      }
    },
    transcribe: async (...[pcm, window, options, onText, signal]) => {
      if (!current) throw new AppError('model/missing', { message: 'No model was loaded.' });
      const request = { model: current, pcm, window, options };
      return host.call(signal, (api, own) => api.transcribe(request, callback(onText), own));
    },
    quietest: (pcm, search, signal) => host.call(signal, (api) => api.quietest(pcm, search)),
    dispose: () => host.stop(),
  };
};

const onProcessor = (model: ModelRef): ModelRef => ({ ...model, device: 'wasm' });
