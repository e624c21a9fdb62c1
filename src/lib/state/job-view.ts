import type { Job, JobProgress, StepProgress } from '$lib/domain/job.ts';
import { en } from '$lib/i18n/en.ts';

/** One job as a person sees it. */
export type JobView = {
  job: Job;
  title: string;
  steps: readonly StepProgress[];
  /** 0…1 over all its steps, or null when nobody can tell. */
  fraction: number | null;
  /** Names the work: `Listening, 12 of 40 minutes`. */
  sentence: string;
  secondsLeft: number | null;
};

/** Listening is nearly all of the time; the rest is minutes in hours. */
const weightOf = (stepId: string): number => (stepId.startsWith('transcription/') ? 20 : 1);

const isOver = (step: StepProgress) => step.state === 'done' || step.state === 'reused';

/** The step that tells most: of those at work the last that has come anywhere, else the first. */
export const tellingStep = (steps: readonly StepProgress[]): StepProgress | undefined => {
  const running = steps.filter((step) => step.state === 'running');
  return running.findLast((step) => (step.doneSeconds ?? step.fraction ?? 0) > 0) ?? running[0];
};

export const fractionOf = (steps: readonly StepProgress[]): number | null => {
  const whole = steps.reduce((sum, step) => sum + weightOf(step.step), 0);
  if (whole === 0) return null;
  const done = steps.reduce((sum, step) => sum + weightOf(step.step) * (isOver(step) ? 1 : (step.fraction ?? 0)), 0);
  return done / whole;
};

/** Below these an estimate would jump about. */
const least = { fraction: 0.03, elapsedMs: 4000 };

/** Seconds until the step is done at the speed so far, in steps that do not pretend to know more; null while that says too little. */
export const secondsLeft = (step: StepProgress | undefined): number | null => {
  if (!step?.fraction || step.fraction < least.fraction || step.elapsedMs < least.elapsedMs) return null;
  const exact = ((step.elapsedMs / step.fraction) * (1 - step.fraction)) / 1000;
  const grain = exact > 90 ? 60 : 5;
  return Math.ceil(exact / grain) * grain;
};

const sentenceOf = (job: Job, step: StepProgress | undefined): string => {
  switch (job.state.kind) {
    case 'queued':
      return en.jobs.queued;
    case 'running':
      return step
        ? en.jobs.sentence(en.jobs.step(step.step).doing, step.doneSeconds, step.totalSeconds)
        : en.jobs.starting;
    case 'done':
      return job.wants === 'machine' ? en.jobs.done : en.jobs.prepared;
    case 'cancelled':
      return en.jobs.cancelled;
    case 'failed':
      return en.jobs.failed(en.errors[job.state.code].title);
  }
};

export const viewOf = (job: Job, progress: JobProgress | undefined, title: string): JobView => {
  const steps = job.state.kind === 'running' ? (progress?.steps ?? []) : [];
  const step = tellingStep(steps);
  return {
    job,
    title,
    steps,
    fraction: job.state.kind === 'running' ? fractionOf(steps) : null,
    sentence: sentenceOf(job, step),
    secondsLeft: secondsLeft(step?.step.startsWith('transcription/') ? step : undefined),
  };
};

export const noProgress: ReadonlyMap<string, JobProgress> = new Map();

/** Looks titles up by recording. */
export const titlesOf = (
  recordings: readonly { id: string; title: string }[],
): ((id: string) => string | undefined) => {
  const titles = new Map(recordings.map(({ id, title }) => [id, title]));
  return (id) => titles.get(id);
};
