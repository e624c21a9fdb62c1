import type { StepSpan } from '$lib/core/perf.ts';
import type { ErrorCode } from '$lib/core/errors.ts';
import type { ArtifactName, Artifacts } from './artifacts.ts';
import type { Job } from './job.ts';
import type { SaveExtra, StoredHistory } from './edit-history.ts';
import type { Download } from './ports-models.ts';
import type { Marker, Recording } from './recording.ts';
import type { SearchAnswer, SearchDocument, SearchFacets, SearchQuery } from './search.ts';
import type { Settings } from './settings.ts';
import type { Transcript } from './transcript.ts';
import type { FindOptions, Match, ReadParagraph } from './transcript-find.ts';
import type { Version } from './version.ts';

/** Interfaces the outside implements. Every long call takes a signal; every failure is an `AppError`. */

/** A stream of query results. The db layer gives these; nothing above it knows what database is behind. */
export type Watchable<T> = {
  subscribe(onValue: (value: T) => void, onError?: (error: unknown) => void): { unsubscribe(): void };
};

/* ---- storage ------------------------------------------------------------------------------------------------- */

export interface RecordingRepository {
  add(recording: Recording): Promise<void>;
  find(id: string): Promise<Recording | undefined>;
  /** One with these bytes, in the library or in the bin. */
  findByHash(sha256: string): Promise<Recording | undefined>;
  update(id: string, change: Partial<Omit<Recording, 'id'>>): Promise<void>;
  /** Removes the row and everything kept for it, in every home. */
  purge(id: string): Promise<void>;
  /** Newest first; the bin left out unless `deleted` is asked. */
  watchAll(options?: { deleted?: boolean }): Watchable<readonly Recording[]>;
  watch(id: string): Watchable<Recording | undefined>;
}

/** The original bytes of each recording. */
export interface FileStore {
  put(recordingId: string, blob: Blob): Promise<void>;
  /** Throws `media/missing` where there is none. */
  get(recordingId: string): Promise<Blob>;
  has(recordingId: string): Promise<boolean>;
  remove(recordingId: string): Promise<void>;
  /** Ids of the recordings whose bytes are there. */
  watchIds(): Watchable<ReadonlySet<string>>;
}

/** Saved outputs of steps. Keyed by recording, name and fingerprint: two models' drafts stand side by side. */
export interface ArtifactStore {
  find<N extends ArtifactName>(recordingId: string, name: N, fingerprint: string): Promise<Artifacts[N] | undefined>;
  save<N extends ArtifactName>(recordingId: string, name: N, fingerprint: string, value: Artifacts[N]): Promise<void>;
  /** The one saved last, whatever its fingerprint: what the editor shows. */
  watchLatest<N extends ArtifactName>(recordingId: string, name: N): Watchable<Artifacts[N] | undefined>;
  /** Its fingerprint alone: that there is one, and which, is known without reading it. */
  watchFingerprint(recordingId: string, name: ArtifactName): Watchable<string | undefined>;
  loadCheckpoint(recordingId: string, fingerprint: string): Promise<unknown>;
  saveCheckpoint(recordingId: string, fingerprint: string, state: unknown): Promise<void>;
  dropCheckpoint(recordingId: string, fingerprint: string): Promise<void>;
}

/** Beside a store: what it holds of a recording, without reading it. */
export interface ArtifactLister {
  /** Fingerprints of the saved ones of a name, the one saved first first. */
  fingerprints(recordingId: string, name: ArtifactName): Promise<readonly string[]>;
}

/** How long steps took, the oldest first; kept in number, and gone with their recording. */
export interface StepSpans {
  add(span: StepSpan): Promise<void>;
  watchAll(): Watchable<readonly StepSpan[]>;
}

/** Beside a repository: transcripts that were made elsewhere. */
export interface TranscriptImporter {
  /** Writes a whole transcript under its own revision. Rejects with `storage/locked` where there is one already. */
  put(transcript: Transcript): Promise<void>;
}

export interface TranscriptRepository {
  find(recordingId: string): Promise<Transcript | undefined>;
  /**
   * Saves what changed between two revisions, row by row, journalled first. Rejects with `storage/locked` when the
   * stored revision is not `transcript.revision - 1` (another tab wrote), or the fence is an old one. The next revision may
   * be saved while this one is under way; where this one fails, it fails with it.
   */
  save(transcript: Transcript, extra?: SaveExtra): Promise<void>;
  /** A new fencing token, higher than all before: whoever saves with one of those is refused from now on. */
  claim(recordingId: string): Promise<number>;
  /** The history that belongs to the stored revision; undefined where none does. */
  history(recordingId: string): Promise<StoredHistory | undefined>;
  watch(recordingId: string): Watchable<Transcript | undefined>;
  /** The stored revision of every transcript, by recording. Reads no text. */
  watchRevisions(): Watchable<ReadonlyMap<string, number>>;
}

/** Whether this tab is the one that may write a recording's transcript. `waiting`: not known yet. */
export type LockState = 'waiting' | 'ours' | 'elsewhere';
export interface RecordingLock {
  readonly state: Watchable<LockState>;
  /** Asks the tab that has it to save and let go; takes it from one that does not answer. */
  takeOver(): void;
  release(): void;
}
/** `beforeYield` is awaited when another tab takes over. */
export type OpenRecordingLock = (recordingId: string, beforeYield: () => Promise<void>) => RecordingLock;

/** Versions of transcripts that are kept, in both homes. */
export interface VersionRepository {
  /** Keeps this revision. `name` null: taken by the app, and of those the newest hundred stay. `savedAt`: now where none is given. */
  add(transcript: Transcript, name: string | null, savedAt?: string): Promise<Version>;
  rename(id: string, name: string | null): Promise<void>;
  remove(id: string): Promise<void>;
  /** The words of a version; undefined where it is gone. Throws `storage/corrupt`. */
  transcript(id: string): Promise<Transcript | undefined>;
  /** Newest first. */
  watch(recordingId: string): Watchable<readonly Version[]>;
}

/** Small things a person made, in both homes: collections, saved searches, presets (`domain/shelf.ts`). */
export type ShelfItem = { id: string; name: string };
export interface Shelf<T> {
  put(item: T): Promise<void>;
  remove(id: string): Promise<void>;
  find(id: string): Promise<T | undefined>;
  /** By name. */
  all(): Promise<readonly T[]>;
  watchAll(): Watchable<readonly T[]>;
}

export interface JobRepository {
  put(job: Job): Promise<void>;
  find(id: string): Promise<Job | undefined>;
  remove(id: string): Promise<void>;
  /** Every job, newest first. */
  all(): Promise<readonly Job[]>;
  watchAll(): Watchable<readonly Job[]>;
}

export interface SettingsRepository {
  load(): Promise<Settings>;
  save(settings: Settings): Promise<void>;
  watch(): Watchable<Settings>;
}

/**
 * Second home of what cannot be made again: per stream a row of numbered records in OPFS, each with its checksum, flushed
 * before the call resolves. `body` is JSON and means nothing to the journal.
 */
export type JournalRecord = { seq: number; body: string };
/** `damaged`: something in the middle is unreadable, or a number is missing; what stands before it is given. */
export type JournalContent = { snapshot: JournalRecord | null; records: readonly JournalRecord[]; damaged: boolean };
/** Sequence number of the last readable record; 0 for an empty stream. */
export type JournalTip = { stream: string; seq: number; damaged: boolean };

export interface Journal {
  /**
   * `seq` is the next number, or an earlier one to take back what followed it. Resolves with the bytes since the last
   * snapshot. Rejects with `storage/corrupt` where the chain is broken (write a snapshot instead), `storage/full`.
   */
  append(stream: string, record: JournalRecord): Promise<{ sizeBytes: number }>;
  /** Puts one whole record in the place of all that is there, killed in the middle or not. */
  snapshot(stream: string, record: JournalRecord): Promise<void>;
  read(stream: string): Promise<JournalContent>;
  /** Reads the end of each stream only: damage further up is told by `inspect`. */
  tips(): Promise<readonly JournalTip[]>;
  /** Reads everything. */
  inspect(): Promise<readonly JournalTip[]>;
  remove(stream: string): Promise<void>;
}

/**
 * What everything written to OPFS passes through on its way to the disk, and again on its way back: the one place where
 * encryption at rest goes. `where` is bound to the bytes, so that none can be put in the place of another.
 */
export interface Sealer {
  /** True while it changes nothing: bytes then go by without being copied. */
  readonly isPlain: boolean;
  seal(bytes: Uint8Array<ArrayBuffer>, where: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws `storage/corrupt` where the bytes are not what was sealed there. */
  open(bytes: Uint8Array<ArrayBuffer>, where: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** A take while it is recorded: on disk with each chunk. Lives in OPFS, owned by the storage worker. */
export type TakeHeader = { id: string; mime: string; startedAt: string; title: string; layout?: 'me-them' };
/** `seconds`: about how much was recorded, pauses left out. */
export type TakeInfo = TakeHeader & {
  sizeBytes: number;
  chunks: number;
  lastChunkAt: string;
  seconds: number;
  markers?: readonly Marker[];
};

export interface TakeStore {
  /** Takes the Web Lock `take:<id>` and reserves space ahead. Throws `storage/full`, `storage/locked`. */
  begin(header: TakeHeader): Promise<void>;
  /**
   * Appends and flushes; resolved means it is on disk. Throws `storage/full`, and everything before is kept.
   * `isDiskLow`: no more space could be reserved ahead.
   */
  append(takeId: string, chunk: ArrayBuffer): Promise<{ sizeBytes: number; isDiskLow: boolean }>;
  /** Puts these in the place of the markers the take had, flushed. */
  mark(takeId: string, markers: readonly Marker[]): Promise<void>;
  /** Closes the take and gives its bytes; a first chunk that was lost is put back from its copy. */
  seal(takeId: string): Promise<Blob>;
  /** Says that the library holds the take: it stays as second home and leaves `unfinished`. */
  keep(takeId: string, recordingId: string): Promise<void>;
  /** Every take the library holds. */
  kept(): Promise<readonly { takeId: string; recordingId: string }[]>;
  /** Takes the library does not hold and that no living tab records. */
  unfinished(): Promise<readonly TakeInfo[]>;
  discard(takeId: string): Promise<void>;
}

/* ---- search --------------------------------------------------------------------------------------------------- */

/** Ranks passages for a query, the best first. Several can be asked and their answers fused (`domain/search-fusion.ts`). */
export interface PassageRanker {
  search(query: SearchQuery, limit: number, signal: AbortSignal): Promise<SearchAnswer>;
}

/** Full text over the library. It holds nothing that cannot be made again. */
export interface SearchIndex extends PassageRanker {
  /** The fingerprint each recording was indexed under. */
  indexed(signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Brings the index to the state of the document. */
  put(document: SearchDocument, signal: AbortSignal): Promise<void>;
  remove(recordingIds: readonly string[], signal: AbortSignal): Promise<void>;
  facets(signal: AbortSignal): Promise<SearchFacets>;
  /** Throws everything away. */
  clear(signal: AbortSignal): Promise<void>;
}

/** Regular expressions, run where one that would not end can be stopped: then it rejects with `find/too-slow`. */
export interface PatternFinder {
  find(texts: readonly ReadParagraph[], query: string, options: FindOptions, signal: AbortSignal): Promise<Match[]>;
}

/* ---- engines ------------------------------------------------------------------------------------------------- */

export type {
  AudioFormat,
  AudioRenderer,
  DecodeProgress,
  DecodeRequest,
  EnhanceOptions,
  MediaEngine,
  MediaRenderer,
  RenderRequest,
  Rendered,
  SoundMask,
  SoundTags,
} from './ports-media.ts';

export type {
  Detected,
  DetectorMemory,
  LoadedModel,
  RecogniseOptions,
  SpeechDetector,
  SpeechEngine,
  SpeechWindow,
  WindowResult,
  WindowSegment,
  WindowWord,
} from './ports-speech.ts';

export type { BrowserLanguage, BrowserModelState, TextEngine } from './ports-text.ts';

/* ---- network: only workers/fetch implements these ------------------------------------------------------------- */

export interface LinkFetcher {
  /** Fetches a media file into a blob. Throws `link/…`. */
  fetchMedia(
    url: string,
    maxBytes: number,
    onProgress: (progress: Download) => void,
    signal: AbortSignal,
  ): Promise<{ blob: Blob; fileName: string; mime: string }>;
}

export type { SecretStore, ServerRequest, SpeechServer } from './ports-server.ts';

export type { Download, ModelFetcher, ModelFiles, ModelPackFiles, ModelSource, ModelStore } from './ports-models.ts';

/* ---- the device ------------------------------------------------------------------------------------------------ */

export type {
  Capabilities,
  CaptureChannels,
  Microphone,
  MicrophoneChoice,
  MicrophoneEvent,
  MicrophoneSession,
  StorageState,
} from './ports-device.ts';

export type Failure = { code: ErrorCode; detail: Readonly<Record<string, string | number | boolean>> };
