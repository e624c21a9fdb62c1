import type { Collection, Preset, SavedSearch } from '$lib/domain/shelf.ts';
import type {
  ArtifactLister,
  ArtifactStore,
  FileStore,
  RecordingRepository,
  Shelf,
  TranscriptImporter,
  TranscriptRepository,
  VersionRepository,
} from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

export type ProjectPorts = {
  recordings: Pick<RecordingRepository, 'add' | 'find' | 'findByHash' | 'update' | 'watchAll'>;
  files: Pick<FileStore, 'put' | 'get' | 'has' | 'remove'>;
  transcripts: Pick<TranscriptRepository, 'find' | 'save'> & TranscriptImporter;
  versions: Pick<VersionRepository, 'add' | 'transcript' | 'watch'>;
  artifacts: Pick<ArtifactStore, 'find' | 'save'> & ArtifactLister;
  shelves: { collections: Shelf<Collection>; searches: Shelf<SavedSearch>; presets: Shelf<Preset> };
  settings: { readonly current: Settings; replace(settings: Settings): Promise<void> };
  /** The sound with silence where something is redacted, as `Sound.withoutRedacted`. */
  quietSound(transcript: Transcript, signal: AbortSignal): Promise<Blob>;
  /** SHA-256 as hex. */
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
  /** Version of this app, for the file. */
  appVersion: string;
};

/** What a project is written from. */
export type ProjectSource = Pick<ProjectPorts, 'shelves' | 'settings' | 'hash' | 'appVersion'> & {
  files: Pick<FileStore, 'get' | 'has'>;
  transcripts: Pick<TranscriptRepository, 'find'>;
  versions: Pick<VersionRepository, 'transcript' | 'watch'>;
  artifacts: Pick<ArtifactStore, 'find'> & ArtifactLister;
};

/** Where the parts of a project lie inside its file. */
export const places = {
  type: 'mimetype',
  manifest: 'project.json',
  settings: 'settings.json',
  shelves: 'shelves.json',
  folder: (id: string) => `recordings/${id}/`,
  recording: (id: string) => `recordings/${id}/recording.json`,
  transcript: (id: string) => `recordings/${id}/transcript.json`,
  machine: (id: string, fingerprint: string) => `recordings/${id}/machine/${fingerprint}.json`,
  version: (id: string, number: number) => `recordings/${id}/versions/${String(number).padStart(4, '0')}.json`,
  media: (id: string, extension: string) => `recordings/${id}/media.${extension}`,
};
