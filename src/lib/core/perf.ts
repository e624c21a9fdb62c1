/** How long one step of the pipeline took. In memory; also a User Timing span that browser tools show. */
export type StepSpan = {
  recordingId: string;
  step: string;
  /** Of the speech model that worked in it; null where none did. */
  modelId: string | null;
  /** Milliseconds since the page's time origin. */
  startMs: number;
  elapsedMs: number;
  /** Seconds of sound the step worked through; null where that means nothing. */
  audioSeconds: number | null;
  /** Processing time over the duration of the sound: below 1 is faster than listening. */
  realTimeFactor: number | null;
};

type Listener = (spans: readonly StepSpan[]) => void;

const capacity = 500;
const nameOf = (span: Pick<StepSpan, 'step' | 'recordingId'>) => `${span.step} ${span.recordingId}`;

/** Remembers the last 500 spans, oldest first. */
export class PerformanceTracker {
  #spans: StepSpan[] = [];
  readonly #listeners = new Set<Listener>();

  constructor(private readonly clock: Pick<Performance, 'now' | 'measure' | 'clearMeasures'> = performance) {}

  get current(): readonly StepSpan[] {
    return [...this.#spans];
  }

  /** Starts a span; call the result once when the step has ended. A step that is stopped need not call it. */
  start(recordingId: string, step: string, modelId: string | null = null): (audioSeconds?: number | null) => StepSpan {
    const startMs = this.clock.now();
    return (audioSeconds = null) =>
      this.record({ recordingId, step, modelId, startMs, elapsedMs: this.clock.now() - startMs, audioSeconds });
  }

  /** Adds a span that was timed elsewhere. */
  record(timed: Omit<StepSpan, 'realTimeFactor'>): StepSpan {
    const { elapsedMs, audioSeconds } = timed;
    const span = { ...timed, realTimeFactor: audioSeconds ? elapsedMs / 1000 / audioSeconds : null };
    this.#spans.push(span);
    if (this.#spans.length > capacity) this.clock.clearMeasures(nameOf(this.#spans.shift()!));
    const { startMs: start, elapsedMs: duration } = span;
    const detail = {
      recordingId: span.recordingId,
      step: span.step,
      audioSeconds,
      realTimeFactor: span.realTimeFactor,
    };
    this.clock.measure(nameOf(span), { start, duration, detail });
    for (const listener of this.#listeners) listener(this.current);
    return span;
  }

  forRecording(recordingId: string): readonly StepSpan[] {
    return this.#spans.filter((span) => span.recordingId === recordingId);
  }

  /** Tells the spans now and after every new one. */
  subscribe(onValue: Listener): { unsubscribe(): void } {
    this.#listeners.add(onValue);
    onValue(this.current);
    return { unsubscribe: () => void this.#listeners.delete(onValue) };
  }
}
