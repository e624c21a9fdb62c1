import type { TextEngine } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import type { TextApi } from './api.ts';

/** The text engine behind its worker, which loads its models with the first call and is ended when idle. */
export const createTextEngine = (): TextEngine & { dispose(): void } => {
  const start = () => new Worker(new URL('./text.worker.ts', import.meta.url), { type: 'module', name: 'text' });
  const host = new WorkerHost<TextApi>(start, { graceMs: 1000 });
  return {
    analyse: (transcript, signal) => host.call(signal, (api, own) => api.analyse(transcript, own)),
    topics: (sources, signal) => host.call(signal, (api, own) => api.topics(sources, own)),
    findPrivate: (transcript, terms, signal) =>
      host.call(signal, (api, own) => api.findPrivate(transcript, terms, own)),
    refine: (transcript, request, signal) => host.call(signal, (api, own) => api.refine(transcript, request, own)),
    dispose: () => host.stop(),
  };
};
