import { logger } from '$lib/core/log.ts';
import { idTime } from '$lib/core/ids.ts';
import { AppError, isAbort } from '$lib/core/errors.ts';
import type { FileStore, Journal, JournalTip, ShelfItem, TakeStore } from '$lib/domain/ports.ts';
import { parseRow } from '$lib/domain/parse.ts';
import { recordingSchema, type Recording } from '$lib/domain/recording.ts';
import { exclusive } from './exclusive.ts';
import { storing } from './failures.ts';
import { libraryStream, type LibraryJournal, type LibraryState } from './library-journal.ts';
import type { NotedTakes } from './noted-takes.ts';
import type { Recordings } from './recordings.ts';
import type { Sentinel } from './sentinel.ts';
import type { HomedShelf, ShelfName } from './shelf.ts';
import type { Tables } from './tables.ts';
import { replay } from './transcript-delta.ts';
import type { Transcripts } from './transcripts.ts';
import { recordingOf, versionsStream, type Versions } from './versions.ts';

/** What one home lost and the other gave back, and what neither has. */
export type Recovery = {
  rebuilt: readonly {
    recordingId: string;
    title: string;
    what: 'recording' | 'file' | 'transcript' | 'versions' | ShelfName;
  }[];
  /** `library`: `count` recordings are gone from both homes; nothing but their number is known. */
  lost: readonly (
    { what: 'file' | 'transcript' | 'take'; recordingId: string; title: string } | { what: 'library'; count: number }
  )[];
};

export type Homes = {
  tables: Tables;
  journal: Journal;
  takes: TakeStore & Partial<Pick<NotedTakes, 'missing'>>;
  library: LibraryJournal;
  recordings: Recordings;
  transcripts: Transcripts;
  files: FileStore;
  sentinel: Sentinel;
  versions: Versions;
  shelves: readonly Pick<HomedShelf<ShelfItem>, 'name' | 'recover'>[];
  repair(take: Blob, signal: AbortSignal): Promise<Blob>;
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
};

type Tips = ReadonlyMap<string, JournalTip>;

const log = logger('recovery');
const orphanAgeMs = 86_400_000;

/** Saves a kill may leave in the journal that the rows have not seen: nobody needs to be told of those. */
const mostSavesUnderWay = 20;

class Run {
  readonly rebuilt: Recovery['rebuilt'][number][] = [];
  readonly lost: Recovery['lost'][number][] = [];
  #takeOf = new Map<string, string>();

  constructor(private readonly homes: Homes) {}

  async compare(): Promise<Recovery> {
    const { journal, library, tables, sentinel, takes } = this.homes;
    const expected = sentinel.read();
    const state = await library.read();
    const hasForgotten = state.seq < (expected?.lastSeq ?? 0);
    const tips = new Map((await journal.tips()).map((tip) => [tip.stream, tip]));
    await this.#finishPurges(state, tips);
    // A row that means nothing any more counts as lost: the journal's takes its place before anybody looks for it.
    const live = (await tables.recordings.toArray()).filter((row) => parseRow(recordingSchema, row).ok);
    await this.#adoptUnjournalled(state, live);
    const missing = (expected?.projects ?? 0) - state.rows.size;
    if (hasForgotten && missing > 0) this.lost.push({ what: 'library', count: missing });
    this.#takeOf = new Map((await takes.kept()).map(({ recordingId, takeId }) => [recordingId, takeId]));
    for (const { id, title } of (await takes.missing?.()) ?? [])
      this.lost.push({ what: 'take', recordingId: id, title });
    const known = new Set(live.map((row) => row.id));
    for (const row of state.rows.values()) {
      if (!known.has(row.id)) await this.#rebuildRow(row);
      await this.#checkFile(row, !known.has(row.id));
    }
    await this.#compareTranscripts(state, tips);
    await this.#compareVersions(state, tips);
    await this.#compareShelves();
    await this.#sweepFiles(state);
    const { seq } = await library.read();
    sentinel.write({ projects: state.rows.size, lastSeq: Math.max(seq, state.seq) });
    return { rebuilt: this.rebuilt, lost: this.lost };
  }

  /** A purge that was killed in the middle. */
  async #finishPurges(state: LibraryState, tips: Tips): Promise<void> {
    const { recordings, tables, takes } = this.homes;
    const rows = new Set((await tables.recordings.toCollection().primaryKeys()) as string[]);
    const takesOf = new Set((await takes.kept()).map((each) => each.recordingId));
    for (const id of state.gone) {
      const isThere = rows.has(id) || takesOf.has(id) || tips.has(id) || tips.has(versionsStream(id));
      if (isThere) await recordings.finishPurge(id);
    }
  }

  /** Rows the journal does not know: it was lost, or is older than they are. */
  async #adoptUnjournalled(state: LibraryState, live: readonly Recording[]): Promise<void> {
    const missing = live.filter((row) => !state.rows.has(row.id) && !state.gone.has(row.id));
    if (missing.length === 0 && !state.damaged) return;
    for (const row of missing) state.rows.set(row.id, row);
    state.seq = Math.max(state.seq + 1, (this.homes.sentinel.read()?.lastSeq ?? 0) + 1);
    await this.homes.library.fold(state);
    log.warn('library journal rebuilt', { recordings: missing.length });
  }

  async #rebuildRow(row: Recording): Promise<void> {
    await this.homes.tables.recordings.put(row);
    this.rebuilt.push({ recordingId: row.id, title: row.title, what: 'recording' });
  }

  async #checkFile(row: Recording, isNews: boolean): Promise<void> {
    const { id: recordingId, title } = row;
    const takeId = this.#takeOf.get(recordingId);
    if (await this.#hasBytes(recordingId, takeId !== undefined)) return;
    const blob = takeId && (await this.#bytesOf(takeId));
    if (blob) {
      await this.homes.files.put(recordingId, blob);
      await this.#describeAnew(row, blob);
      this.rebuilt.push({ recordingId, title, what: 'file' });
    } else if (isNews) this.lost.push({ recordingId, title, what: 'file' });
  }

  /** Only where they could be put back it is worth the time of a start to see whether they can be read. */
  #hasBytes(recordingId: string, isReplaceable: boolean): Promise<boolean> {
    const { files } = this.homes;
    if (!isReplaceable) return files.has(recordingId);
    return files.get(recordingId).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'media/missing') return false;
        throw error;
      },
    );
  }

  /** Mended again, a take need not have the same bytes: the row must tell those that are there. */
  async #describeAnew(row: Recording, blob: Blob): Promise<void> {
    const { library, tables, hash } = this.homes;
    const sha256 = await hash(blob, new AbortController().signal);
    if (sha256 === row.sha256) return;
    const updated = { ...row, sha256, sizeBytes: blob.size };
    await library.put(updated);
    await tables.recordings.put(updated);
  }

  /** A take that cannot be mended is kept as it came. */
  async #bytesOf(takeId: string): Promise<Blob | undefined> {
    try {
      const raw = await this.homes.takes.seal(takeId);
      const signal = new AbortController().signal;
      return await this.homes.repair(raw, signal).catch(() => raw);
    } catch (error) {
      if (!isAbort(error)) log.error('take unreadable', { takeId, error });
      return undefined;
    }
  }

  /** Bytes of an import that was killed before its row was written; a young one may still be at it in another tab. */
  async #sweepFiles(state: LibraryState): Promise<void> {
    const ids = (await this.homes.tables.files.toCollection().primaryKeys()) as string[];
    const limit = Date.now() - orphanAgeMs;
    for (const id of ids) if (!state.rows.has(id) && idTime(id) < limit) await this.homes.files.remove(id);
  }

  async #compareTranscripts(state: LibraryState, tips: Tips): Promise<void> {
    const heads = new Map(
      (await this.homes.tables.transcripts.toArray()).map((head) => [head.recordingId, head.revision]),
    );
    for (const row of state.rows.values()) {
      const tip = tips.get(row.id);
      const revision = heads.get(row.id) ?? 0;
      if (tip && tip.seq > revision) await this.#toDexie(row, revision);
      else if (revision > 0 && (!tip || tip.damaged || tip.seq < revision))
        await this.homes.transcripts.rejournal(row.id);
    }
  }

  /** Where one home has none: reading all of them is left to `scrub`. */
  async #compareVersions(state: LibraryState, tips: Tips): Promise<void> {
    const inTable = new Set((await this.homes.tables.versions.orderBy('recordingId').uniqueKeys()) as string[]);
    for (const row of state.rows.values()) {
      const recordingId = row.id;
      const tip = tips.get(versionsStream(recordingId));
      if (inTable.has(recordingId) ? tip && !tip.damaged : !tip) continue;
      const back = await this.homes.versions.recover(recordingId);
      if (back.length > 0) this.rebuilt.push({ recordingId, title: row.title, what: 'versions' });
    }
  }

  async #compareShelves(): Promise<void> {
    for (const { name, recover: compare } of this.homes.shelves) {
      for (const { id, name: title } of await compare()) this.rebuilt.push({ recordingId: id, title, what: name });
    }
  }

  async #toDexie(row: Recording, stored: number): Promise<void> {
    const told = replay(await this.homes.journal.read(row.id));
    const what = { recordingId: row.id, title: row.title, what: 'transcript' as const };
    if (!told || told.revision <= stored) {
      if (stored === 0) this.lost.push(what);
      return;
    }
    await this.homes.transcripts.restore(told);
    if (stored === 0 || told.revision > stored + mostSavesUnderWay) this.rebuilt.push(what);
  }
}

/**
 * Reads every journal whole, which a start need not wait for, and writes those anew that are damaged while the database
 * holds what they should. @returns how many
 */
export const scrub = async ({ journal, transcripts, versions, shelves }: Homes): Promise<number> => {
  const damaged = (await journal.inspect()).filter((tip) => tip.damaged && tip.stream !== libraryStream);
  for (const { stream } of damaged) {
    const recordingId = recordingOf(stream);
    const shelf = shelves.find(({ name }) => name === stream);
    if (recordingId !== undefined) await versions.recover(recordingId);
    else await (shelf ? shelf.recover() : transcripts.rejournal(stream));
  }
  if (damaged.length > 0) log.warn('journals written anew', { journals: damaged.length });
  return damaged.length;
};

export const recover = async (homes: Homes): Promise<Recovery> => {
  const recovery = await exclusive(libraryStream, () => storing(() => new Run(homes).compare()));
  log.info('homes compared', { rebuilt: recovery.rebuilt.length, lost: recovery.lost.length });
  return recovery;
};
