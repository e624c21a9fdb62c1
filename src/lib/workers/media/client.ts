import type { DecodeProgress, MediaEngine } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { callback } from '../rpc.ts';
import type { MediaApi } from './api.ts';
import { hasPcm, removePcm, toWav } from './pcm-files.ts';

const startWorker = (): Worker =>
  new Worker(new URL('./media.worker.ts', import.meta.url), { type: 'module', name: 'media' });

/**
 * Two workers of one kind: decoding may run for minutes without a pause and is stopped by ending its worker, so what
 * takes moments (a probe, a repair) must not share it.
 */
export const createMediaEngine = (): MediaEngine & { dispose(): void } => {
  const decoding = new WorkerHost<MediaApi>(startWorker, { idleMs: 20_000 });
  const asking = new WorkerHost<MediaApi>(startWorker, { idleMs: 20_000 });
  return {
    probe: (file, fileName, signal) => asking.call(signal, (api, own) => api.probe(file, fileName, own)),
    repair: (take, signal) => asking.call(signal, (api, own) => api.repair(take, own)),
    decode: (request, onProgress, signal) => {
      // A report may be on its way when the call ends; whoever asked is not to hear of it then.
      let isOver = false;
      const tell = (progress: DecodeProgress) => void (isOver || onProgress(progress));
      return decoding
        .call(signal, (api, own) => api.decode(request, callback(tell), own))
        .finally(() => (isOver = true));
    },
    hasPcm,
    removePcm,
    toWav,
    dispose: () => {
      decoding.stop();
      asking.stop();
    },
  };
};
