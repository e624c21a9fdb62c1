import type { Job, JobProgress } from '$lib/domain/job.ts';
import { en } from '$lib/i18n/en.ts';

export type ProgressWords = { sentence: string; fraction: number | null };

/** Names the work: of the steps at work, the one furthest on the way to the text. */
export const sentenceOf = (job: Job, progress: JobProgress | undefined): ProgressWords => {
  if (job.state.kind === 'queued') return { sentence: en.editor.running.waiting, fraction: null };
  const step = progress?.steps.findLast(({ state, fraction }) => state === 'running' && (fraction ?? 0) > 0);
  const working = step ?? progress?.steps.find(({ state }) => state === 'running');
  if (!working) return { sentence: en.editor.running.starting, fraction: null };
  const { doing } = en.jobs.step(working.step);
  return {
    sentence: en.jobs.sentence(doing, working.doneSeconds, working.totalSeconds),
    fraction: working.fraction,
  };
};
