import type { Job, JobProgress } from '$lib/domain/job.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { en } from '$lib/i18n/en.ts';
import type { Jobs } from '$lib/services/jobs.ts';
import type { Announcer } from './announcer.svelte.ts';
import { type JobView, noProgress, titlesOf, viewOf } from './job-view.ts';
import { Live } from './live.svelte.ts';
import { attempt } from './toasts.svelte.ts';

type Service = Pick<Jobs, 'watchAll' | 'progress' | 'cancel' | 'retry' | 'remove'>;

/** The queue as a person sees it, newest first. */
export class JobsState {
  readonly #jobs: Live<readonly Job[]>;
  readonly #progress: Live<ReadonlyMap<string, JobProgress>>;
  readonly #titles: Live<readonly Pick<Recording, 'id' | 'title'>[]>;

  readonly all: readonly JobView[] = $derived.by(() => {
    const titleOf = titlesOf(this.#titles.current);
    return this.#jobs.current.map((job) =>
      viewOf(job, this.#progress.current.get(job.id), titleOf(job.recordingId) ?? en.jobs.deletedRecording),
    );
  });

  readonly running = $derived(this.all.filter(({ job }) => job.state.kind === 'running'));
  readonly waiting = $derived(this.all.filter(({ job }) => job.state.kind === 'queued'));
  readonly failed = $derived(this.all.filter(({ job }) => job.state.kind === 'failed'));
  readonly finished = $derived(
    this.all.filter(({ job }) => job.state.kind === 'done' || job.state.kind === 'cancelled'),
  );

  /** Over everything open: 0…1; null where nothing runs or nobody can tell. */
  readonly fraction = $derived.by(() => {
    const open = [...this.running, ...this.waiting];
    if (this.running.every(({ fraction }) => fraction === null)) return null;
    return open.reduce((sum, { fraction }) => sum + (fraction ?? 0), 0) / open.length;
  });

  constructor(
    private readonly service: Service,
    recordings: Watchable<readonly Recording[]>,
  ) {
    this.#jobs = new Live(service.watchAll(), []);
    this.#progress = new Live(service.progress, noProgress);
    this.#titles = new Live(recordings, []);
  }

  /** The job that says most about a recording: what is open, else what was asked last. */
  of(recordingId: string): JobView | undefined {
    const own = this.all.filter(({ job }) => job.recordingId === recordingId);
    return own.find(({ job }) => job.state.kind === 'running' || job.state.kind === 'queued') ?? own[0];
  }

  /** Tells a screen reader what has changed: ends at once, progress at most once in ten seconds. */
  announce(announcer: Announcer, before: Readonly<Record<string, Job['state']['kind']>>): void {
    for (const { job, title, sentence } of this.all) {
      const was = before[job.id];
      if (job.state.kind === 'running') announcer.progress('jobs', en.jobs.announceProgress(title, sentence));
      if (was === undefined || was === job.state.kind) continue;
      if (job.state.kind === 'done' && job.wants === 'machine') announcer.say(en.jobs.announceDone(title));
      if (job.state.kind === 'failed') announcer.say(en.jobs.announceFailed(title, en.errors[job.state.code].title));
    }
  }

  cancel = (id: string) => attempt(() => this.service.cancel(id));
  retry = (id: string) => attempt(() => this.service.retry(id));
  remove = (id: string) => attempt(() => this.service.remove(id));

  clearFinished = () => attempt(() => Promise.all(this.finished.map(({ job }) => this.service.remove(job.id))));
}
