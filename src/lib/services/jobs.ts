import { type AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { logger } from '$lib/core/log.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Job, JobProgress, JobState } from '$lib/domain/job.ts';
import type { JobRepository, Watchable } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { chosen, type RecognitionChoice } from '$lib/domain/recognition.ts';
import type { StepEvent } from '$lib/pipelines/manager.ts';
import { ProgressBoard } from './progress.ts';

const log = logger('jobs');

/** At once: one file decodes while another is being listened to; lanes keep the rest apart. */
const jobsAtOnce = 2;

/** What of the settings is to be otherwise this once. */
export type TranscribeChoice = {
  modelId?: string;
  language?: string;
  recognition?: Partial<RecognitionChoice>;
};

export type JobsPorts = {
  jobs: JobRepository;
  settings: { readonly current: Settings };
  /** Does the work of one job; asking again goes on where it stopped. */
  work(job: Job, signal: AbortSignal): Promise<void>;
  /** Ids of the steps a job consists of. */
  plan(wants: Job['wants']): readonly string[];
  /** Runs `run` in one tab only, until the signal is aborted. */
  exclusively(run: () => Promise<void>, signal: AbortSignal): Promise<void>;
  now?(): Date;
};

/**
 * The task queue. Jobs are rows: any tab may add, cancel or retry one; the tab that holds the lock runs them. Between
 * steps everything is at rest, so a reload, a crash or another tab goes on where this one stopped.
 */
export class Jobs {
  readonly #board = new ProgressBoard();
  readonly #atWork = new Map<string, AbortController>();
  readonly #failedSteps = new Map<string, string>();
  readonly #scope = new Scope();

  constructor(private readonly ports: JobsPorts) {}

  get progress(): Watchable<ReadonlyMap<string, JobProgress>> {
    return this.#board;
  }

  watchAll(): Watchable<readonly Job[]> {
    return this.ports.jobs.watchAll();
  }

  /** Queues transcription with the settings of now, or those given. One that waits or runs already is given back. */
  transcribe(recordingId: string, choice: TranscribeChoice = {}): Promise<Job> {
    return this.#enqueue({ recordingId, wants: 'machine', ...this.wishOf(choice) });
  }

  /** The settings of now, but for what was chosen otherwise. */
  wishOf(choice: TranscribeChoice): Pick<Job, 'modelId' | 'language' | 'recognition'> {
    const { transcription } = this.ports.settings.current;
    const { task, beamSize, windows, vocabulary, prompt } = transcription;
    const { modelId, language, recognition: own } = { ...transcription, recognition: {}, ...choice };
    return { modelId, language, recognition: chosen({ task, beamSize, windows, vocabulary, prompt, ...own }) };
  }

  /** Queues only what the editor needs to show the sound. */
  prepare(recordingId: string): Promise<Job> {
    const { modelId, language } = this.ports.settings.current.transcription;
    return this.#enqueue({ recordingId, wants: 'peaks', modelId, language });
  }

  async cancel(jobId: string): Promise<void> {
    // First, so that the processor is free at once: writing waits its turn behind what the work itself writes.
    this.#atWork.get(jobId)?.abort();
    const job = await this.ports.jobs.find(jobId);
    if (job && isOpen(job)) await this.#put(job, { kind: 'cancelled', endedAt: this.#now() });
  }

  async retry(jobId: string): Promise<void> {
    const job = await this.ports.jobs.find(jobId);
    if (job && !isOpen(job)) await this.#put(job, { kind: 'queued' });
  }

  async remove(jobId: string): Promise<void> {
    await this.cancel(jobId);
    await this.ports.jobs.remove(jobId);
  }

  /** Stops and forgets every job of a recording, as before it is deleted for good. */
  async removeAllOf(recordingId: string): Promise<void> {
    for (const job of await this.ports.jobs.all()) if (job.recordingId === recordingId) await this.remove(job.id);
  }

  /** Takes the lock when it is free, then runs what is queued and what a dead tab left running. */
  start(): void {
    void this.ports
      .exclusively(() => this.#serve(), this.#scope.signal)
      .catch((error: unknown) => {
        if (!isAbort(error)) log.error('queue stopped', { code: toAppError(error).code });
      });
  }

  /** The pipeline manager tells here what each step does. */
  note(event: StepEvent): void {
    if (event.state === 'failed') this.#failedSteps.set(event.recordingId, event.step);
    this.#board.note(event);
  }

  dispose(): void {
    this.#scope.dispose();
    for (const controller of this.#atWork.values()) controller.abort();
  }

  async #enqueue(order: Pick<Job, 'recordingId' | 'wants' | 'modelId' | 'language' | 'recognition'>): Promise<Job> {
    const same = (job: Job) => isOpen(job) && job.recordingId === order.recordingId && job.wants === order.wants;
    const waiting = (await this.ports.jobs.all()).find(
      (job) => same(job) && job.modelId === order.modelId && isSameWish(job, order),
    );
    if (waiting) return waiting;
    const job: Job = { id: newId(), ...order, createdAt: this.#now(), state: { kind: 'queued' } };
    await this.ports.jobs.put(job);
    return job;
  }

  /** Runs while the lock is held: looks at the rows whenever they change. */
  async #serve(): Promise<void> {
    for (const job of await this.ports.jobs.all())
      if (job.state.kind === 'running') await this.#put(job, { kind: 'queued' });
    await new Promise<void>((resolve) => {
      const watch = this.ports.jobs.watchAll().subscribe((jobs) => this.#look(jobs));
      this.#scope.own(() => {
        watch.unsubscribe();
        resolve();
      });
    });
  }

  #look(jobs: readonly Job[]): void {
    const ids = new Set(jobs.filter(isOpen).map((job) => job.id));
    for (const [id, controller] of this.#atWork) if (!ids.has(id)) controller.abort();
    const queued = jobs.filter((job) => job.state.kind === 'queued').reverse();
    for (const job of queued) if (this.#atWork.size < jobsAtOnce && !this.#atWork.has(job.id)) void this.#run(job);
  }

  async #run(job: Job): Promise<void> {
    const controller = new AbortController();
    const startedAt = this.#now();
    this.#atWork.set(job.id, controller);
    this.#failedSteps.delete(job.recordingId);
    this.#board.open(job, this.ports.plan(job.wants));
    try {
      await this.#put(job, { kind: 'running', startedAt });
      await this.ports.work(job, controller.signal);
      await this.#end(job, { kind: 'done', startedAt, endedAt: this.#now() });
    } catch (error) {
      // Stopped though nobody asked: a failure like any other.
      const stopped = isAbort(error) && controller.signal.aborted;
      if (!stopped) await this.#fail(job, toAppError(error, isAbort(error) ? 'worker/crashed' : 'unexpected'));
    } finally {
      this.#atWork.delete(job.id);
      this.#board.close(job.id);
      if (!this.#scope.isDisposed) this.#look(await this.ports.jobs.all());
    }
  }

  async #fail(job: Job, error: AppError): Promise<void> {
    const step = this.#failedSteps.get(job.recordingId) ?? null;
    log.error('job failed', { jobId: job.id, code: error.code, step: step ?? '' });
    const { code, message, detail } = error;
    await this.#end(job, { kind: 'failed', endedAt: this.#now(), code, message, detail: { ...detail }, step });
  }

  /** Writes how a job ended, unless somebody cancelled or removed it meanwhile. */
  async #end(job: Job, state: JobState): Promise<void> {
    const now = await this.ports.jobs.find(job.id);
    if (now && isOpen(now)) await this.#put(job, state);
  }

  async #put(job: Job, state: JobState): Promise<void> {
    await this.ports.jobs.put({ ...job, state });
  }

  #now(): string {
    return (this.ports.now?.() ?? new Date()).toISOString();
  }
}

const isSameWish = (one: Pick<Job, 'language' | 'recognition'>, other: typeof one): boolean =>
  one.language === other.language && JSON.stringify(one.recognition ?? {}) === JSON.stringify(other.recognition ?? {});

const isOpen = (job: Job): boolean => job.state.kind === 'queued' || job.state.kind === 'running';
