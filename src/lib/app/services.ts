import type { Scope } from '$lib/core/scope.ts';
import { formatDateTime } from '$lib/core/time.ts';
import type { Database } from '$lib/db/database.ts';
import type { BrowserLanguage, Capabilities, TextEngine } from '$lib/domain/ports.ts';
import { en } from '$lib/i18n/en.ts';
import { catalogue } from '$lib/models/catalogue.ts';
import { filesFor } from '$lib/models/files.ts';
import type { PipelineManager } from '$lib/pipelines/manager.ts';
import { Analyses } from '$lib/services/analyses.ts';
import { EditedMedia } from '$lib/services/edited-media.ts';
import { Exporting } from '$lib/services/exporting.ts';
import { Importing } from '$lib/services/importing.ts';
import type { Projects } from '$lib/services/project/index.ts';
import { Health } from '$lib/services/health/index.ts';
import { firstValue } from '$lib/services/first-value.ts';
import { Integrity } from '$lib/services/integrity.ts';
import type { Library } from '$lib/services/library.ts';
import { Models } from '$lib/services/models.ts';
import { ModelPacks } from '$lib/services/packs/packs.ts';
import { browserMediaKeys } from '$lib/services/recorder/media-keys.ts';
import { browserMicrophone } from '$lib/services/recorder/microphone.ts';
import { Recorder } from '$lib/services/recorder/recorder.ts';
import { browserWakeLock } from '$lib/services/recorder/wake-lock.ts';
import { Redactions } from '$lib/services/redactions.ts';
import { Search } from '$lib/services/search.ts';
import { SettingsService } from '$lib/services/settings.ts';
import { browserLanguage } from './browser-language.ts';
import { Sound } from '$lib/services/sound.ts';
import { builtInModel } from './built-in-model.ts';
import { config } from './config.ts';
import { paintLine } from './line-painter.ts';
import { browserHealthPorts, type HealthParts } from './health-ports.ts';
import type { Engines } from './engines.ts';
import { makeListen } from './listen.ts';

export const composeSettings = (database: Database, scope: Scope): SettingsService => {
  const { defaults } = config;
  const settings = new SettingsService({ repository: database.settings, defaults });
  scope.own(() => settings.dispose());
  return settings;
};

export const composeModels = (
  { fetcher }: Engines,
  { models: store }: Database,
  { settings, capabilities }: { settings: SettingsService; capabilities: Capabilities },
): Models =>
  new Models({
    entries: catalogue,
    filesFor,
    fetcher,
    store,
    host: () => settings.current.network.modelHost,
    devices: () => (capabilities.webGpu ? ['wasm', 'webgpu'] : ['wasm']),
    builtIn: builtInModel,
  });

export const composePacks = (
  { storage }: Engines,
  { models: store }: Database,
  { models, capabilities }: { models: Models; capabilities: Capabilities },
): ModelPacks =>
  new ModelPacks({
    entries: catalogue,
    filesFor,
    store,
    files: storage.packs,
    devices: () => (capabilities.webGpu ? ['wasm', 'webgpu'] : ['wasm']),
    refresh: (id) => models.refresh(id),
  });

export const composeRecorder = ({ storage, media }: Engines, library: Library): Recorder =>
  new Recorder({
    microphone: browserMicrophone,
    takes: storage.takes,
    media,
    library,
    wakeLock: browserWakeLock,
    mediaKeys: browserMediaKeys(en.recorder.recording),
    titleFor: (startedAt) => en.recorder.takeTitle(formatDateTime(startedAt)),
  });

export const composeIntegrity = (database: Database, { storage }: Engines, models: Models): Integrity =>
  new Integrity({
    recordings: database.recordings,
    files: database.files,
    hash: storage.hash,
    models: {
      stored: async () => {
        const states = await firstValue(models.watch());
        const downloaded = (id: string) => ['ready', 'damaged'].includes(states.get(id)?.kind ?? 'absent');
        const stored = models.entries.filter(({ id }) => id !== builtInModel.id && downloaded(id));
        return stored.map(({ id, label }) => ({ id, name: label }));
      },
      verify: (id, signal) => models.verify(id, signal),
    },
  });

export const composeExporting = (database: Database, sound: Sound): Exporting =>
  new Exporting({
    recordings: database.recordings,
    transcripts: database.transcripts,
    files: database.files,
    quietSound: (text, signal) => sound.withoutRedacted(text, { format: 'mp3', instead: 'beep' }, signal),
    tools: { paint: paintLine },
  });

export const composeImporting = (database: Database): Importing => new Importing(database);

export const composeProjects = (
  database: Database,
  { storage }: Engines,
  { settings, sound }: { settings: SettingsService; sound: Sound },
) => {
  const { recordings, files, transcripts, versions, artifacts, collections, searches, presets } = database;
  return async (): Promise<Projects> => {
    const { Projects } = await import('$lib/services/project/index.ts');
    return new Projects({
      ...{ recordings, files, transcripts, versions, artifacts, settings },
      shelves: { collections, searches, presets },
      hash: storage.hash,
      quietSound: (text, signal) => sound.withoutRedacted(text, { format: 'flac', instead: 'silence' }, signal),
      appVersion: config.version,
    });
  };
};
export const composeEditedMedia = (database: Database, { mediaRenderer }: Engines): EditedMedia =>
  new EditedMedia({
    recordings: database.recordings,
    transcripts: database.transcripts,
    files: database.files,
    renderer: mediaRenderer,
  });

/** What the index holds, as the last tab to write it knew. */
const indexKey = 'echoflow:search-index';

export const composeSearch = (database: Database, { search: index }: Engines, scope: Scope): Search => {
  const { recordings, transcripts, searches: saved } = database;
  const memory = {
    read: () => localStorage.getItem(indexKey),
    write: (contents: string) => localStorage.setItem(indexKey, contents),
  };
  const search = new Search({ recordings, transcripts, index, saved, memory });
  scope.own(() => search.dispose());
  search.start();
  return search;
};

export const composeSound = (database: Database, { media, renderer }: Engines): Sound => {
  const { recordings, files, artifacts, transcripts } = database;
  return new Sound({ recordings, files, artifacts, transcripts, media, renderer });
};

/** What is read out of transcripts, and what is taken out of them. */
export const composeText = (
  { artifacts }: Database,
  engines: Engines,
  { manager, models }: { manager: PipelineManager; models: Models },
): {
  analyses: Analyses;
  redactions: Redactions;
  refining: Pick<TextEngine, 'refine'>;
  browserLanguage: BrowserLanguage;
} => {
  const { text } = engines;
  return {
    refining: text,
    browserLanguage: browserLanguage(),
    analyses: new Analyses({ manager, artifacts, text }),
    redactions: new Redactions({ text, listen: makeListen(engines, models) }),
  };
};

export const composeHealth = (parts: HealthParts): Health => new Health(browserHealthPorts(parts));
