/** What emscripten's file system asks of a device, for ffmpeg's output as a file that can be sought in. */
export type Target = {
  write(bytes: Uint8Array, at: number): void;
  read(bytes: Uint8Array, at: number): number;
  size(): number;
};

/** Small writes are gathered: an encoder hands over a few hundred bytes at a time, and each call to the disk costs. */
const gatheredBytes = 1 << 18;

/** A file of OPFS behind ffmpeg's output. */
export class FileTarget implements Target {
  readonly #gathered = new Uint8Array(gatheredBytes);
  #count = 0;
  #at = 0;
  #size = 0;

  constructor(private readonly handle: FileSystemSyncAccessHandle) {
    handle.truncate(0);
  }

  write(bytes: Uint8Array, at: number): void {
    if (at !== this.#at + this.#count || this.#count + bytes.length > gatheredBytes) this.flush();
    if (this.#count === 0) this.#at = at;
    if (bytes.length > gatheredBytes) this.handle.write(bytes.slice(), { at });
    else {
      this.#gathered.set(bytes, this.#count);
      this.#count += bytes.length;
    }
    this.#size = Math.max(this.#size, at + bytes.length);
  }

  read(bytes: Uint8Array, at: number): number {
    this.flush();
    const copy = new Uint8Array(bytes.length);
    const count = this.handle.read(copy, { at });
    bytes.set(copy.subarray(0, count));
    return count;
  }

  size(): number {
    return this.#size;
  }

  flush(): void {
    if (this.#count > 0) this.handle.write(this.#gathered.subarray(0, this.#count), { at: this.#at });
    this.#count = 0;
  }
}
