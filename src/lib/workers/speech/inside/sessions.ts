import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Runtime } from './runtime.ts';
import { floatsOf, floatTensor, type FloatType } from './tensors.ts';
import type { WhisperModel } from './whisper-model.ts';

type Tensors = Readonly<Record<string, Tensor>>;

/** The decoder's state after some tokens, and what it says of the next. */
export type Reading = {
  /** One row of vocabulary size for each token read last. */
  logits: readonly Float32Array[];
  /** For each token read last, where each alignment head looked: heads one behind the other. Empty if not exported. */
  attention: readonly Float32Array[];
  /** Keys and values: `self` grows with each token, `cross` belongs to the sound. */
  self: Tensors;
  cross: Tensors;
};

/**
 * Encoder and decoder of a Whisper export in the layout of transformers.js: `encoder_model` and `decoder_model_merged`
 * with its `use_cache_branch`. Tensors that stay on the graphics card are released by `release` and `releaseSound`.
 */
export class WhisperSessions {
  readonly hasAlignment: boolean;
  readonly #empty: Tensors;
  readonly #cacheType: FloatType;

  private constructor(
    private readonly runtime: Runtime,
    private readonly model: WhisperModel,
    private readonly encoder: InferenceSession,
    private readonly decoder: InferenceSession,
  ) {
    const layers = model.alignmentHeads.map(({ layer }) => `cross_attentions.${layer}`);
    this.hasAlignment = layers.length > 0 && layers.every((name) => decoder.outputNames.includes(name));
    this.#cacheType = inputType(decoder, 'past_key_values.0.decoder.key');
    this.#empty = this.#emptyCache();
  }

  static async open(
    runtime: Runtime,
    model: WhisperModel,
    files: { encoder: Uint8Array; decoder: Uint8Array },
  ): Promise<WhisperSessions> {
    const common: InferenceSession.SessionOptions = {
      executionProviders: [runtime.device],
      graphOptimizationLevel: 'all',
    };
    const onCard = runtime.device === 'webgpu';
    const encoder = await runtime.ort.InferenceSession.create(files.encoder, {
      ...common,
      ...(onCard && { preferredOutputLocation: 'gpu-buffer' as const }),
    });
    const decoder = await runtime.ort.InferenceSession.create(files.decoder, {
      ...common,
      ...(onCard && { preferredOutputLocation: cacheOnCard(model.decoderLayers) }),
    });
    return new WhisperSessions(runtime, model, encoder, decoder);
  }

  /** Encodes log-mel features of one 30 s window. */
  async encode(mel: Float32Array): Promise<Tensor> {
    const type = inputType(this.encoder, 'input_features');
    const dims = [1, this.model.melBins, mel.length / this.model.melBins];
    const outputs = await this.encoder.run({ input_features: floatTensor(this.runtime.ort, type, mel, dims) });
    return outputs.last_hidden_state!;
  }

  /** Reads a prompt from the beginning. */
  async begin(sound: Tensor, prompt: readonly number[]): Promise<Reading> {
    const outputs = await this.#run(sound, prompt, this.#empty, false);
    return this.#reading(outputs, named(outputs, 'encoder'), prompt.length);
  }

  /** Reads one more token. */
  async next(sound: Tensor, before: Reading, token: number): Promise<Reading> {
    const outputs = await this.#run(sound, [token], { ...before.self, ...before.cross }, true);
    return this.#reading(outputs, before.cross, 1);
  }

  /** Frees what one step added; the keys of the sound stay. */
  release(reading: Reading): void {
    for (const tensor of Object.values(reading.self)) tensor.dispose();
  }

  releaseSound(sound: Tensor, first: Reading): void {
    this.release(first);
    for (const tensor of Object.values(first.cross)) tensor.dispose();
    sound.dispose();
  }

  async close(): Promise<void> {
    await this.encoder.release();
    await this.decoder.release();
  }

  async #run(...[sound, tokens, cache, hasCache]: [Tensor, readonly number[], Tensors, boolean]): Promise<Tensors> {
    const { Tensor } = this.runtime.ort;
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length]),
      encoder_hidden_states: sound,
      use_cache_branch: new Tensor('bool', [hasCache], [1]),
      ...cache,
    };
    return this.decoder.run(feeds, this.#wanted(hasCache));
  }

  /** The cached branch gives empty stand-ins for the sound's keys: they are not even fetched. */
  #wanted(hasCache: boolean): string[] {
    const layers = new Set(this.hasAlignment ? this.model.alignmentHeads.map(({ layer }) => layer) : []);
    return this.decoder.outputNames.filter((name) => {
      if (name.startsWith('cross_attentions.')) return layers.has(Number(name.split('.')[1]));
      if (name.startsWith('present.')) return !hasCache || name.includes('.decoder.');
      return name === 'logits';
    });
  }

  #reading(outputs: Tensors, cross: Tensors, rows: number): Reading {
    const logits = floatsOf(outputs.logits!);
    const size = logits.length / rows;
    const indices = Array.from({ length: rows }, (_, row) => row);
    return {
      logits: indices.map((row) => logits.subarray(row * size, (row + 1) * size)),
      attention: this.hasAlignment ? indices.map((row) => this.#attentionOf(outputs, row)) : [],
      self: named(outputs, 'decoder'),
      cross,
    };
  }

  #attentionOf(outputs: Tensors, row: number): Float32Array {
    const heads = this.model.alignmentHeads.map(({ layer, head }) => {
      const tensor = outputs[`cross_attentions.${layer}`]!;
      const [, , rows, columns] = tensor.dims as [number, number, number, number];
      const start = (head * rows + row) * columns;
      return floatsOf(tensor).subarray(start, start + columns);
    });
    const joined = new Float32Array(heads.reduce((sum, head) => sum + head.length, 0));
    heads.forEach((head, index) => joined.set(head, index * head.length));
    return joined;
  }

  #emptyCache(): Tensors {
    const { decoderHeads, headSize } = this.model;
    const names = this.decoder.inputNames.filter((name) => name.startsWith('past_key_values.'));
    const empty = () =>
      floatTensor(this.runtime.ort, this.#cacheType, new Float32Array(0), [1, decoderHeads, 0, headSize]);
    return Object.fromEntries(names.map((name) => [name, empty()]));
  }
}

/** The `present.…` outputs of one side under the names they are fed back as. */
const named = (outputs: Tensors, side: 'decoder' | 'encoder'): Tensors =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present.') && name.includes(`.${side}.`))
      .map(([name, tensor]) => [name.replace('present.', 'past_key_values.'), tensor]),
  );

const cacheOnCard = (layers: number): Record<string, 'gpu-buffer'> =>
  Object.fromEntries(
    Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) =>
      ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'].map(
        (part) => [`present.${layer}.${part}`, 'gpu-buffer'] as const,
      ),
    ),
  );

const inputType = (session: InferenceSession, name: string): FloatType => {
  const about = session.inputMetadata.find((input) => input.name === name);
  return about?.isTensor && about.type === 'float16' ? 'float16' : 'float32';
};
