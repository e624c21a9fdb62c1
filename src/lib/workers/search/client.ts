import type { SearchIndex } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import type { SearchApi } from './api.ts';

const start = () => new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });

/** A large transcript is indexed in one transaction that nothing interrupts: it is given the time to end. */
const graceMs = 5_000;
const idleMs = 60_000;

/** The full-text index behind its worker. */
export const createSearchIndex = (): SearchIndex & { dispose(): void } => {
  const host = new WorkerHost<SearchApi>(start, { idleMs, graceMs });
  return {
    indexed: (signal) => host.call(signal, (api, own) => api.indexed(own)),
    put: (document, signal) => host.call(signal, (api, own) => api.put(document, own)),
    remove: (recordingIds, signal) => host.call(signal, (api, own) => api.remove(recordingIds, own)),
    search: (query, limit, signal) => host.call(signal, (api, own) => api.search(query, limit, own)),
    facets: (signal) => host.call(signal, (api, own) => api.facets(own)),
    clear: (signal) => host.call(signal, (api, own) => api.clear(own)),
    dispose: () => host.stop(),
  };
};
