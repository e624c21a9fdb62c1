import * as v from 'valibot';
import type { StepSpan } from '$lib/core/perf.ts';

export const stepSpanSchema = v.object({
  recordingId: v.string(),
  step: v.string(),
  modelId: v.nullable(v.string()),
  startedAtMs: v.number(),
  elapsedMs: v.number(),
  audioSeconds: v.nullable(v.number()),
}) satisfies v.GenericSchema<StepSpan>;

/** All runs of a step, or of a model. */
export type StepTime = {
  key: string;
  runs: number;
  seconds: number;
  audioSeconds: number;
  /** Time they took over the duration of the sound, below 1 is faster than listening. */
  realTimeFactor: number | null;
  /** The recording whose run took longest. */
  slowest: string;
};

const group = (steps: readonly StepSpan[], keyOf: (step: StepSpan) => string): StepTime[] => {
  const times = new Map<string, StepTime & { longestMs: number }>();
  for (const step of steps) {
    const key = keyOf(step);
    const time = times.get(key) ?? {
      key,
      runs: 0,
      seconds: 0,
      audioSeconds: 0,
      realTimeFactor: null,
      slowest: '',
      longestMs: -1,
    };
    time.runs += 1;
    time.seconds += step.elapsedMs / 1000;
    time.audioSeconds += step.audioSeconds ?? 0;
    time.realTimeFactor = time.audioSeconds > 0 ? time.seconds / time.audioSeconds : null;
    if (step.elapsedMs > time.longestMs) [time.longestMs, time.slowest] = [step.elapsedMs, step.recordingId];
    times.set(key, time);
  }
  return [...times.values()].map(({ longestMs: _, ...time }) => time).sort((a, b) => b.seconds - a.seconds);
};

/** Time each step took in all, the longest first. */
export const timesByStep = (steps: readonly StepSpan[]): StepTime[] => group(steps, ({ step }) => step);

/** Time each model listened, and how fast. */
export const timesByModel = (steps: readonly StepSpan[]): StepTime[] =>
  group(
    steps.filter(({ modelId, audioSeconds }) => modelId !== null && audioSeconds !== null),
    ({ modelId }) => modelId!,
  );
