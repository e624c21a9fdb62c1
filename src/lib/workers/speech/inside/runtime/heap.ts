import type { OrtModule } from './module.ts';

/** Calls of the runtime's C interface with their bookkeeping: names as C strings, scratch on the stack, error codes. */
export class Heap {
  readonly #names = new Map<string, number>();

  constructor(readonly module: OrtModule) {}

  /** Address of a text, kept for good: names of inputs and outputs come with every call. */
  name(text: string): number {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const bytes = this.module.lengthBytesUTF8(text) + 1;
    const at = this.allocate(bytes);
    this.module.stringToUTF8(text, at, bytes);
    this.#names.set(text, at);
    return at;
  }

  allocate(bytes: number): number {
    const at = this.module._malloc(Math.max(1, bytes));
    if (at === 0) throw new RangeError(`No memory for ${bytes} bytes.`);
    return at;
  }

  /** A copy of some bytes in the runtime's memory. */
  put(bytes: Uint8Array): number {
    const at = this.allocate(bytes.byteLength);
    this.module.HEAPU8.set(bytes, at);
    return at;
  }

  /** Runs `use` with room for some 32-bit numbers that is gone afterwards. */
  scratch<T>(count: number, use: (at: number) => T): T {
    const stack = this.module.stackSave();
    try {
      return use(this.module.stackAlloc(4 * Math.max(1, count)));
    } finally {
      this.module.stackRestore(stack);
    }
  }

  word(at: number): number {
    return this.module.getValue(at, 'i32') >>> 0;
  }

  /** Throws what the runtime says where a call gave no handle or an error code. */
  check(isFine: boolean): void {
    if (isFine) return;
    throw this.scratch(2, (at) => {
      this.module._OrtGetLastError(at, at + 4);
      return new Error(`ONNX Runtime: ${this.module.UTF8ToString(this.word(at + 4))}`);
    });
  }
}
