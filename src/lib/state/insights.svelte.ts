import { isAbort } from '$lib/core/errors.ts';
import type { StepSpan } from '$lib/core/perf.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Analysis, Topic, TopicSource } from '$lib/domain/analysis.ts';
import { countRecording, countTerms, noTerms, type CountedRecording } from '$lib/domain/insights/counted.ts';
import { periodsOf } from '$lib/domain/insights/periods.ts';
import { timesByModel, timesByStep } from '$lib/domain/insights/processing.ts';
import { readingOf, type Reading } from '$lib/domain/insights/reading.ts';
import { saidAs, termsOf } from '$lib/domain/insights/terms.ts';
import { talkOf, totalsOf } from '$lib/domain/insights/totals.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { redact, shownTitle } from '$lib/domain/redaction.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { Live } from './live.svelte.ts';

export type InsightsPorts = {
  library: { watchAll(): Watchable<readonly Recording[]> };
  transcripts: { find(recordingId: string): Promise<Transcript | undefined> };
  analyses: {
    tryMake(recordingId: string, signal: AbortSignal): Promise<Analysis | undefined>;
    topicsOf(sources: readonly TopicSource[], signal: AbortSignal): Promise<readonly Topic[]>;
  };
  spans: Watchable<readonly StepSpan[]>;
};

export type InsightsStage =
  { kind: 'counting' } | { kind: 'failed'; error: unknown } | { kind: 'empty' } | { kind: 'counted' };

const mostTerms = 100;
/** Comparing recordings with each other takes the square of their number. */
const mostCompared = 300;

/**
 * Figures over the library. Counting comes first and is quick; then each transcript is read, which takes its time when
 * it was never analysed: what is read so far is shown. Both begin anew when the library changes.
 */
export class Insights {
  #stage = $state.raw<InsightsStage>({ kind: 'counting' });
  #recordings = $state.raw<readonly Recording[]>([]);
  #counted = $state.raw<readonly CountedRecording[]>([]);
  #termCounts = $state.raw<ReadonlyMap<string, number>>(noTerms());
  #readings = $state.raw<readonly Reading[]>([]);
  #topics = $state.raw<readonly Topic[]>([]);
  #unread = $state(0);
  readonly #spans: Live<readonly StepSpan[]>;

  readonly totals = $derived(totalsOf(this.#recordings, this.#counted));
  readonly talk = $derived(talkOf(this.#counted));
  readonly periods = $derived(periodsOf(this.#counted));
  readonly terms = $derived(termsOf(this.#readings, this.#termCounts, mostTerms));
  /** Topics by the words as they are said: they are found by their stems. */
  readonly topics: readonly Topic[] = $derived(
    this.#topics.map((topic) => {
      const terms = topic.terms.map((stem) => saidAs(stem, this.#termCounts));
      return { ...topic, terms, label: terms.join(', ') };
    }),
  );
  readonly steps = $derived.by(() => timesByStep(this.#spans.current));
  readonly models = $derived.by(() => timesByModel(this.#spans.current));

  readonly #scope = new Scope();
  #round: AbortController | undefined;

  constructor(private readonly ports: InsightsPorts) {
    this.#spans = new Live(ports.spans, []);
    const subscription = ports.library.watchAll().subscribe(
      (recordings) => void this.#begin(recordings),
      (error) => this.#fail(error),
    );
    this.#scope.own(() => subscription.unsubscribe());
  }

  /** Every run that is kept, the latest first. */
  get runs(): readonly StepSpan[] {
    return this.#spans.current.toReversed();
  }

  get stage(): InsightsStage {
    return this.#stage;
  }

  get counted(): readonly CountedRecording[] {
    return this.#counted;
  }

  get readings(): readonly Reading[] {
    return this.#readings;
  }

  /** Transcripts that are still to be read. */
  get unread(): number {
    return this.#unread;
  }

  /** As it may stand in a file. */
  title(recordingId: string): string {
    const has = ({ id }: Recording) => id === recordingId;
    return (
      (this.#counted.find(({ recording }) => has(recording))?.recording ?? this.#recordings.find(has))?.title ?? ''
    );
  }

  dispose(): void {
    this.#round?.abort();
    this.#scope.dispose();
  }

  async #begin(recordings: readonly Recording[]): Promise<void> {
    if (this.#scope.isDisposed) return;
    this.#round?.abort();
    const { signal } = (this.#round = new AbortController());
    try {
      await this.#count(recordings, signal);
      await this.#read(signal);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #count(recordings: readonly Recording[], signal: AbortSignal): Promise<void> {
    const counted: CountedRecording[] = [];
    const terms = noTerms();
    for (const recording of recordings) {
      const found = await this.ports.transcripts.find(recording.id);
      signal.throwIfAborted();
      if (!found) continue;
      // Charts are saved as files: what is redacted is counted as exports show it.
      const transcript = redact(found);
      counted.push(countRecording({ ...recording, title: shownTitle(recording.title, found) }, transcript));
      countTerms(terms, transcript);
    }
    this.#recordings = recordings;
    this.#counted = counted;
    this.#termCounts = terms;
    this.#stage = { kind: counted.length === 0 ? 'empty' : 'counted' };
  }

  async #read(signal: AbortSignal): Promise<void> {
    const readings: Reading[] = [];
    this.#unread = this.#counted.length;
    for (const { recording } of this.#counted) {
      const analysis = await this.ports.analyses.tryMake(recording.id, signal);
      signal.throwIfAborted();
      if (analysis) readings.push(readingOf(recording, analysis));
      this.#unread -= 1;
      this.#readings = [...readings];
    }
    const latest = readings.toSorted((a, b) => (a.recording.createdAt < b.recording.createdAt ? 1 : -1));
    const sources = latest.flatMap(({ topic }) => topic ?? []).slice(0, mostCompared);
    this.#topics = sources.length < 2 ? [] : await this.ports.analyses.topicsOf(sources, signal);
  }

  #fail(error: unknown): void {
    if (!isAbort(error)) this.#stage = { kind: 'failed', error };
  }
}
