import type { StepSpan } from '$lib/core/perf.ts';
import type { Analysis } from '$lib/domain/analysis.ts';
import type { RenderProgress } from '$lib/domain/edited-media.ts';
import type { Job, JobProgress } from '$lib/domain/job.ts';
import type { SaveExtra, StoredHistory } from '$lib/domain/edit-history.ts';
import type {
  ArtifactStore,
  BrowserLanguage,
  MediaEngine,
  OpenRecordingLock,
  PatternFinder,
  VersionRepository,
  Watchable,
} from '$lib/domain/ports.ts';
import type { Marker, Recording } from '$lib/domain/recording.ts';
import type { SoundChoice } from '$lib/domain/sound.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { MachineLayer, Transcript } from '$lib/domain/transcript.ts';
import type { Exporting } from '$lib/services/exporting.ts';
import type { HearAgain } from './redecode.svelte.ts';
import type { Sound } from '$lib/services/sound.ts';
import type { RedactionPorts } from './redaction.svelte.ts';
import type { RefinePorts } from './refine.svelte.ts';
import type { EditedMediaChoice } from '$lib/services/edited-media.ts';
import type { ExportedFile } from '$lib/services/exporting.ts';

/** What the page of a recording asks of the services. */
export type RecordingPagePorts = {
  library: {
    watch(id: string): Watchable<Recording | undefined>;
    original(id: string): Promise<Blob>;
    setRules(id: string, rules: string): Promise<void>;
    setMarkers(id: string, markers: readonly Marker[]): Promise<void>;
    chooseSound(id: string, sound: SoundChoice): Promise<void>;
    watchAll(): Watchable<readonly Recording[]>;
  };
  transcripts: {
    watch(id: string): Watchable<Transcript | undefined>;
    find(id: string): Promise<Transcript | undefined>;
    save(transcript: Transcript, extra?: SaveExtra): Promise<void>;
    claim(id: string): Promise<number>;
    history(id: string): Promise<StoredHistory | undefined>;
    machine(id: string): Watchable<MachineLayer | undefined>;
  };
  jobs: {
    readonly progress: Watchable<ReadonlyMap<string, JobProgress>>;
    watchAll(): Watchable<readonly Job[]>;
    transcribe(recordingId: string): Promise<Job>;
    prepare(recordingId: string): Promise<Job>;
    cancel(jobId: string): Promise<void>;
    retry(jobId: string): Promise<void>;
  };
  /** Hears a stretch again; the transcript is not touched. */
  hearAgain: HearAgain;
  /** Models that can be used without fetching anything. */
  readyModels(): readonly { id: string; label: string }[];
  openLock: OpenRecordingLock;
  patterns: PatternFinder;
  versions: VersionRepository;
  artifacts: Pick<ArtifactStore, 'find' | 'watchLatest'>;
  media: Pick<MediaEngine, 'toWav' | 'isolateTrack' | 'joinSound' | 'openSound' | 'spectrogram'>;
  exporting: Pick<Exporting, 'formats' | 'export' | 'files' | 'preview' | 'richText' | 'zip' | 'original'>;
  editedMedia: {
    export(
      recordingId: string,
      choice: EditedMediaChoice,
      onProgress: (progress: RenderProgress) => void,
      signal: AbortSignal,
    ): Promise<ExportedFile>;
  };
  sound: Pick<Sound, 'choose' | 'compare' | 'apply' | 'play' | 'export'>;
  refining: RefinePorts;
  browserLanguage: BrowserLanguage;
  redactions: RedactionPorts['redactions'];
  analyses: {
    make(recordingId: string, signal: AbortSignal): Promise<Analysis>;
    watch(recordingId: string): Watchable<Analysis | undefined>;
  };
  settings: {
    readonly current: Settings;
    watch(): Watchable<Settings>;
    change<S extends keyof Settings>(section: S, change: Partial<Settings[S]>): Promise<void>;
  };
  spans: Watchable<readonly StepSpan[]>;
};

export const noProgress: ReadonlyMap<string, JobProgress> = new Map();
