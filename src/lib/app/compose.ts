import { collectLogs, logger } from '$lib/core/log.ts';
import { PerformanceTracker, type StepSpan } from '$lib/core/perf.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Database } from '$lib/db/database.ts';
import type { Recovery } from '$lib/db/recovery.ts';
import { openDatabase } from '$lib/db/spare.ts';
import type { OfflinePort } from '$lib/domain/offline.ts';
import type {
  ArtifactStore,
  BrowserLanguage,
  Capabilities,
  MediaEngine,
  OpenRecordingLock,
  PatternFinder,
  Shelf,
  TextEngine,
  VersionRepository,
  Watchable,
} from '$lib/domain/ports.ts';
import type { Collection } from '$lib/domain/shelf.ts';
import type { Analyses } from '$lib/services/analyses.ts';
import type { EditedMedia } from '$lib/services/edited-media.ts';
import type { Exporting } from '$lib/services/exporting.ts';
import type { Importing } from '$lib/services/importing.ts';
import type { Projects } from '$lib/services/project/index.ts';
import type { Health } from '$lib/services/health/index.ts';
import type { Integrity } from '$lib/services/integrity.ts';
import type { Jobs } from '$lib/services/jobs.ts';
import { Library } from '$lib/services/library.ts';
import type { Models } from '$lib/services/models.ts';
import type { Recorder } from '$lib/services/recorder/recorder.ts';
import type { Search } from '$lib/services/search.ts';
import type { Redactions } from '$lib/services/redactions.ts';
import type { SettingsService } from '$lib/services/settings.ts';
import { browserStorage, StorageService } from '$lib/services/storage.ts';
import type { Sound } from '$lib/services/sound.ts';
import { Transcripts } from '$lib/services/transcripts.ts';
import { detectCapabilities } from './capabilities.ts';
import { config } from './config.ts';
import { effortFor, watchDevice } from './effort.ts';
import { openEngines, type Engines } from './engines.ts';
import { composeSpeechParts, type SpeechParts } from './speech.ts';
import { GrowingArtifacts } from './growing.ts';
import { composeJobs, type HearAgain } from './jobs.ts';
import { openRecordingLock } from './recording-lock.ts';
import {
  composeEditedMedia,
  composeExporting,
  composeHealth,
  composeImporting,
  composeIntegrity,
  composeModels,
  composeProjects,
  composeRecorder,
  composeSearch,
  composeSettings,
  composeSound,
  composeText,
} from './services.ts';
import { startServiceWorker } from './service-worker.ts';

const log = logger('app');
/** When the start is over and the person is at work. */
const scrubAfterMs = 30_000;

export type App = SpeechParts & {
  library: Library;
  recorder: Recorder;
  transcripts: Transcripts;
  storage: StorageService;
  jobs: Jobs;
  models: Models;
  exporting: Exporting;
  importing: Importing;
  /** Loaded when first needed. */
  projects(): Promise<Projects>;
  search: Search;
  collections: Shelf<Collection>;
  sound: Sound;
  analyses: Analyses;
  redactions: Redactions;
  refining: Pick<TextEngine, 'refine'>;
  browserLanguage: BrowserLanguage;
  editedMedia: EditedMedia;
  settings: SettingsService;
  health: Health;
  integrity: Integrity;
  offline: OfflinePort;
  /** Hears a recording, or a stretch of it, once more; nothing but the draft is made. */
  hearAgain: HearAgain;
  media: MediaEngine;
  patterns: PatternFinder;
  artifacts: ArtifactStore;
  versions: VersionRepository;
  openLock: OpenRecordingLock;
  capabilities: Capabilities;
  /** How long steps took, in this session and before. */
  spans: Watchable<readonly StepSpan[]>;
  /** What the homes of data had lost when the app started. */
  recovery: Recovery;
  /** True when a newer EchoFlow wrote the database: everything can be read and exported, nothing changed. */
  isReadOnly: boolean;
  scope: Scope;
  dispose(): void;
};

/**
 * Builds everything, once. The one place that joins ports to their makers: no module is a singleton, and whoever wants
 * another part hands it in here. Rejects with `storage/unavailable` where the browser lets nothing be kept.
 */
export const compose = async (): Promise<App> => {
  const scope = new Scope();
  try {
    return await build(scope);
  } catch (error) {
    scope.dispose();
    throw error;
  }
};

const build = async (scope: Scope): Promise<App> => {
  scope.own(collectLogs().unsubscribe);
  const capabilities = detectCapabilities();
  const deviceState = watchDevice(scope);
  const engines = openEngines(scope, () => effortFor(settings.current.transcription, deviceState()));
  const database = await openStore(engines, scope);
  const recovery = await database.recover();
  const settings: SettingsService = composeSettings(database, scope);
  const models = composeModels(engines, database, { settings, capabilities });
  await Promise.all([settings.load(), models.load()]);

  const { recordings, files, artifacts } = database;
  const library = new Library({ recordings, files, links: engines.fetcher, hash: engines.storage.hash });
  const transcripts = new Transcripts({ transcripts: database.transcripts, artifacts });
  const recorder = composeRecorder(engines, library);
  const storage = new StorageService();
  const perf = new PerformanceTracker((span) => {
    database.spans.add(span).catch((error: unknown) => log.warn('time not kept', { error }));
  });
  const growing = new GrowingArtifacts();
  const { speech, speechParts } = composeSpeechParts({ engines, database, settings, models, capabilities, scope });
  const used = { ...engines, speech };
  const parts = { engines: used, database, transcripts, settings, models, capabilities, perf, growing, scope };
  const { jobs, manager, hearAgain } = composeJobs(parts);
  const offline = startServiceWorker({ scope, isBusy: () => recorder.state.kind !== 'idle' });
  const health = composeHealth({ hash: engines.storage.hash, storage: browserStorage, recovery, offline });
  const integrity = composeIntegrity(database, engines, models);
  jobs.start();
  scrubLater(database, scope);
  void library.expireBin(settings.current.storage.binDays);
  const services = {
    ...{ library, recorder, transcripts, storage, jobs, models, settings, health, integrity, offline, hearAgain },
    ...composeUses({ database, engines, settings, scope }),
    ...speechParts,
    collections: database.collections,
    ...composeText(database, engines, { manager, models }),
  };
  const facts = {
    media: engines.media,
    patterns: engines.patterns,
    artifacts: growing.over(artifacts),
    versions: database.versions,
    openLock: openRecordingLock,
    capabilities,
    spans: database.spans.watchAll(),
    recovery,
    isReadOnly: database.isNewer(),
  };
  return { ...services, ...facts, scope, dispose: () => scope.dispose() };
};

/** What is done with recordings once they are there. */
const composeUses = (parts: { database: Database; engines: Engines; settings: SettingsService; scope: Scope }) => {
  const { database, engines, settings, scope } = parts;
  const sound = composeSound(database, engines);
  return {
    sound,
    exporting: composeExporting(database, sound),
    importing: composeImporting(database),
    projects: composeProjects(database, engines, { settings, sound }),
    search: composeSearch(database, engines, scope),
    editedMedia: composeEditedMedia(database, engines),
  };
};

const scrubLater = (database: Database, scope: Scope): void => {
  const scrub = () => database.scrub().catch((error: unknown) => log.error('not scrubbed', { error }));
  scope.timeout(() => void scrub(), scrubAfterMs);
};

const openStore = async ({ storage, media }: Engines, scope: Scope): Promise<Database> => {
  const database = await openDatabase({
    journal: storage.journal,
    takes: storage.takes,
    modelFiles: storage.models,
    removePcm: media.removePcm,
    repair: media.repair,
    hash: storage.hash,
    storage: localStorage,
    defaultSettings: config.defaults,
  });
  scope.own(() => database.close());
  return database;
};
