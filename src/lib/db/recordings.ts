import { parseRow } from '$lib/domain/parse.ts';
import type { Journal, RecordingRepository, TakeStore, Watchable } from '$lib/domain/ports.ts';
import { recordingSchema, type Recording } from '$lib/domain/recording.ts';
import { pcmFolder } from '$lib/domain/artifacts.ts';
import { exclusive } from './exclusive.ts';
import { storing } from './failures.ts';
import { libraryStream, type LibraryJournal } from './library-journal.ts';
import { assertWritable } from './newer.ts';
import type { Quarantine } from './quarantine.ts';
import type { Tables } from './tables.ts';
import { versionsStream } from './versions.ts';
import { watchable } from './watchable.ts';

/** What a purge must reach outside the database. */
export type Outside = { journal: Journal; takes: TakeStore; removePcm(folder: string): Promise<void> };

/** Whether a row that was set aside belongs to this recording. */
const isOf = (row: unknown, recordingId: string): boolean => {
  const { id, recordingId: of } = (row ?? {}) as { id?: unknown; recordingId?: unknown };
  return id === recordingId || of === recordingId;
};

const parse = (row: unknown) => parseRow(recordingSchema, row);

export class Recordings implements RecordingRepository {
  constructor(
    private readonly tables: Tables,
    private readonly library: LibraryJournal,
    private readonly outside: Outside,
    private readonly quarantine: Quarantine,
  ) {}

  add(recording: Recording): Promise<void> {
    return this.#alone(async () => {
      const row = { ...recording };
      await this.library.put(row);
      await this.tables.recordings.put(row);
    });
  }

  find(id: string): Promise<Recording | undefined> {
    return storing(() => this.#load(id));
  }

  /** Does nothing where the row is gone: a job that ends late revives nothing. */
  update(id: string, change: Partial<Omit<Recording, 'id'>>): Promise<void> {
    return this.#alone(async () => {
      const before = await this.#load(id);
      if (!before) return;
      const row: Recording = { ...before, updatedAt: new Date().toISOString(), ...change, id };
      await this.library.put(row);
      await this.tables.recordings.put(row);
    });
  }

  /** The tombstone first: killed after it, recovery finishes the purge and resurrects nothing. The row goes last. */
  purge(id: string): Promise<void> {
    return this.#alone(async () => {
      await this.library.bury(id);
      await this.finishPurge(id);
    });
  }

  async finishPurge(id: string): Promise<void> {
    const { takes, journal, removePcm } = this.outside;
    for (const { takeId, recordingId } of await takes.kept()) if (recordingId === id) await takes.discard(takeId);
    // The whole folder, not what the artifacts tell of it: they may be lost, and sound that a job left half-made is in none.
    await removePcm(pcmFolder(id));
    for (const stream of [id, versionsStream(id)]) await journal.remove(stream);
    await this.library.erase();
    const { recordings, files, artifacts, checkpoints, transcripts, paragraphs, jobs, versions, history, spans } =
      this.tables;
    const all = [recordings, files, artifacts, checkpoints, transcripts, paragraphs, jobs, versions, history, spans];
    await this.tables.quarantine.filter(({ row }) => isOf(row, id)).delete();
    await this.tables.transaction('rw', all, async () => {
      for (const table of [artifacts, checkpoints, paragraphs, versions, history, spans])
        await table.where({ recordingId: id }).delete();
      await jobs.filter((job) => job.recordingId === id).delete();
      await files.delete(id);
      await transcripts.delete(id);
      await recordings.delete(id);
    });
  }

  watchAll({ deleted = false }: { deleted?: boolean } = {}): Watchable<readonly Recording[]> {
    return watchable(async () => {
      const rows = await this.tables.recordings.orderBy('createdAt').reverse().toArray();
      const recordings = this.quarantine.sift('recordings', rows, parse);
      return recordings.filter((recording) => (recording.deletedAt !== null) === deleted);
    });
  }

  watch(id: string): Watchable<Recording | undefined> {
    return watchable(() => this.#load(id));
  }

  findByHash(sha256: string): Promise<Recording | undefined> {
    return storing(async () => {
      const rows = await this.tables.recordings.where({ sha256 }).toArray();
      return this.quarantine.sift('recordings', rows, parse)[0];
    });
  }

  async #load(id: string): Promise<Recording | undefined> {
    const row = await this.tables.recordings.get(id);
    return row && this.quarantine.sift('recordings', [row], parse)[0];
  }

  #alone<T>(task: () => Promise<T>): Promise<T> {
    const work = async () => {
      await assertWritable(this.tables);
      return task();
    };
    return exclusive(libraryStream, () => storing(work));
  }
}
