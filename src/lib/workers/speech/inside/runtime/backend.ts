/** What the speech loop asks of ONNX Runtime, whichever build runs it. */

export type FloatType = 'float32' | 'float16';

/** A tensor somewhere in a runtime. Whoever made or was given it frees it, once. */
export interface Value {
  readonly dims: readonly number[];
  /** Its numbers; a view that holds until the next call of the runtime. */
  floats(): Float32Array;
  free(): void;
}

export type Values = Readonly<Record<string, Value>>;

export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  floatType(input: string): FloatType;
  run(feeds: Values, wanted: readonly string[]): Promise<Record<string, Value>>;
  close(): void | Promise<void>;
}

export interface Backend {
  readonly device: 'wasm' | 'webgpu';
  readonly threads: number;
  /** True where rows of a batch can be taken out and put together without leaving the runtime. */
  readonly canSelect: boolean;
  /** `kept`: outputs that need not come back to JavaScript. Throws what the runtime says of a model it cannot run. */
  open(model: Uint8Array, kept: readonly string[]): Promise<Session>;
  floats(type: FloatType, data: Float32Array, dims: readonly number[]): Value;
  integers(data: readonly number[], dims: readonly number[]): Value;
  flag(value: boolean): Value;
  /** These rows of the first axis, in this order, as a new value; a row may be taken more than once. */
  select(value: Value, rows: readonly number[]): Value;
  /** Values of equal shape but for the first axis, one behind the other along it, as a new value. */
  stack(values: readonly Value[]): Value;
}
