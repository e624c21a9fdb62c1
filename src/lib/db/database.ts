import { Dexie, type DBCore, type DBCoreTable } from 'dexie';
import { AppError } from '$lib/core/errors.ts';
import type {
  ArtifactLister,
  ArtifactStore,
  FileStore,
  JobRepository,
  Journal,
  ModelFiles,
  ModelStore,
  RecordingRepository,
  SettingsRepository,
  Shelf,
  StepSpans,
  TakeStore,
  TranscriptImporter,
  TranscriptRepository,
  VersionRepository,
} from '$lib/domain/ports.ts';
import { parseRow } from '$lib/domain/parse.ts';
import type { Settings } from '$lib/domain/settings.ts';
import {
  collectionSchema,
  presetSchema,
  savedSearchSchema,
  type Collection,
  type Preset,
  type SavedSearch,
} from '$lib/domain/shelf.ts';
import { createArtifactStore } from './artifacts.ts';
import { storing } from './failures.ts';
import { createFileStore } from './files.ts';
import { createJobRepository } from './jobs.ts';
import { createLibraryJournal } from './library-journal.ts';
import { migrations } from './migrations.ts';
import { createModelStore } from './models.ts';
import { isNewer } from './newer.ts';
import type { NotedTakes } from './noted-takes.ts';
import { Quarantine } from './quarantine.ts';
import { Recordings } from './recordings.ts';
import { recover, scrub, type Recovery } from './recovery.ts';
import { createSentinel } from './sentinel.ts';
import { createSettingsRepository } from './settings.ts';
import { createShelf } from './shelf.ts';
import { createSpanStore } from './spans.ts';
import type { Tables } from './tables.ts';
import { Transcripts } from './transcripts.ts';
import { Versions } from './versions.ts';

export type DatabaseOptions = {
  name?: string;
  journal: Journal;
  takes: TakeStore & Partial<Pick<NotedTakes, 'missing'>>;
  modelFiles: ModelFiles;
  /** Removes the decoded samples of a recording that is purged. */
  removePcm(folder: string): Promise<void>;
  /** Makes a cut-off take tell its duration; used where a recording's bytes are rebuilt from its take. */
  repair(take: Blob, signal: AbortSignal): Promise<Blob>;
  /** Where the sentinel lives: localStorage. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** SHA-256 as hex, for bytes that are rebuilt. */
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
  /** The browser's databases; its own where none are given. */
  indexedDB?: IDBFactory;
  /** Settings of somebody who has saved none; those of the schema where none are given. */
  defaultSettings?: Settings;
};

export type Database = {
  recordings: RecordingRepository;
  files: FileStore;
  artifacts: ArtifactStore & ArtifactLister;
  transcripts: TranscriptRepository & TranscriptImporter;
  jobs: JobRepository;
  settings: SettingsRepository;
  models: ModelStore;
  versions: VersionRepository;
  collections: Shelf<Collection>;
  searches: Shelf<SavedSearch>;
  presets: Shelf<Preset>;
  spans: StepSpans;
  /** Opens it; throws `storage/unavailable`. Everything else opens it too, when first used. */
  open(): Promise<void>;
  /** True when a newer EchoFlow wrote it: it can be read, and every write throws `storage/newer`. */
  isNewer(): boolean;
  /** Compares the homes and rebuilds what one of them lost. Once at each start, before the library is shown; a newer database is left alone. */
  recover(): Promise<Recovery>;
  /** Reads every journal whole and mends the damaged from the database; some time after the start. */
  scrub(): Promise<number>;
  /** Rows that could not be read and were set aside. */
  quarantined(): Promise<readonly { table: string; problem: string; at: string }[]>;
  close(): void;
};

export const databaseName = 'echoflow';

const guarded = (dexie: Dexie, table: DBCoreTable): DBCoreTable => ({
  ...table,
  mutate: (request) =>
    isNewer(dexie) ? Promise.reject(new AppError('storage/newer')) : (table.mutate(request) as never),
});

const openTables = (name: string, indexedDB: IDBFactory | undefined): Tables => {
  const where = indexedDB ? { indexedDB } : {};
  // Its own cache would copy everything that is read: 40,000 words each time.
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled', ...where });
  for (const { version, stores, upgrade } of migrations) {
    const declared = dexie.version(version).stores({ ...stores });
    if (upgrade) declared.upgrade((transaction) => upgrade(transaction));
  }
  dexie.use({
    stack: 'dbcore',
    name: 'newer-is-read-only',
    create: (core: DBCore) => ({ ...core, table: (each) => guarded(dexie, core.table(each)) }),
  });
  return dexie as Tables;
};

const createShelves = (homes: { tables: Tables; journal: Journal; quarantine: Quarantine }) => ({
  collections: createShelf('collections', (row) => parseRow(collectionSchema, row), homes),
  searches: createShelf('searches', (row) => parseRow(savedSearchSchema, row), homes),
  presets: createShelf('presets', (row) => parseRow(presetSchema, row), homes),
});

export const createDatabase = (options: DatabaseOptions): Database => {
  const { journal, takes, modelFiles, removePcm, repair, hash } = options;
  const tables = openTables(options.name ?? databaseName, options.indexedDB);
  const quarantine = new Quarantine(tables);
  const sentinel = createSentinel(options.storage);
  const library = createLibraryJournal(journal, sentinel);
  const recordings = new Recordings(tables, library, { journal, takes, removePcm }, quarantine);
  const transcripts = new Transcripts(tables, journal, quarantine);
  const files = createFileStore(tables);
  const versions = new Versions(tables, journal, quarantine);
  const shelves = createShelves({ tables, journal, quarantine });
  const homes = {
    ...{ tables, journal, takes, library, recordings, transcripts, files, sentinel, repair, hash },
    ...{ versions, shelves: Object.values(shelves) },
  };
  return {
    recordings,
    versions,
    ...shelves,
    transcripts,
    files,
    artifacts: createArtifactStore(tables, quarantine),
    jobs: createJobRepository(tables, quarantine),
    spans: createSpanStore(tables, quarantine),
    settings: createSettingsRepository(tables, options.storage, options.defaultSettings),
    models: createModelStore(tables, modelFiles, quarantine),
    open: () => storing(async () => void (await tables.open())),
    isNewer: () => isNewer(tables),
    recover: async () => {
      await storing(() => tables.open());
      if (isNewer(tables)) return { rebuilt: [], lost: [] };
      return recover(homes);
    },
    scrub: () => (isNewer(tables) ? Promise.resolve(0) : scrub(homes)),
    quarantined: async () => {
      await quarantine.settled();
      return tables.quarantine.toArray();
    },
    close: () => tables.close(),
  };
};
