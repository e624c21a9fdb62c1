import type { StepSpan } from '$lib/core/perf.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { Job, JobProgress } from '$lib/domain/job.ts';
import type { SaveExtra, StoredHistory } from '$lib/domain/edit-history.ts';
import type { ArtifactStore, OpenRecordingLock, VersionRepository, Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { MachineLayer, Transcript } from '$lib/domain/transcript.ts';
import type { Exporting } from '$lib/services/exporting.ts';

/** What the page of a recording asks of the services. */
export type RecordingPagePorts = {
  library: {
    watch(id: string): Watchable<Recording | undefined>;
    watchAll(): Watchable<readonly Recording[]>;
    original(id: string): Promise<Blob>;
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
    cancel(jobId: string): Promise<void>;
    retry(jobId: string): Promise<void>;
  };
  openLock: OpenRecordingLock;
  versions: VersionRepository;
  artifacts: Pick<ArtifactStore, 'find' | 'watchLatest'>;
  media: { toWav(pcm: Pcm): Promise<Blob> };
  exporting: Pick<Exporting, 'formats' | 'export' | 'files' | 'preview' | 'richText' | 'zip' | 'original'>;
  settings: {
    readonly current: Settings;
    watch(): Watchable<Settings>;
    change<S extends keyof Settings>(section: S, change: Partial<Settings[S]>): Promise<void>;
  };
  perf: Watchable<readonly StepSpan[]>;
};

export const noProgress: ReadonlyMap<string, JobProgress> = new Map();
