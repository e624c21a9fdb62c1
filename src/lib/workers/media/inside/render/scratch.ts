/** Interleaved samples on disk while they are worked on: 32-bit floats, or 16 bits where floats would fill the disk. */
export class Scratch {
  #bytes = 0;

  constructor(
    private readonly handle: FileSystemSyncAccessHandle,
    private readonly isShort: boolean,
  ) {
    handle.truncate(0);
  }

  get samples(): number {
    return this.#bytes / this.#size;
  }

  append(samples: Float32Array): void {
    if (samples.length === 0) return;
    const data = this.isShort ? toShort(samples) : (samples as Float32Array<ArrayBuffer>);
    this.handle.write(data, { at: this.#bytes });
    this.#bytes += samples.length * this.#size;
  }

  /** So many samples from a place; fewer at the end. */
  read(from: number, count: number): Float32Array {
    const length = Math.max(0, Math.min(count, this.samples - from));
    const at = from * this.#size;
    if (!this.isShort) {
      const samples = new Float32Array(length);
      this.handle.read(samples, { at });
      return samples;
    }
    const short = new Int16Array(length);
    this.handle.read(short, { at });
    return Float32Array.from(short, (value) => value / 32_768);
  }

  get #size(): number {
    return this.isShort ? 2 : 4;
  }
}

const toShort = (samples: Float32Array): Int16Array<ArrayBuffer> => {
  const result = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at++)
    result[at] = Math.max(-32_768, Math.min(32_767, Math.round(samples[at]! * 32_768)));
  return result;
};
