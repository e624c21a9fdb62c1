import { onceUnlocked, openFolder, removePcm, segmentName } from '../pcm-files.ts';

const bytesPerSample = 2;
export const samplesPerSegment = 60 * 16_000;
const segmentBytes = samplesPerSegment * bytesPerSample;
/** Samples are gathered to this much, 4 s, before they are written: each write costs a call to another process. */
const gatheredBytes = segmentBytes / 15;
const overflowName = 'overflow.s16';

/** What a segment is written to. */
type Target = Pick<FileSystemSyncAccessHandle, 'write' | 'close'>;

const openFile = async (folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemSyncAccessHandle> => {
  const file = await folder.getFileHandle(name, { create: true });
  const handle = await onceUnlocked(() => file.createSyncAccessHandle());
  handle.truncate(0);
  return handle;
};

/** A segment that is read already: the same sound once more changes nothing in it. */
const standing: Target = { write: (bytes) => bytes.byteLength, close: () => {} };

/**
 * Writes samples into numbered 60 s files of OPFS. A full segment is closed at once, so that others can read it.
 *
 * [Note: Opening is asynchronous, writing is not] ffmpeg runs without a pause, so every file it will fill must be open
 * before it starts: `prepare`. What comes beyond goes to one overflow file, which `finish` splits. So memory stays
 * flat however long the file turns out to be.
 */
export class SegmentWriter {
  readonly #waiting: Target[] = [];
  #opened = 0;
  #current: Target | undefined;
  #currentBytes = 0;
  #overflow: FileSystemSyncAccessHandle | undefined;
  #overflowBytes = 0;
  #totalBytes = 0;
  readonly #gathered = new Uint8Array(gatheredBytes);
  #gatheredCount = 0;
  #sealed = 0;

  private constructor(
    private readonly folder: FileSystemDirectoryHandle,
    private readonly kept: number,
  ) {}

  /**
   * Makes the folder anew. Where a first decoder gave up, the `kept` segments it had sealed stay as they are: somebody may be
   * reading them, and would find nothing, which sounds like silence.
   */
  static async open(path: string, kept = 0): Promise<SegmentWriter> {
    if (kept === 0) await removePcm(path);
    return new SegmentWriter(await openFolder(path, { create: true }), kept);
  }

  get sealed(): number {
    return this.#sealed;
  }

  get totalSamples(): number {
    return this.#totalBytes / bytesPerSample;
  }

  /** Has files ready for at least so many segments to come. */
  async prepare(segments: number): Promise<void> {
    this.#overflow ??= await openFile(this.folder, overflowName);
    if (this.#overflowBytes > 0) await this.#split();
    while (this.#waiting.length < segments) {
      this.#waiting.push(await this.#openNext());
    }
  }

  /** Appends; `prepare` must have been called once. */
  append(samples: Int16Array<ArrayBuffer>): void {
    let rest = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    this.#totalBytes += rest.length;
    while (rest.length > 0) {
      const part = rest.subarray(0, gatheredBytes - this.#gatheredCount);
      this.#gathered.set(part, this.#gatheredCount);
      this.#gatheredCount += part.length;
      rest = rest.subarray(part.length);
      if (this.#gatheredCount === gatheredBytes) this.#writeGathered();
    }
  }

  /** Seals the last segment and removes what was not used. */
  async finish(): Promise<void> {
    this.#writeGathered();
    if (this.#overflowBytes > 0) await this.#split();
    if (this.#currentBytes > 0) this.#seal();
    this.close();
    for (let index = this.#sealed; index < this.#opened; index++) await this.folder.removeEntry(segmentName(index));
    await this.folder.removeEntry(overflowName).catch(() => {});
  }

  /** Lets go of every file, whatever is in it. */
  close(): void {
    for (const handle of [this.#current, this.#overflow, ...this.#waiting]) handle?.close();
    this.#current = this.#overflow = undefined;
    this.#waiting.length = 0;
  }

  #writeGathered(): void {
    this.#write(this.#gathered.subarray(0, this.#gatheredCount));
    this.#gatheredCount = 0;
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    let rest = bytes;
    while (rest.length > 0) {
      this.#current ??= this.#overflowBytes > 0 ? undefined : this.#waiting.shift();
      if (!this.#current) return this.#writeOverflow(rest);
      const part = rest.subarray(0, segmentBytes - this.#currentBytes);
      this.#current.write(part, { at: this.#currentBytes });
      this.#currentBytes += part.length;
      rest = rest.subarray(part.length);
      if (this.#currentBytes === segmentBytes) this.#seal();
    }
  }

  #writeOverflow(bytes: Uint8Array<ArrayBuffer>): void {
    this.#overflow!.write(bytes, { at: this.#overflowBytes });
    this.#overflowBytes += bytes.length;
  }

  #seal(): void {
    this.#current?.close();
    this.#current = undefined;
    this.#currentBytes = 0;
    this.#sealed++;
  }

  /** Moves the overflow into segments, one segment in memory at a time. */
  async #split(): Promise<void> {
    const bytes = this.#overflowBytes;
    this.#overflowBytes = 0;
    for (let at = 0; at < bytes; at += segmentBytes) {
      const part = new Uint8Array(Math.min(segmentBytes, bytes - at));
      this.#overflow!.read(part, { at });
      this.#waiting.push(await this.#openNext());
      this.#write(part);
    }
  }

  async #openNext(): Promise<Target> {
    const index = this.#opened++;
    return index < this.kept ? standing : openFile(this.folder, segmentName(index));
  }
}
