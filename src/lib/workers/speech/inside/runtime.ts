import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import gpuModule from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import gpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { AppError } from '$lib/core/errors.ts';
import { threadCount } from '$lib/domain/threads.ts';
import type { Backend } from './runtime/backend.ts';
import { CardBackend } from './runtime/card.ts';
import { startModule, type OrtFactory } from './runtime/module.ts';
import { PlainBackend } from './runtime/plain.ts';

export type Device = Backend['device'];

/** The most threads worth having here. */
export const mostThreads = (): number => threadCount(self.crossOriginIsolated, navigator.hardwareConcurrency);

/**
 * The plain build for the processor (half the size of the others and quicker to start), compiled here unless `compiled` is
 * given. All files from our own origin. A realm has one: another thread count needs another worker.
 */
export const startPlain = async (threads: number, compiled?: WebAssembly.Module): Promise<Backend> => {
  const { default: factory } = (await import(/* @vite-ignore */ absolute(plainModule))) as { default: OrtFactory };
  const module = compiled ?? (await WebAssembly.compileStreaming(fetch(absolute(plainBinary))));
  return new PlainBackend(await startModule(factory, module, threads), threads);
};

/** The JSPI build for the graphics card. Throws `model/unavailable` where there is none. */
export const startCard = async (): Promise<Backend> => {
  await assertGpu();
  const ort = await import('onnxruntime-web/jspi');
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: absolute(gpuModule), wasm: absolute(gpuBinary) };
  ort.env.logLevel = 'error';
  return new CardBackend(ort, 1);
};

const absolute = (url: string): string => new URL(url, import.meta.url).href;

/** What of WebGPU is asked here; the worker's type library does not know it. */
type Gpu = { requestAdapter(): Promise<object | null> };

/** Throws `model/unavailable` where the browser has no graphics card to offer, or cannot wait for one. */
export const assertGpu = async (): Promise<void> => {
  const gpu = (navigator as { gpu?: Gpu }).gpu;
  const canSuspend = 'Suspending' in WebAssembly;
  const adapter = canSuspend ? await gpu?.requestAdapter() : null;
  if (!adapter) throw new AppError('model/unavailable', { detail: { device: 'webgpu', canSuspend } });
};
