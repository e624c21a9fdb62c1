import type { Download, LinkFetcher, ModelFetcher, SpeechServer } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { callback } from '../rpc.ts';
import type { FetchApi } from './api.ts';

export type Fetcher = LinkFetcher & ModelFetcher & SpeechServer & { dispose(): void };

const startWorker = (): Worker =>
  new Worker(new URL('./fetch.worker.ts', import.meta.url), { type: 'module', name: 'fetch' });

/** A report may be on its way when the call ends; whoever asked is not to hear of it then. */
const untilOver = (onProgress: (progress: Download) => void) => {
  let isOver = false;
  return {
    tell: callback((progress: Download) => void (isOver || onProgress(progress))),
    end: () => void (isOver = true),
  };
};

/** The port to the network. Nothing leaves before one of these is called, and only the named address is asked. */
export const createFetcher = (): Fetcher => {
  const host = new WorkerHost<FetchApi>(startWorker, { idleMs: 20_000, graceMs: 1000 });
  return {
    fetchMedia: (url, maxBytes, onProgress, signal) => {
      const { tell, end } = untilOver(onProgress);
      return host.call(signal, (api, own) => api.fetchMedia(url, maxBytes, tell, own)).finally(end);
    },
    resolve: (source, paths, signal) => host.call(signal, (api, own) => api.resolve(source, paths, own)),
    download: (source, offer, onProgress, signal) => {
      const { tell, end } = untilOver(onProgress);
      return host.call(signal, (api, own) => api.download(source, offer, tell, own)).finally(end);
    },
    transcribe: (request, signal) => host.call(signal, (api, own) => api.transcribe(request, own)),
    dispose: () => host.stop(),
  };
};
