/** A step that has run. `realTimeFactor`: time it took over the duration of the sound, below 1 is faster than listening. */
export type TimedStep = {
  recordingId: string;
  step: string;
  modelId: string | null;
  elapsedMs: number;
  audioSeconds: number | null;
};

export type StepTime = {
  key: string;
  runs: number;
  seconds: number;
  audioSeconds: number;
  realTimeFactor: number | null;
};

const group = (steps: readonly TimedStep[], keyOf: (step: TimedStep) => string): StepTime[] => {
  const times = new Map<string, StepTime>();
  for (const step of steps) {
    const key = keyOf(step);
    const time = times.get(key) ?? { key, runs: 0, seconds: 0, audioSeconds: 0, realTimeFactor: null };
    time.runs += 1;
    time.seconds += step.elapsedMs / 1000;
    time.audioSeconds += step.audioSeconds ?? 0;
    time.realTimeFactor = time.audioSeconds > 0 ? time.seconds / time.audioSeconds : null;
    times.set(key, time);
  }
  return [...times.values()].sort((a, b) => b.seconds - a.seconds);
};

/** Time each step took in all, the longest first. */
export const timesByStep = (steps: readonly TimedStep[]): StepTime[] => group(steps, ({ step }) => step);

/** Time each model listened, and how fast. */
export const timesByModel = (steps: readonly TimedStep[]): StepTime[] =>
  group(
    steps.filter(({ modelId, audioSeconds }) => modelId !== null && audioSeconds !== null),
    ({ modelId }) => modelId!,
  );
