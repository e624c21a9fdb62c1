import type { StepSpan } from '$lib/core/perf.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Analysis } from '$lib/domain/analysis.ts';
import type { Artifacts } from '$lib/domain/artifacts.ts';
import type { Job, JobProgress, JobState } from '$lib/domain/job.ts';
import type { ArtifactStore } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { pictureOfCopy } from '$lib/domain/sound.ts';
import type { Draft, MachineLayer, Transcript } from '$lib/domain/transcript.ts';
import { firstValue } from '$lib/services/first-value.ts';
import { noProgress, type RecordingPagePorts } from './editor-ports.ts';
import { FindState } from './editor-find.svelte.ts';
import { LibraryReplace } from './library-replace.svelte.ts';
import { NewerVersion } from './editor-newer.svelte.ts';
import { Review } from './editor-review.svelte.ts';
import { Subtitles } from './editor-subtitles.svelte.ts';
import { EditorVersions } from './editor-versions.svelte.ts';
import { EditorView } from './editor-view.svelte.ts';
import { EditorSession } from './editor.svelte.ts';
import { Cutting } from './cutting.svelte.ts';
import { Live } from './live.svelte.ts';
import { Markers } from './markers.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { SoundState } from './sound.svelte.ts';

export type FailedState = Extract<JobState, { kind: 'failed' }>;

/** What the transcript column shows: exactly one of these. */
export type Stage =
  | { kind: 'opening' }
  | { kind: 'missing' }
  | { kind: 'empty' }
  | { kind: 'running'; job: Job; progress: JobProgress | undefined }
  | { kind: 'failed'; job: Job; state: FailedState }
  | { kind: 'silent'; transcript: Transcript }
  | { kind: 'text'; transcript: Transcript };

/** Who has read for so long has seen what there is to see at first. */
const restMs = 3000;

const isOpen = (job: Job): boolean => job.state.kind === 'queued' || job.state.kind === 'running';

/** Everything the page of one recording shows, derived from the database and the player. Owns its session and player. */
export class RecordingPage {
  readonly session: EditorSession;
  readonly playback: Playback;
  readonly view = new EditorView();
  readonly find: FindState;
  readonly newer: NewerVersion;
  readonly cutting: Cutting;
  readonly markers: Markers;
  readonly sound: SoundState;
  readonly versions: EditorVersions;
  readonly review: Review;
  readonly subtitles: Subtitles;
  readonly everywhere: LibraryReplace;

  readonly #recording: Live<Recording | undefined>;
  readonly #jobs: Live<readonly Job[]>;
  readonly #progress: Live<ReadonlyMap<string, JobProgress>>;
  readonly #pcm: Live<Artifacts['pcm'] | undefined>;
  readonly #peaks: Live<Artifacts['peaks'] | undefined>;
  readonly #speech: Live<Artifacts['speech'] | undefined>;
  readonly #media: Live<Artifacts['media'] | undefined>;
  readonly #draft: Live<Artifacts['draft'] | undefined>;
  readonly #machine: Live<MachineLayer | undefined>;
  readonly #analysis: Live<Analysis | undefined>;
  readonly #settings: Live<Settings>;
  readonly #spans: Live<readonly StepSpan[]>;

  readonly #ended = new AbortController();
  readonly #scope = new Scope();
  /** Nobody has just come, and nobody types. */
  #isAtRest = $state(false);
  readonly #jobsHere = $derived.by(() =>
    this.#jobs.current.filter((job) => job.recordingId === this.id && job.wants === 'machine'),
  );
  readonly stage: Stage = $derived.by(() => this.#stage());

  constructor(
    readonly ports: RecordingPagePorts & { artifacts: Pick<ArtifactStore, 'watchFingerprint'> },
    readonly id: string,
  ) {
    const { library, transcripts, jobs, artifacts, settings } = ports;
    this.#recording = new Live(library.watch(id), undefined);
    this.#jobs = new Live(jobs.watchAll(), []);
    this.#progress = new Live(jobs.progress, noProgress);
    this.#pcm = new Live(artifacts.watchLatest(id, 'pcm'), undefined);
    this.#peaks = new Live(artifacts.watchLatest(id, 'peaks'), undefined);
    this.#speech = new Live(artifacts.watchLatest(id, 'speech'), undefined);
    this.#media = new Live(artifacts.watchLatest(id, 'media'), undefined);
    this.#draft = new Live(artifacts.watchLatest(id, 'draft'), undefined);
    this.#machine = new Live(transcripts.machine(id), undefined);
    this.#analysis = new Live(ports.analyses.watch(id), undefined);
    this.#settings = new Live(settings.watch(), settings.current);
    this.#spans = new Live(ports.spans, []);
    this.session = new EditorSession(transcripts, id, { openLock: ports.openLock });
    this.find = new FindState(this.session, ports.patterns);
    this.newer = new NewerVersion({ transcripts, artifacts, kept: localStorage }, this.session);
    this.versions = new EditorVersions(ports.versions, this.session);
    this.subtitles = new Subtitles(this.session, {
      settings: () => this.settings,
      durationSeconds: () => this.recording?.durationSeconds ?? Infinity,
    });
    this.everywhere = new LibraryReplace(ports, this.session, this.find);
    this.cutting = new Cutting({
      session: this.session,
      durationSeconds: () => this.durationSeconds,
      speech: () => this.speech?.spans,
      settings: () => this.settings,
    });
    this.markers = new Markers({
      stored: () => this.recording?.markers ?? [],
      save: (markers) => library.setMarkers(id, markers),
      seconds: () => this.playback.seconds,
    });
    this.sound = new SoundState(this);
    this.playback = new Playback(
      { original: () => this.#playable(), decoded: () => this.#decoded() },
      {
        autoRewindSeconds: () => this.settings.editor.autoRewindSeconds,
        durationSeconds: () => this.durationSeconds,
        cutList: () => this.cutting.list,
        whileTyping: () => this.settings.editor.whileTyping,
      },
    );
    this.review = new Review(this.session, this.playback);
    const rests = this.#scope.child();
    rests.interval(() => {
      if (!this.session.isLoaded || this.view.isEditing) return;
      this.#isAtRest = true;
      rests.dispose();
    }, restMs);
  }

  get recording(): Recording | undefined {
    return this.#recording.current;
  }

  /** A transcript whose sound is not here: there is nothing to play. */
  get isTextOnly(): boolean {
    return this.recording?.source === 'transcript';
  }

  get settings(): Settings {
    return this.#settings.current;
  }

  get pcm(): Artifacts['pcm'] | undefined {
    return this.#pcm.current;
  }

  get peaks(): Artifacts['peaks'] | undefined {
    return this.#peaks.current;
  }

  /** Where somebody speaks, as far as was found. */
  get speech(): Artifacts['speech'] | undefined {
    return this.#speech.current;
  }

  get media(): Artifacts['media'] | undefined {
    return this.#media.current;
  }

  get draft(): Artifacts['draft'] | undefined {
    return this.#draft.current;
  }

  /**
   * What the recogniser wrote last: it may be newer than what the person edits. Read from disk once something shows it,
   * which of hours of speech takes a moment: `newer.hasMachine` tells without reading whether there is any.
   */
  get machine(): MachineLayer | undefined {
    return this.#machine.current;
  }

  /** The same for an action: read when it is wanted. */
  readMachine(): Promise<MachineLayer | undefined> {
    return firstValue(this.ports.transcripts.machine(this.id));
  }

  /** What wrote the machine's layer. A job tells the model at once; what only the layer tells is read once the page is at rest. */
  get heardBy(): { modelId: string | undefined; draft: Draft | undefined } {
    const job = this.#jobsHere.find(({ state }) => state.kind === 'done');
    const machine = this.#isAtRest ? this.machine : undefined;
    return { modelId: machine?.modelId ?? job?.modelId, draft: machine && this.draft };
  }

  /** Steps that ran for this recording, each with the last time it took. */
  get spans(): readonly StepSpan[] {
    const here = this.#spans.current.filter((span) => span.recordingId === this.id);
    return here.filter((span, index) => !here.slice(index + 1).some((later) => later.step === span.step));
  }

  get openJob(): Job | undefined {
    return this.#jobsHere.find(isOpen);
  }

  progressOf(job: Job): JobProgress | undefined {
    return this.#progress.current.get(job.id);
  }

  get durationSeconds(): number | null {
    const { pcm } = this;
    return pcm ? pcm.totalSamples / pcm.sampleRate : (this.recording?.durationSeconds ?? null);
  }

  /** As the analysis of this text found them; none while nobody asked, and of an earlier text rather than none. */
  get chapters(): { start: number; title: string }[] | undefined {
    return this.#analysis.current?.chapters.flatMap(({ start, title }) => (start === null ? [] : [{ start, title }]));
  }

  async findChapters(): Promise<void> {
    await this.session.flush();
    await this.ports.analyses.make(this.id, new AbortController().signal);
  }

  async transcribe(): Promise<void> {
    await this.ports.jobs.transcribe(this.id);
  }

  dispose(): void {
    this.#ended.abort();
    this.#scope.dispose();
    this.sound.dispose();
    this.newer.dispose();
    this.versions.dispose();
    this.review.dispose();
    this.session.dispose();
  }

  #stage(): Stage {
    const { transcript, isLoaded } = this.session;
    if (transcript?.paragraphs.some((paragraph) => paragraph.words.length > 0)) return { kind: 'text', transcript };
    if (transcript && this.view.isWriting) return { kind: 'text', transcript };
    const job = this.openJob;
    if (job) return { kind: 'running', job, progress: this.progressOf(job) };
    if (!isLoaded || !this.#recording.isLoaded || !this.#jobs.isLoaded) return { kind: 'opening' };
    if (!this.recording) return { kind: 'missing' };
    if (transcript) return { kind: 'silent', transcript };
    const [last] = this.#jobsHere;
    return last?.state.kind === 'failed' ? { kind: 'failed', job: last, state: last.state } : { kind: 'empty' };
  }

  /** The file as it came; with the chosen track alone where that is not the first, which is what browsers play. */
  async #playable(): Promise<Blob> {
    const { library, media } = this.ports;
    const { cleaned } = this.recording ?? {};
    // A copy that was evicted is made again when asked for; until then the original plays.
    const copy = cleaned?.isPlayed ? await media.openSound(cleaned.path, 'audio/mp4').catch(() => null) : null;
    if (copy && !this.media?.hasVideo) return copy;
    const file = await library.original(this.id);
    if (copy) {
      const beside = { sound: copy, path: pictureOfCopy(cleaned!.path) };
      return media.joinSound(file, beside, this.#ended.signal).catch(() => copy);
    }
    const track = this.recording?.sound?.track ?? 0;
    if (track === 0) return file;
    const withVideo = this.media?.hasVideo ?? false;
    return media.isolateTrack(this.id, file, { track, withVideo }, this.#ended.signal);
  }

  async #decoded(): Promise<Blob | null> {
    return this.pcm ? this.ports.media.toWav(this.pcm) : null;
  }
}
