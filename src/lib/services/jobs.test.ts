import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import type { Job } from '$lib/domain/job.ts';
import type { JobRepository } from '$lib/domain/ports.ts';
import { defaultSettings } from '$lib/domain/settings.ts';
import { Jobs, type JobsPorts } from './jobs.ts';

class MemoryJobs implements JobRepository {
  rows = new Map<string, Job>();
  #listeners = new Set<() => void>();

  async put(job: Job) {
    this.rows.set(job.id, job);
    this.#notify();
  }
  async find(id: string) {
    return this.rows.get(id);
  }
  async remove(id: string) {
    this.rows.delete(id);
    this.#notify();
  }
  /** Later, as a live query does. */
  #notify() {
    setTimeout(() => this.#listeners.forEach((listener) => listener()));
  }
  async all() {
    return [...this.rows.values()].reverse();
  }
  watchAll() {
    return {
      subscribe: (onValue: (jobs: readonly Job[]) => void) => {
        const listener = () => onValue([...this.rows.values()].reverse());
        this.#listeners.add(listener);
        listener();
        return { unsubscribe: () => this.#listeners.delete(listener) };
      },
    };
  }
}

type Work = JobsPorts['work'];

const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve));
};

const queueOf = (work: Work, rows = new MemoryJobs()) => {
  const jobs = new Jobs({
    jobs: rows,
    settings: { current: defaultSettings },
    work,
    plan: () => ['download/probe', 'audio/decode'],
    exclusively: (run) => run(),
  });
  return { jobs, rows, state: (id: string) => rows.rows.get(id)?.state };
};

const untilStopped: Work = (_job, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('Jobs', () => {
  it('runs what is queued and writes how it ended', async () => {
    const { jobs, state } = queueOf(async () => {});
    jobs.start();
    const job = await jobs.transcribe('r1');
    await until(() => state(job.id)?.kind === 'done');
    expect(job.modelId).toBe(defaultSettings.transcription.modelId);
  });

  it('runs two at a time, the oldest first', async () => {
    const started: string[] = [];
    const ends = new Map<string, () => void>();
    const { jobs } = queueOf((job) => {
      started.push(job.recordingId);
      return new Promise((resolve) => ends.set(job.recordingId, resolve));
    });
    for (const id of ['a', 'b', 'c']) await jobs.transcribe(id);
    jobs.start();
    await until(() => started.length === 2);
    expect(started).toEqual(['a', 'b']);
    ends.get('a')!();
    await until(() => started.length === 3);
    expect(started[2]).toBe('c');
  });

  it('gives back the job that already waits instead of a second one', async () => {
    const { jobs, rows } = queueOf(untilStopped);
    const first = await jobs.transcribe('r1');
    expect((await jobs.transcribe('r1')).id).toBe(first.id);
    await jobs.transcribe('r1', { modelId: 'other' });
    expect(rows.rows.size).toBe(2);
  });

  it('stops a cancelled job, which is no failure, and runs it again on retry', async () => {
    let runs = 0;
    const { jobs, state } = queueOf((job, signal) => (++runs === 1 ? untilStopped(job, signal) : Promise.resolve()));
    jobs.start();
    const { id } = await jobs.transcribe('r1');
    await until(() => state(id)?.kind === 'running');
    await jobs.cancel(id);
    expect(state(id)?.kind).toBe('cancelled');
    await jobs.retry(id);
    await until(() => state(id)?.kind === 'done');
    expect(runs).toBe(2);
  });

  it('stores code, detail and step of a failure', async () => {
    const { jobs, state } = queueOf(async (job) => {
      jobs.note({
        recordingId: job.recordingId,
        step: 'audio/decode',
        modelId: '',
        state: 'failed',
        fraction: null,
        elapsedMs: 1,
        makes: [],
      });
      throw new AppError('media/truncated', { detail: { seconds: 3 } });
    });
    jobs.start();
    const { id } = await jobs.transcribe('r1');
    await until(() => state(id)?.kind === 'failed');
    expect(state(id)).toMatchObject({ code: 'media/truncated', detail: { seconds: 3 }, step: 'audio/decode' });
  });

  it('goes on with what a dead tab left running', async () => {
    const rows = new MemoryJobs();
    const left: Job = {
      id: 'j1',
      recordingId: 'r1',
      wants: 'machine',
      modelId: 'm',
      language: 'auto',
      createdAt: '2026-01-01T00:00:00.000Z',
      state: { kind: 'running', startedAt: '2026-01-01T00:00:00.000Z' },
    };
    await rows.put(left);
    const { jobs, state } = queueOf(async () => {}, rows);
    jobs.start();
    await until(() => state('j1')?.kind === 'done');
  });

  it('shows the progress of each step while it runs and nothing afterwards', async () => {
    let end = () => {};
    const { jobs, state } = queueOf(() => new Promise((resolve) => (end = resolve)));
    const boards: number[] = [];
    jobs.progress.subscribe((board) => boards.push(board.size));
    jobs.start();
    const { id } = await jobs.transcribe('r1');
    await until(() => state(id)?.kind === 'running');
    const order = { recordingId: 'r1', step: 'audio/decode', modelId: '' };
    jobs.note({ ...order, state: 'running', fraction: 0.5, elapsedMs: 7, makes: [] });
    let fraction: number | null = 0;
    jobs.progress
      .subscribe(
        (board) => (fraction = board.get(id)?.steps.find((step) => step.step === 'audio/decode')?.fraction ?? -1),
      )
      .unsubscribe();
    expect(fraction).toBe(0.5);
    end();
    await until(() => state(id)?.kind === 'done' && boards.at(-1) === 0);
  });

  it('treats a stop nobody asked for as a failure, not as a job that runs for ever', async () => {
    const { jobs, state } = queueOf(async () => {
      throw new DOMException('gone', 'AbortError');
    });
    jobs.start();
    const { id } = await jobs.transcribe('r1');
    await until(() => state(id)?.kind === 'failed');
    expect(state(id)).toMatchObject({ code: 'worker/crashed' });
  });
});
