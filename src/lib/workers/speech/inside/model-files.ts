import { AppError } from '$lib/core/errors.ts';
import type { Dtype, ModelRef } from '$lib/domain/model.ts';
import { openFile } from './opfs.ts';
import type { Json, ModelJson } from './whisper-model.ts';

const suffix: Record<Dtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized', q4f16: '_q4f16' };

export type ModelFiles = { json: ModelJson; tokenizerConfig: Json; encoder: Uint8Array; decoder: Uint8Array };

/** Reads all of a model, from our own origin or from OPFS. Throws `model/missing` or `model/corrupt`. */
export const readModel = async (
  model: ModelRef,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<ModelFiles> => {
  const json = (name: string) => readJson(model, name, signal);
  const [config, generation, preprocessor, tokenizer, tokenizerConfig] = await Promise.all(
    ['config', 'generation_config', 'preprocessor_config', 'tokenizer', 'tokenizer_config'].map((name) =>
      json(`${name}.json`),
    ),
  );
  const manifest = await json('manifest.json').catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'model/missing') return {};
    throw error;
  });
  onProgress(0.1);
  const encoder = await readBytes(model, `onnx/encoder_model${suffix[model.dtype.encoder]}.onnx`, signal);
  onProgress(0.35);
  const decoder = await readBytes(model, `onnx/decoder_model_merged${suffix[model.dtype.decoder]}.onnx`, signal);
  onProgress(0.6);
  return {
    json: { config: config!, generation: generation!, preprocessor: preprocessor!, tokenizer: tokenizer!, manifest },
    tokenizerConfig: tokenizerConfig!,
    encoder,
    decoder,
  };
};

/** What a model says it is: the `model_type` of its `config.json`. Throws `model/missing`, `model/corrupt`. */
export const readConfig = (model: ModelRef, signal: AbortSignal): Promise<Json> =>
  readJson(model, 'config.json', signal);

export const readJson = async (model: ModelRef, path: string, signal: AbortSignal): Promise<Json> => {
  const text = new TextDecoder().decode(await readBytes(model, path, signal));
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new AppError('model/corrupt', { cause, detail: { path } });
  }
};

export const readBytes = async (
  model: ModelRef,
  path: string,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> => {
  signal.throwIfAborted();
  if (model.home === 'opfs')
    return new Uint8Array(await (await openFile(model.base + path, 'model/missing')).arrayBuffer());
  const response = await fetch(new URL(model.base + path, self.location.origin), { signal });
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (!response.ok || isPage) throw new AppError('model/missing', { detail: { path, status: response.status } });
  return new Uint8Array(await response.arrayBuffer());
};
