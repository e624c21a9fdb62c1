import type * as Ort from 'onnxruntime-web';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import gpuModule from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import gpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { AppError } from '$lib/core/errors.ts';
import { threadCount } from './threads.ts';

export type Device = 'wasm' | 'webgpu';

/** ONNX Runtime ready to make sessions. A realm has one: another device or thread count needs another worker. */
export type Runtime = { ort: typeof Ort; device: Device; threads: number };

/**
 * The plain build for the processor (half the size of the others and quicker to start); the JSPI build for the graphics
 * card. All files from our own origin. Throws `model/unavailable` where the device is missing.
 */
export const startRuntime = async (
  device: Device,
  threads: number = threadCount(self.crossOriginIsolated, navigator.hardwareConcurrency),
): Promise<Runtime> => {
  if (device === 'webgpu') await assertGpu();
  const ort: typeof Ort =
    device === 'webgpu' ? await import('onnxruntime-web/jspi') : await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths =
    device === 'webgpu'
      ? { mjs: absolute(gpuModule), wasm: absolute(gpuBinary) }
      : { mjs: absolute(plainModule), wasm: absolute(plainBinary) };
  ort.env.logLevel = 'error';
  return { ort, device, threads };
};

const absolute = (url: string): string => new URL(url, import.meta.url).href;

/** What of WebGPU is asked here; the worker's type library does not know it. */
type Gpu = { requestAdapter(): Promise<object | null> };

const assertGpu = async (): Promise<void> => {
  const gpu = (navigator as { gpu?: Gpu }).gpu;
  const canSuspend = 'Suspending' in WebAssembly;
  const adapter = canSuspend ? await gpu?.requestAdapter() : null;
  if (!adapter) throw new AppError('model/unavailable', { detail: { device: 'webgpu', canSuspend } });
};
