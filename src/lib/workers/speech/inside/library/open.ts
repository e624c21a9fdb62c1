import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import gpuModule from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import gpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { AppError } from '$lib/core/errors.ts';
import type { ModelFamily, ModelRef } from '$lib/domain/model.ts';
import { assertGpu } from '../runtime.ts';

export type LibraryFamily = Exclude<ModelFamily, 'whisper'>;

/** Numbers the library gives back. */
type Output = { dims: readonly number[]; data: Float32Array };

/** What we use of the library's pipeline and of the parts it is made of. */
export type LibraryPipeline = {
  (samples: Float32Array, options: Record<string, unknown>): Promise<{ text: string }>;
  processor(samples: Float32Array): Promise<object>;
  model(inputs: object): Promise<{ logits: Output }>;
  tokenizer: { decode(tokens: readonly number[], options: { skip_special_tokens: boolean }): string };
  dispose(): Promise<unknown>;
};

/** One file of the model by its path. Throws `model/missing`. */
export type ReadBytes = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The library remembers what it read by the name of a model: each opening has a name of its own. */
let opened = 0;

/**
 * The pipeline of transformers.js over files that `read` finds: it asks no host and keeps no cache. Both builds of the
 * runtime come from our own origin. Throws what the library says of a model it cannot run.
 */
export const openPipeline = async (
  { device, dtype }: Pick<ModelRef, 'device' | 'dtype'>,
  threads: number,
  read: ReadBytes,
): Promise<LibraryPipeline> => {
  if (device === 'webgpu') await assertGpu();
  const { env, pipeline } = await import('@huggingface/transformers');
  const name = `model-${++opened}`;
  Object.assign(env, {
    ...{ allowRemoteModels: false, allowLocalModels: true, localModelPath: '/library/' },
    ...{ useBrowserCache: false, useWasmCache: false, useFS: false },
    fetch: (address: string | URL) => answer(String(address), name, read),
  });
  const { wasm } = env.backends.onnx;
  Object.assign(wasm!, { numThreads: device === 'webgpu' ? 1 : threads, wasmPaths: runtimeOf(device) });
  const weights = { encoder_model: dtype.encoder, decoder_model_merged: dtype.decoder, model: dtype.encoder };
  const made = await pipeline('automatic-speech-recognition', name, { device, dtype: weights });
  return made as unknown as LibraryPipeline;
};

const runtimeOf = (device: ModelRef['device']): { mjs: string; wasm: string } =>
  device === 'webgpu'
    ? { mjs: absolute(gpuModule), wasm: absolute(gpuBinary) }
    : { mjs: absolute(plainModule), wasm: absolute(plainBinary) };

const absolute = (url: string): string => new URL(url, import.meta.url).href;

/** What a host would answer: the file, or that there is none. */
const answer = async (address: string, name: string, read: ReadBytes): Promise<Response> => {
  const [, path] = address.split(`/${name}/`);
  if (path === undefined) return new Response(null, { status: 404 });
  try {
    const bytes = await read(path);
    return new Response(bytes, { headers: { 'content-length': String(bytes.byteLength) } });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'model/missing') throw error;
    return new Response(null, { status: 404 });
  }
};
