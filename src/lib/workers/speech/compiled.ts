import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { logger } from '$lib/core/log.ts';

const log = logger('speech');

/** Gives the compiled runtime; undefined where it cannot be had, and then each worker compiles its own. */
export type CompiledRuntime = () => Promise<WebAssembly.Module | undefined>;

/**
 * The speech runtime, compiled once for all workers at the first call: compiling it is a good part of the work of
 * transcribing something short.
 */
export const createCompiledRuntime = (): CompiledRuntime => {
  let compiling: Promise<WebAssembly.Module | undefined> | undefined;
  return () =>
    (compiling ??= WebAssembly.compileStreaming(fetch(plainBinary)).catch((error: unknown) => {
      log.warn('the runtime was not compiled ahead', { message: error instanceof Error ? error.message : '' });
      compiling = undefined;
      return undefined;
    }));
};
