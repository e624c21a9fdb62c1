import type { Job, JobProgress, StepProgress } from '$lib/domain/job.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { StepEvent } from '$lib/pipelines/manager.ts';

type Board = ReadonlyMap<string, JobProgress>;

/** How far running jobs have come, step by step. In memory only: it is told again when a job is asked again. */
export class ProgressBoard implements Watchable<Board> {
  #jobs: Board = new Map();
  readonly #listeners = new Set<(board: Board) => void>();

  get current(): Board {
    return this.#jobs;
  }

  subscribe(onValue: (board: Board) => void): { unsubscribe(): void } {
    this.#listeners.add(onValue);
    onValue(this.#jobs);
    return { unsubscribe: () => this.#listeners.delete(onValue) };
  }

  /** Puts a job up with all its steps still to do. */
  open(job: Job, steps: readonly string[]): void {
    const waiting = steps.map((step): StepProgress => ({ step, state: 'waiting', fraction: 0, elapsedMs: 0 }));
    this.#set(job.id, { jobId: job.id, recordingId: job.recordingId, steps: waiting });
  }

  close(jobId: string): void {
    const jobs = new Map(this.#jobs);
    jobs.delete(jobId);
    this.#tell(jobs);
  }

  /** Notes what a step says of itself, on every open job of that recording that has the step. */
  note(event: StepEvent): void {
    const { recordingId: _, error: __, makes: ___, ...progress } = event;
    for (const job of this.#jobs.values()) {
      if (job.recordingId !== event.recordingId) continue;
      const steps = job.steps.map((step) => (step.step === event.step ? { ...step, ...progress } : step));
      this.#set(job.jobId, { ...job, steps });
    }
  }

  #set(jobId: string, progress: JobProgress): void {
    this.#tell(new Map(this.#jobs).set(jobId, progress));
  }

  #tell(jobs: Board): void {
    this.#jobs = jobs;
    for (const listener of this.#listeners) listener(jobs);
  }
}
