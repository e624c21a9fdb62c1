import { logger } from '$lib/core/log.ts';

const log = logger('speech');

/** Gives the compiled runtime; undefined where it cannot be had, and then each worker compiles its own. */
export type CompiledRuntime = () => Promise<WebAssembly.Module | undefined>;

/**
 * The speech runtime, compiled once for all workers at the first call: compiling it is a good part of the work of
 * transcribing something short. A worker of its own does it, since the page would stand still meanwhile.
 */
export const createCompiledRuntime = (): CompiledRuntime => {
  let compiling: Promise<WebAssembly.Module | undefined> | undefined;
  return () =>
    (compiling ??= compile().catch((error: unknown) => {
      log.warn('the runtime was not compiled ahead', { message: error instanceof Error ? error.message : '' });
      compiling = undefined;
      return undefined;
    }));
};

type Answer = { module: WebAssembly.Module } | { message: string };

const compile = async (): Promise<WebAssembly.Module> => {
  const worker = new Worker(new URL('./compile.worker.ts', import.meta.url), { type: 'module', name: 'compile' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        'module' in data ? resolve(data.module) : reject(new Error(data.message));
      worker.onerror = worker.onmessageerror = () => reject(new Error('The worker failed to start.'));
    });
  } finally {
    worker.terminate();
  }
};
