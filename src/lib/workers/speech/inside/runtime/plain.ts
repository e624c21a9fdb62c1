import type { Backend, FloatType, Session, Value, Values } from './backend.ts';
import { Heap } from './heap.ts';
import type { OrtModule } from './module.ts';

/** Numbers of types in ONNX's TensorProto. */
const elementTypes = { float32: 1, int64: 7, bool: 9, float16: 10 };
const errorsOnly = 3;

/** A tensor in the runtime's memory; `isOwn` where we made its buffer. */
class PlainValue implements Value {
  readonly handle: number;
  readonly dims: readonly number[];
  readonly at: number;
  readonly #isOwn: boolean;

  constructor(
    private readonly heap: Heap,
    { handle, dims, at, isOwn }: { handle: number; dims: readonly number[]; at: number; isOwn: boolean },
  ) {
    [this.handle, this.dims, this.at, this.#isOwn] = [handle, dims, at, isOwn];
  }

  floats(): Float32Array {
    return new Float32Array(this.heap.module.HEAPU8.buffer, this.at, sizeOf(this.dims));
  }

  free(): void {
    this.heap.module._OrtReleaseTensor(this.handle);
    if (this.#isOwn) this.heap.module._free(this.at);
  }
}

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);

class PlainSession implements Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];

  constructor(
    private readonly heap: Heap,
    private readonly handle: number,
  ) {
    const { module } = heap;
    const [inputs, outputs] = heap.scratch(2, (at) => {
      heap.check(module._OrtGetInputOutputCount(handle, at, at + 4) === 0);
      return [heap.word(at), heap.word(at + 4)];
    });
    const names = Array.from({ length: inputs + outputs }, (_, index) => this.#name(index));
    this.inputNames = names.slice(0, inputs);
    this.outputNames = names.slice(inputs);
  }

  floatType(): FloatType {
    return 'float32';
  }

  async run(feeds: Values, wanted: readonly string[]): Promise<Record<string, Value>> {
    const { heap, handle } = this;
    const fed = Object.entries(feeds);
    const stack = heap.module.stackSave();
    try {
      const at = heap.module.stackAlloc(4 * 2 * (fed.length + wanted.length));
      const [inNames, inputs] = [at, at + 4 * fed.length];
      const [outNames, outputs] = [at + 8 * fed.length, at + 8 * fed.length + 4 * wanted.length];
      fed.forEach(([name, value], index) => {
        heap.module.setValue(inNames + 4 * index, heap.name(name), '*');
        heap.module.setValue(inputs + 4 * index, (value as PlainValue).handle, '*');
      });
      wanted.forEach((name, index) => {
        heap.module.setValue(outNames + 4 * index, heap.name(name), '*');
        heap.module.setValue(outputs + 4 * index, 0, '*');
      });
      const call = [inNames, inputs, fed.length, outNames, wanted.length, outputs, 0];
      heap.check((await heap.module._OrtRun(handle, ...call)) === 0);
      return Object.fromEntries(wanted.map((name, index) => [name, valueAt(heap, heap.word(outputs + 4 * index))]));
    } finally {
      heap.module.stackRestore(stack);
    }
  }

  close(): void {
    this.heap.module._OrtReleaseSession(this.handle);
  }

  #name(index: number): string {
    const { heap } = this;
    return heap.scratch(2, (at) => {
      heap.check(heap.module._OrtGetInputOutputMetadata(this.handle, index, at, at + 4) === 0);
      const [name, about] = [heap.word(at), heap.word(at + 4)];
      const text = heap.module.UTF8ToString(name);
      heap.module._OrtFree(name);
      heap.module._OrtFree(about);
      return text;
    });
  }
}

/** Looks at a tensor the runtime made. */
const valueAt = (heap: Heap, handle: number): PlainValue =>
  heap.scratch(4, (at) => {
    heap.check(heap.module._OrtGetTensorData(handle, at, at + 4, at + 8, at + 12) === 0);
    const [data, dimsAt, rank] = [heap.word(at + 4), heap.word(at + 8), heap.word(at + 12)];
    const dims = Array.from({ length: rank }, (_, axis) => heap.word(dimsAt + 4 * axis));
    heap.module._OrtFree(dimsAt);
    return new PlainValue(heap, { handle, dims, at: data, isOwn: false });
  });

/**
 * The plain build driven through its C interface. The package's own JavaScript copies every input into the runtime's
 * memory and every output out of it at each call, the keys and values of the sound among them (18 MB a token for Whisper
 * tiny); here they stay where they are.
 */
export class PlainBackend implements Backend {
  readonly device = 'wasm';
  readonly canSelect = true;
  readonly #heap: Heap;

  constructor(
    module: OrtModule,
    readonly threads: number,
  ) {
    this.#heap = new Heap(module);
    this.#heap.check(module._OrtInit(threads, errorsOnly) === 0);
  }

  async open(model: Uint8Array): Promise<Session> {
    const { module } = this.#heap;
    const allOptimisations = 99;
    const [arena, pattern, sequential, noProfile, noPrefix, verbosity, noOverrides] = [1, 1, 0, 0, 0, 0, 0];
    const identity = this.#heap.name('speech');
    const options = module._OrtCreateSessionOptions(
      ...[allOptimisations, arena, pattern, sequential, noProfile, noPrefix, identity],
      ...[errorsOnly, verbosity, noOverrides],
    );
    this.#heap.check(options !== 0);
    const at = this.#heap.put(model);
    try {
      const session = await module._OrtCreateSession(at, model.byteLength, options);
      this.#heap.check(session !== 0);
      return new PlainSession(this.#heap, session);
    } finally {
      module._free(at);
      module._OrtReleaseSessionOptions(options);
    }
  }

  floats(_type: FloatType, data: Float32Array, dims: readonly number[]): Value {
    return this.#tensor(elementTypes.float32, new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dims);
  }

  integers(data: readonly number[], dims: readonly number[]): Value {
    return this.#tensor(elementTypes.int64, new Uint8Array(BigInt64Array.from(data, BigInt).buffer), dims);
  }

  flag(value: boolean): Value {
    return this.#tensor(elementTypes.bool, Uint8Array.of(Number(value)), [1]);
  }

  select(value: Value, rows: readonly number[]): Value {
    const { at, dims } = value as PlainValue;
    const rowBytes = 4 * sizeOf(dims.slice(1));
    return this.#gather(
      rows.map((row) => ({ at: at + row * rowBytes, bytes: rowBytes })),
      [rows.length, ...dims.slice(1)],
    );
  }

  stack(values: readonly Value[]): Value {
    const rows = values.reduce((sum, { dims }) => sum + dims[0]!, 0);
    return this.#gather(
      values.map((value) => ({ at: (value as PlainValue).at, bytes: 4 * sizeOf(value.dims) })),
      [rows, ...values[0]!.dims.slice(1)],
    );
  }

  #gather(parts: readonly { at: number; bytes: number }[], dims: readonly number[]): Value {
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const own = this.#heap.allocate(bytes);
    let to = own;
    for (const part of parts) {
      this.#heap.module.HEAPU8.copyWithin(to, part.at, part.at + part.bytes);
      to += part.bytes;
    }
    return this.#wrap(elementTypes.float32, { own, bytes }, dims);
  }

  #tensor(type: number, bytes: Uint8Array, dims: readonly number[]): Value {
    return this.#wrap(type, { own: this.#heap.put(bytes), bytes: bytes.byteLength }, dims);
  }

  #wrap(type: number, { own, bytes }: { own: number; bytes: number }, dims: readonly number[]): Value {
    const inMemory = 1;
    const handle = this.#heap.scratch(dims.length, (at) => {
      dims.forEach((size, axis) => this.#heap.module.setValue(at + 4 * axis, size, 'i32'));
      return this.#heap.module._OrtCreateTensor(type, own, bytes, at, dims.length, inMemory);
    });
    this.#heap.check(handle !== 0);
    return new PlainValue(this.#heap, { handle, dims, at: own, isOwn: true });
  }
}
