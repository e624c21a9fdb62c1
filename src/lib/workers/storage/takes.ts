import { AppError } from '$lib/core/errors.ts';
import { finishedWavHeader, wavHeaderBytes } from '$lib/core/wav.ts';
import type { Sealer, TakeHeader, TakeInfo, TakeStore } from '$lib/domain/ports.ts';
import { parseRow } from '$lib/domain/parse.ts';
import { markerSchema, type Marker } from '$lib/domain/recording.ts';
import { crc32 } from './crc32.ts';
import { overwrite, readAll, withFile, type Disk, type DiskFile, type Locks } from './disk.ts';
import { scanLines, writeLine } from './lines.ts';
import { plainSealer } from './sealing.ts';
import { entryBytes, readIndex, writeEntry, type Entry } from './take-index.ts';

/**
 * [Note: Takes] `takes/<id>/`: `take.json` (the header), `data` (the chunks one behind the other, with space reserved
 * behind them), `index` (24 bytes a chunk: the acknowledged length), `head` (the first chunk again: without its container
 * header a take cannot be played), `markers` (journal lines, the last whole one counts), `kept.json` once the library holds it. Each is written once or appended to, so a kill
 * leaves nothing half-changed.
 */
type Open = {
  data: DiskFile;
  index: DiskFile;
  entries: Entry[];
  sizeBytes: number;
  /** Set until the first chunk after the take was opened again: that one may be here already. */
  mayRepeat: boolean;
  release: () => void;
};

const root = 'takes';
/** About 15 minutes of speech at the recorder's 64 kbit/s. */
const reserveBytes = 8 * 1024 * 1024;

export class TakeEngine implements TakeStore {
  readonly #open = new Map<string, Open>();

  constructor(
    private readonly disk: Disk,
    private readonly locks: Locks,
    private readonly options: { now(): number; reserveBytes: number } = { now: Date.now, reserveBytes },
    private readonly sealer: Sealer = plainSealer,
  ) {}

  async begin(header: TakeHeader): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(header));
    const take = await this.#reopen(header.id);
    try {
      await withFile(this.disk, path(header.id, 'take.json'), (file) => overwrite(file, bytes));
      take.data.truncate(this.options.reserveBytes);
      take.data.flush();
    } catch (error) {
      await this.discard(header.id);
      throw error;
    }
  }

  async append(takeId: string, chunk: ArrayBuffer): Promise<{ sizeBytes: number; isDiskLow: boolean }> {
    const take = this.#open.get(takeId) ?? (await this.#reopen(takeId));
    const plain = new Uint8Array(chunk);
    const bytes = await this.sealer.seal(plain, whereOf(takeId, take.entries.length));
    const crc = crc32(bytes);
    const isRepeated = take.mayRepeat && take.entries.at(-1)?.crc === crc;
    take.mayRepeat = false;
    if (isRepeated) return { sizeBytes: take.sizeBytes, isDiskLow: false };
    if (take.entries.length === 0) {
      await withFile(this.disk, path(takeId, 'head'), (file) => overwrite(file, bytes));
    }
    const isDiskLow = !reserve(take, bytes.length, this.options.reserveBytes);
    take.data.write(bytes, take.sizeBytes);
    take.data.flush();
    const entry = { lengthBytes: bytes.length, crc, at: this.options.now() };
    take.index.write(writeEntry(entry, take.entries.at(-1)), take.entries.length * entryBytes);
    take.index.flush();
    take.entries.push(entry);
    take.sizeBytes += bytes.length;
    return { sizeBytes: take.sizeBytes, isDiskLow };
  }

  async mark(takeId: string, markers: readonly Marker[]): Promise<void> {
    await withFile(this.disk, path(takeId, 'markers'), (file) => {
      const { records, endBytes } = scanLines(readAll(file), 0);
      file.truncate(endBytes);
      file.write(writeLine({ seq: (records.at(-1)?.seq ?? 0) + 1, body: JSON.stringify(markers) }), endBytes);
      file.flush();
    });
  }

  async seal(takeId: string): Promise<Blob> {
    const header = await this.#header(takeId);
    const take = this.#open.get(takeId) ?? (await this.#reopen(takeId));
    try {
      if (take.sizeBytes === 0) throw new AppError('media/empty', { detail: { takeId } });
      take.data.truncate(take.sizeBytes);
      await this.#mendHead(takeId, take);
      if (this.sealer.isPlain && isWav(header)) finishWav(take);
      take.data.flush();
      if (!this.sealer.isPlain) return await this.#openSealed(takeId, take, header);
    } finally {
      this.#close(takeId);
    }
    const blob = await this.disk.blob(path(takeId, 'data'));
    if (!blob) throw new AppError('storage/corrupt', { detail: { takeId } });
    return blob.slice(0, blob.size, header?.mime ?? '');
  }

  async keep(takeId: string, recordingId: string): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify({ recordingId }));
    await withFile(this.disk, path(takeId, 'kept.json'), (file) => overwrite(file, bytes));
  }

  async kept(): Promise<readonly { takeId: string; recordingId: string }[]> {
    const kept: { takeId: string; recordingId: string }[] = [];
    for (const takeId of await this.disk.list(root)) {
      const mark = (await this.#json(takeId, 'kept.json')) as { recordingId?: unknown } | undefined;
      if (typeof mark?.recordingId === 'string') kept.push({ takeId, recordingId: mark.recordingId });
    }
    return kept;
  }

  async unfinished(): Promise<readonly TakeInfo[]> {
    const held = await this.locks.held();
    const kept = new Set((await this.kept()).map((each) => each.takeId));
    const takes: TakeInfo[] = [];
    for (const takeId of await this.disk.list(root)) {
      if (kept.has(takeId) || held.has(lockName(takeId)) || this.#open.has(takeId)) continue;
      const info = await this.#info(takeId);
      if (info.chunks > 0) takes.push(info);
    }
    return takes;
  }

  async discard(takeId: string): Promise<void> {
    this.#close(takeId);
    await this.disk.remove(`${root}/${takeId}`);
  }

  /** Removes what a tab left that was closed before its first chunk. Takes with chunks are never locked for it. */
  async sweep(): Promise<void> {
    for (const takeId of await this.disk.list(root)) {
      if (this.#open.has(takeId) || (await this.#info(takeId)).chunks > 0) continue;
      const release = await this.locks.tryHold(lockName(takeId));
      if (!release) continue;
      if ((await this.#info(takeId)).chunks === 0) await this.disk.remove(`${root}/${takeId}`);
      release();
    }
  }

  /** Also after this worker was ended in mid-take: the take goes on where its index ends. */
  async #reopen(takeId: string): Promise<Open> {
    const release = await this.locks.tryHold(lockName(takeId));
    if (!release) throw new AppError('storage/locked', { detail: { takeId } });
    try {
      const data = await this.disk.open(path(takeId, 'data'));
      const index = await this.disk.open(path(takeId, 'index'));
      const entries = readIndex(index);
      const sizeBytes = totalBytes(entries);
      const take: Open = { data, index, entries, sizeBytes, mayRepeat: entries.length > 0, release };
      this.#open.set(takeId, take);
      return take;
    } catch (error) {
      release();
      throw error;
    }
  }

  #close(takeId: string): void {
    const take = this.#open.get(takeId);
    if (!take) return;
    this.#open.delete(takeId);
    take.data.close();
    take.index.close();
    take.release();
  }

  /** The chunks as they came, one by one: what was sealed is never on disk open. */
  async #openSealed(takeId: string, take: Open, header: TakeHeader | undefined): Promise<Blob> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    for (const [index, { lengthBytes }] of take.entries.entries()) {
      const sealed = new Uint8Array(lengthBytes);
      take.data.read(sealed, at);
      at += lengthBytes;
      parts.push(await this.sealer.open(sealed, whereOf(takeId, index)));
    }
    const sizeBytes = parts.reduce((sum, part) => sum + part.length, 0);
    if (isWav(header)) parts[0]!.set(finishedWavHeader(parts[0]!.slice(0, wavHeaderBytes), sizeBytes));
    return new Blob(parts, { type: header?.mime ?? '' });
  }

  /** Puts the first chunk back from its copy where its bytes are not those that came. */
  async #mendHead(takeId: string, take: Open): Promise<void> {
    const first = take.entries[0]!;
    const bytes = new Uint8Array(first.lengthBytes);
    take.data.read(bytes, 0);
    if (crc32(bytes) === first.crc) return;
    const copy = await this.disk.blob(path(takeId, 'head'));
    const spare = copy && new Uint8Array(await copy.arrayBuffer());
    if (spare && crc32(spare) === first.crc) take.data.write(spare, 0);
  }

  async #info(takeId: string): Promise<TakeInfo> {
    const blob = await this.disk.blob(path(takeId, 'index'));
    const entries = blob ? readIndex(new Uint8Array(await blob.arrayBuffer())) : [];
    const header = (await this.#header(takeId)) ?? {
      id: takeId,
      mime: 'audio/webm',
      startedAt: new Date(entries[0]?.at ?? 0).toISOString(),
      title: '',
    };
    const lastChunkAt = new Date(entries.at(-1)?.at ?? 0).toISOString();
    const sizeBytes = totalBytes(entries);
    const markers = await this.#markers(takeId);
    return { ...header, sizeBytes, chunks: entries.length, lastChunkAt, seconds: recordedSeconds(entries), markers };
  }

  async #markers(takeId: string): Promise<Marker[]> {
    const blob = await this.disk.blob(path(takeId, 'markers'));
    const { records } = scanLines(blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array(), 0);
    const told = JSON.parse(records.at(-1)?.body ?? '[]') as unknown[];
    return told.map((each) => parseRow(markerSchema, each)).flatMap((each) => (each.ok ? [each.value] : []));
  }

  async #header(takeId: string): Promise<TakeHeader | undefined> {
    const header = (await this.#json(takeId, 'take.json')) as TakeHeader | undefined;
    return header?.id === takeId ? header : undefined;
  }

  async #json(takeId: string, name: string): Promise<unknown> {
    const blob = await this.disk.blob(path(takeId, name));
    try {
      return blob && JSON.parse(await blob.text());
    } catch {
      return undefined;
    }
  }
}

const path = (takeId: string, name: string) => `${root}/${takeId}/${name}`;
const whereOf = (takeId: string, chunk: number) => `${root}/${takeId}/${chunk}`;
const lockName = (takeId: string) => `take:${takeId}`;
const isWav = (header: TakeHeader | undefined) => header?.mime.startsWith('audio/wav') === true;

/** The sizes, which nobody knew while it grew. Sealing again writes the same. */
const finishWav = (take: Open): void => {
  const header = new Uint8Array(wavHeaderBytes);
  take.data.read(header, 0);
  take.data.write(finishedWavHeader(header, take.sizeBytes), 0);
};

const totalBytes = (entries: readonly Entry[]) => entries.reduce((sum, entry) => sum + entry.lengthBytes, 0);

/** Chunks come every half second; a longer gap than 2 s was a pause. */
const recordedSeconds = (entries: readonly Entry[]): number => {
  const gaps = entries.map((entry, index) => (index === 0 ? 500 : entry.at - entries[index - 1]!.at));
  return gaps.reduce((sum, gap) => sum + (gap > 0 && gap <= 2000 ? gap : 500), 0) / 1000;
};

/** Keeps at least half the reserve ahead. False where the disk gives no more; what is reserved can still be filled. */
const reserve = (take: Open, lengthBytes: number, aheadBytes: number): boolean => {
  const reserved = take.data.sizeBytes();
  if (reserved - take.sizeBytes - lengthBytes >= aheadBytes / 2) return true;
  try {
    take.data.truncate(reserved + aheadBytes / 2);
    return true;
  } catch {
    return false;
  }
};
