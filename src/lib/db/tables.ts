import type { Dexie, EntityTable, Table } from 'dexie';
import type { ArtifactName } from '$lib/domain/artifacts.ts';
import type { Job } from '$lib/domain/job.ts';
import type { ModelManifest } from '$lib/domain/model.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { StepSpan } from '$lib/core/perf.ts';
import type { Collection, Preset, SavedSearch } from '$lib/domain/shelf.ts';
import type { TranscriptHead } from '$lib/domain/transcript.ts';
import type { Version } from '$lib/domain/version.ts';
import type { PackedWords } from './pack.ts';

/** Rows as they lie on disk. Read through the repositories, which parse them. */
export type FileRow = { recordingId: string; blob: Blob };
export type ArtifactRow = {
  recordingId: string;
  name: ArtifactName;
  fingerprint: string;
  /** Rises with each save: the last one saved is the one shown. */
  savedAt: number;
  value: unknown;
};
export type CheckpointRow = { recordingId: string; fingerprint: string; state: unknown };
/**
 * `order`: paragraph ids, as they follow one another. `words`: how many their paragraphs hold together; fewer found means
 * that some were lost. `fence`: token of the tab that may write.
 */
export type HeadRow = TranscriptHead & { order: string[]; words: number; fence?: number };
export type ParagraphRow = {
  recordingId: string;
  id: string;
  speaker: string | null;
  language: string | null;
  cueSettings?: string;
  words: PackedWords;
};
/** A step of a transcript's history, packed; `seq` -1 tells the cursor and the revision it belongs to. */
export type HistoryRow = { recordingId: string; seq: number; edit?: unknown; cursor?: number; revision?: number };
/** `body`: the transcript's JSON, packed (`compressed.ts`). */
export type VersionRow = Version & { body: string };
export type SettingRow = { key: string; value: unknown };
export type QuarantineRow = { id?: number; table: string; row: unknown; problem: string; at: string };

export type SpanRow = StepSpan & { id?: number };

export type Tables = Dexie & {
  recordings: EntityTable<Recording, 'id'>;
  files: EntityTable<FileRow, 'recordingId'>;
  artifacts: Table<ArtifactRow, [string, ArtifactName, string]>;
  checkpoints: Table<CheckpointRow, [string, string]>;
  transcripts: EntityTable<HeadRow, 'recordingId'>;
  paragraphs: Table<ParagraphRow, [string, string]>;
  jobs: EntityTable<Job, 'id'>;
  settings: EntityTable<SettingRow, 'key'>;
  models: EntityTable<ModelManifest, 'id'>;
  quarantine: Table<QuarantineRow, number>;
  history: Table<HistoryRow, [string, number]>;
  versions: Table<VersionRow, string>;
  collections: Table<Collection, string>;
  searches: Table<SavedSearch, string>;
  presets: Table<Preset, string>;
  spans: Table<SpanRow, number>;
  /** Empty but for the length of an upgrade. */
  staging: Table<unknown, number>;
};
