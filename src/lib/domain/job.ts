import * as v from 'valibot';
import { errorCodes } from '$lib/core/errors.ts';
import { recognitionSchema } from './recognition.ts';

/** What a job is doing: exactly one of these. */
export const jobStateSchema = v.variant('kind', [
  v.object({ kind: v.literal('queued') }),
  v.object({ kind: v.literal('running'), startedAt: v.string() }),
  v.object({ kind: v.literal('done'), startedAt: v.string(), endedAt: v.string() }),
  v.object({ kind: v.literal('cancelled'), endedAt: v.string() }),
  v.object({
    kind: v.literal('failed'),
    endedAt: v.string(),
    code: v.picklist(errorCodes),
    message: v.string(),
    detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
    step: v.nullable(v.string()),
  }),
]);
export type JobState = v.InferOutput<typeof jobStateSchema>;

export const jobSchema = v.object({
  id: v.string(),
  recordingId: v.string(),
  /** What it makes: the transcript, or only what the editor needs to show the sound. */
  wants: v.picklist(['machine', 'peaks']),
  /** The settings as they were when the job was asked for: resuming never changes model or language. */
  modelId: v.string(),
  language: v.string(),
  /** Only what differs from the defaults. */
  recognition: v.optional(v.partial(recognitionSchema)),
  createdAt: v.string(),
  state: jobStateSchema,
});
export type Job = v.InferOutput<typeof jobSchema>;

export type StepState = 'waiting' | 'running' | 'reused' | 'done' | 'stopped' | 'failed';

/** How far one step of a running job has come. In memory only. */
export type StepProgress = {
  step: string;
  state: StepState;
  /** 0…1, or null when nobody can tell. */
  fraction: number | null;
  /** Seconds of the recording done and in all, where the step works through time. */
  doneSeconds?: number | undefined;
  totalSeconds?: number | undefined;
  /** Wall-clock milliseconds so far. */
  elapsedMs: number;
};

export type JobProgress = { jobId: string; recordingId: string; steps: readonly StepProgress[] };
