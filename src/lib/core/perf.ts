/** How long one step of the pipeline took. Kept with the library, and a User Timing span that browser tools show. */
export type StepSpan = {
  recordingId: string;
  step: string;
  /** Of the speech model that worked in it; null where none did. */
  modelId: string | null;
  /** Milliseconds since 1970, UTC. */
  startedAtMs: number;
  elapsedMs: number;
  /** Seconds of sound the step worked through; null where that means nothing. */
  audioSeconds: number | null;
};

/** Processing time over the duration of the sound, below 1 is faster than listening; null where there is none. */
export const realTimeFactor = ({ elapsedMs, audioSeconds }: Pick<StepSpan, 'elapsedMs' | 'audioSeconds'>) =>
  audioSeconds ? elapsedMs / 1000 / audioSeconds : null;

/** How much of the clock some spans took together: steps run beside each other, and on different days. */
export const tookMs = (spans: readonly Pick<StepSpan, 'startedAtMs' | 'elapsedMs'>[]): number => {
  let total = 0;
  let until = -Infinity;
  for (const { startedAtMs, elapsedMs } of spans.toSorted((a, b) => a.startedAtMs - b.startedAtMs)) {
    const end = startedAtMs + elapsedMs;
    total += Math.max(0, end - Math.max(startedAtMs, until));
    until = Math.max(until, end);
  }
  return total;
};

/** More would fill the browser's own list. */
const mostMeasures = 500;

/** Writes spans down: as User Timing, and with `keep`. */
export class PerformanceTracker {
  #names: string[] = [];

  constructor(
    private readonly keep: (span: StepSpan) => void,
    private readonly clock: Pick<Performance, 'timeOrigin' | 'measure' | 'clearMeasures'> = performance,
  ) {}

  record(span: StepSpan): void {
    const name = `${span.step} ${span.recordingId}`;
    const { startedAtMs, elapsedMs: duration, ...about } = span;
    const detail = { ...about, realTimeFactor: realTimeFactor(span) };
    this.clock.measure(name, { start: Math.max(0, startedAtMs - this.clock.timeOrigin), duration, detail });
    this.#names.push(name);
    if (this.#names.length > mostMeasures) this.clock.clearMeasures(this.#names.shift()!);
    this.keep(span);
  }
}
