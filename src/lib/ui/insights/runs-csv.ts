import { toCsv } from '$lib/core/csv.ts';
import { realTimeFactor, type StepSpan } from '$lib/core/perf.ts';
import { en } from '$lib/i18n/en.ts';

const { columns } = en.insights.runs;

/** Every run with what it took, for spreadsheets. */
export const runsCsv = (
  runs: readonly StepSpan[],
  nameOf: { recording(id: string): string; model(id: string): string },
): string =>
  toCsv([
    Object.values(columns),
    ...runs.map((run) => [
      new Date(run.startedAtMs).toISOString(),
      nameOf.recording(run.recordingId),
      en.jobs.step(run.step).name,
      run.modelId === null ? '' : nameOf.model(run.modelId),
      Number((run.elapsedMs / 1000).toFixed(3)),
      run.audioSeconds ?? '',
      realTimeFactor(run)?.toFixed(4) ?? '',
    ]),
  ]);
