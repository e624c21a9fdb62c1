import type { Backend, FloatType, Session, Value, Values } from './runtime/backend.ts';
import type { WhisperModel } from './whisper-model.ts';

/** The decoder's state after some tokens of each row of a batch, and what it says of the next. Copies: they last. */
export type Reading = {
  rows: number;
  /** Logits after each token read last: `logits[row][position]`. */
  logits: readonly (readonly Float32Array[])[];
  /** Where each alignment head looked at each of these tokens, heads one behind the other. Empty if not exported. */
  attention: readonly (readonly Float32Array[])[];
  /** Keys and values: `self` grows with each token, `cross` belongs to the sound. */
  self: Values;
  cross: Values;
};

/**
 * Encoder and decoder of a Whisper export in the layout of transformers.js: `encoder_model` and `decoder_model_merged`
 * with its `use_cache_branch`. What they give is freed by `release`, `releaseSound` and the values' own `free`.
 */
export class WhisperSessions {
  readonly hasAlignment: boolean;
  readonly canSelect: boolean;
  readonly #cacheType: FloatType;
  readonly #cached: Value;
  readonly #fresh: Value;

  private constructor(
    private readonly backend: Backend,
    private readonly model: WhisperModel,
    private readonly encoder: Session,
    private readonly decoder: Session,
  ) {
    const layers = model.alignmentHeads.map(({ layer }) => `cross_attentions.${layer}`);
    this.hasAlignment = layers.length > 0 && layers.every((name) => decoder.outputNames.includes(name));
    this.canSelect = backend.canSelect;
    this.#cacheType = decoder.floatType('past_key_values.0.decoder.key');
    this.#cached = backend.flag(true);
    this.#fresh = backend.flag(false);
  }

  static async open(
    backend: Backend,
    model: WhisperModel,
    files: { encoder: Uint8Array; decoder: Uint8Array },
  ): Promise<WhisperSessions> {
    const encoder = await backend.open(files.encoder, ['last_hidden_state']);
    const decoder = await backend.open(files.decoder, cacheNames(model.decoderLayers));
    return new WhisperSessions(backend, model, encoder, decoder);
  }

  /** Encodes log-mel features of one 30 s window. */
  async encode(mel: Float32Array): Promise<Value> {
    const type = this.encoder.floatType('input_features');
    const features = this.backend.floats(type, mel, [1, this.model.melBins, mel.length / this.model.melBins]);
    const { last_hidden_state: sound } = await this.encoder.run({ input_features: features }, ['last_hidden_state']);
    features.free();
    return sound!;
  }

  /** Encoded windows as one batch; they are freed. */
  stack(sounds: readonly Value[]): Value {
    if (sounds.length === 1) return sounds[0]!;
    const stacked = this.backend.stack(sounds);
    for (const sound of sounds) sound.free();
    return stacked;
  }

  /** Reads a prompt from the beginning; those of the rows are equally long. */
  async begin(sound: Value, prompts: readonly (readonly number[])[]): Promise<Reading> {
    const empty = this.#emptyCache(prompts.length);
    const outputs = await this.#run(sound, prompts, { values: empty, isCached: false });
    for (const value of new Set(Object.values(empty))) value.free();
    return this.#reading(outputs, named(outputs, 'encoder'));
  }

  /** Reads one more token in each row. */
  async next(sound: Value, before: Reading, tokens: readonly number[]): Promise<Reading> {
    const values = { ...before.self, ...before.cross };
    const outputs = await this.#run(
      sound,
      tokens.map((token) => [token]),
      { values, isCached: true },
    );
    return this.#reading(outputs, before.cross);
  }

  /** The state of some rows, in this order, as a reading of its own; a row may be taken more than once. */
  select(from: Reading, rows: readonly number[]): Reading {
    const pick = (values: Values) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.backend.select(value, rows)]));
    const { logits, attention } = from;
    return {
      rows: rows.length,
      logits: rows.map((row) => logits[row]!),
      attention: rows.map((row) => attention[row] ?? []),
      self: pick(from.self),
      cross: pick(from.cross),
    };
  }

  /** `select` where every row hears the same sound: its keys are copied only when the number of rows changes. */
  reorder(from: Reading, rows: readonly number[]): Reading {
    if (rows.length !== from.rows) return this.select(from, rows);
    const self = Object.entries(from.self).map(([name, value]) => [name, this.backend.select(value, rows)]);
    return { ...from, self: Object.fromEntries(self) as Values };
  }

  /** Frees what one step added; the keys of the sound stay. */
  release(reading: Reading): void {
    for (const value of Object.values(reading.self)) value.free();
  }

  releaseAll(reading: Reading): void {
    this.release(reading);
    for (const value of Object.values(reading.cross)) value.free();
  }

  async close(): Promise<void> {
    await this.encoder.close();
    await this.decoder.close();
  }

  async #run(
    sound: Value,
    tokens: readonly (readonly number[])[],
    { values, isCached }: { values: Values; isCached: boolean },
  ): Promise<Record<string, Value>> {
    const ids = this.backend.integers(tokens.flat(), [tokens.length, tokens[0]!.length]);
    const feeds = {
      input_ids: ids,
      encoder_hidden_states: sound,
      use_cache_branch: isCached ? this.#cached : this.#fresh,
      ...values,
    };
    try {
      return await this.decoder.run(feeds, this.#wanted(isCached));
    } finally {
      ids.free();
    }
  }

  /** The cached branch gives empty stand-ins for the sound's keys: they are not even fetched. */
  #wanted(isCached: boolean): string[] {
    const layers = new Set(this.hasAlignment ? this.model.alignmentHeads.map(({ layer }) => layer) : []);
    return this.decoder.outputNames.filter((name) => {
      if (name.startsWith('cross_attentions.')) return layers.has(Number(name.split('.')[1]));
      if (name.startsWith('present.')) return !isCached || name.includes('.decoder.');
      return name === 'logits';
    });
  }

  #reading(outputs: Record<string, Value>, cross: Values): Reading {
    const { logits } = outputs;
    const [rows, positions, size] = logits!.dims as [number, number, number];
    const all = logits!.floats();
    const each = <T>(read: (row: number, position: number) => T): T[][] =>
      Array.from({ length: rows }, (_, row) => Array.from({ length: positions }, (__, at) => read(row, at)));
    const reading = {
      rows,
      logits: each((row, at) => all.slice((row * positions + at) * size, (row * positions + at + 1) * size)),
      attention: this.hasAlignment ? each((row, at) => this.#attentionOf(outputs, row, at)) : [],
      self: named(outputs, 'decoder'),
      cross,
    };
    for (const [name, value] of Object.entries(outputs)) if (!name.startsWith('present.')) value.free();
    return reading;
  }

  #attentionOf(outputs: Record<string, Value>, row: number, position: number): Float32Array {
    const parts = this.model.alignmentHeads.map(({ layer, head }) => {
      const value = outputs[`cross_attentions.${layer}`]!;
      const [, heads, positions, columns] = value.dims as [number, number, number, number];
      const start = ((row * heads + head) * positions + position) * columns;
      return value.floats().subarray(start, start + columns);
    });
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }

  #emptyCache(rows: number): Values {
    const { decoderHeads, headSize } = this.model;
    const nothing = this.backend.floats(this.#cacheType, new Float32Array(0), [rows, decoderHeads, 0, headSize]);
    const names = this.decoder.inputNames.filter((name) => name.startsWith('past_key_values.'));
    return Object.fromEntries(names.map((name) => [name, nothing]));
  }
}

/** The `present.…` outputs of one side under the names they are fed back as. */
const named = (outputs: Record<string, Value>, side: 'decoder' | 'encoder'): Values =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present.') && name.includes(`.${side}.`))
      .map(([name, value]) => [name.replace('present.', 'past_key_values.'), value]),
  );

const cacheNames = (layers: number): string[] =>
  Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) =>
    ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'].map((part) => `present.${layer}.${part}`),
  );
