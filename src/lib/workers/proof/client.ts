import { WorkerHost } from '../host.ts';
import type { ProofApi, Reach } from './api.ts';

export type { Reach } from './api.ts';

const start = () => new Worker(new URL('./proof.worker.ts', import.meta.url), { type: 'module', name: 'proof' });

/** Tries to reach an address from a worker of its own, which is ended afterwards. */
export const reachFromWorker = async (address: string, signal: AbortSignal): Promise<Reach> => {
  const host = new WorkerHost<ProofApi>(start, { idleMs: 1000 });
  try {
    return await host.call(signal, (api, own) => api.reach(address, own));
  } finally {
    host.stop();
  }
};
