import { AppError, isAbort } from '$lib/core/errors.ts';
import type { PatternFinder } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import type { FindApi } from './api.ts';

const start = () => new Worker(new URL('./find.worker.ts', import.meta.url), { type: 'module', name: 'find' });

/** Four hours of text take a sane pattern some 50 ms; what takes this long would most likely never end. */
const limitMs = 2_000;
const idleMs = 30_000;

/** Regular expressions behind a worker, which is ended when one does not: nothing else can stop `(a+)+$`. */
export const createPatternFinder = (): PatternFinder & { dispose(): void } => {
  const host = new WorkerHost<FindApi>(start, { idleMs });
  const find: PatternFinder['find'] = async (texts, query, options, signal) => {
    await host.call(signal, (api) => api.ready());
    const limit = AbortSignal.timeout(limitMs);
    try {
      return await host.call(AbortSignal.any([signal, limit]), (api) => api.find(texts, query, options));
    } catch (error) {
      if (limit.aborted && !signal.aborted) throw new AppError('find/too-slow', { cause: error });
      throw error;
    }
  };
  return {
    // The worker may be ended under this call because one before it did not stop.
    find: (...asked) =>
      find(...asked).catch((error: unknown) => {
        if (!isAbort(error) || asked[3].aborted) throw error;
        return find(...asked);
      }),
    dispose: () => host.stop(),
  };
};
