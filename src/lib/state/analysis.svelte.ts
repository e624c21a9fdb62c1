import { isAbort } from '$lib/core/errors.ts';
import type { Analysis } from '$lib/domain/analysis.ts';
import type { Watchable } from '$lib/domain/ports.ts';

export type AnalysisPorts = {
  make(recordingId: string, signal: AbortSignal): Promise<Analysis>;
  watch(recordingId: string): Watchable<Analysis | undefined>;
};

/** Somebody who types is left alone this long before the text is read again. */
export const refreshAfterMs = 1500;

/** What one transcript tells, read again when it has changed; meanwhile the reading before stays. */
export class AnalysisView {
  #analysis = $state.raw<Analysis | null>(null);
  #isWorking = $state(false);
  #error = $state.raw<unknown>(null);
  #work: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ports: AnalysisPorts,
    private readonly session: { readonly recordingId: string; flush(): Promise<void> },
  ) {}

  get analysis(): Analysis | null {
    return this.#analysis;
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** What the last reading threw; null while all is well. */
  get error(): unknown {
    return this.#error;
  }

  /** The transcript changed: the first time it is read at once, later when it has been left alone for a while. */
  note(): void {
    clearTimeout(this.#timer);
    if (this.#analysis === null) void this.refresh();
    else this.#timer = setTimeout(() => void this.refresh(), refreshAfterMs);
  }

  /** Saves what was typed and reads it. */
  async refresh(): Promise<void> {
    this.#work?.abort();
    const work = (this.#work = new AbortController());
    this.#isWorking = true;
    this.#error = null;
    try {
      await this.session.flush();
      this.#analysis = await this.ports.make(this.session.recordingId, work.signal);
    } catch (error) {
      if (!isAbort(error)) this.#error = error;
    } finally {
      if (this.#work === work) this.#isWorking = false;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#work?.abort();
  }
}
