import { isAbort } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { statisticsOf, type TranscriptStatistics } from '$lib/domain/transcript-statistics.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

export type InsightsPorts = {
  library: { watchAll(): Watchable<readonly Recording[]> };
  transcripts: { find(recordingId: string): Promise<Transcript | undefined> };
};

export type CountedRecording = {
  recording: Recording;
  statistics: TranscriptStatistics;
  /** Names of its speakers by id. */
  names: Readonly<Record<string, string>>;
};
export type SpeakerTalk = { recording: Recording; name: string | null; seconds: number };

export type Totals = {
  recordings: number;
  transcribed: number;
  seconds: number;
  words: number;
  pausedSeconds: number;
  /** Over the transcribed recordings of known length; null where there is none. */
  wordsPerMinute: number | null;
};

export type InsightsStage =
  { kind: 'counting' } | { kind: 'failed'; error: unknown } | { kind: 'empty' } | { kind: 'counted' };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** In all recordings together. */
export const totalsOf = (recordings: readonly Recording[], counted: readonly CountedRecording[]): Totals => {
  const timed = counted.filter(({ recording }) => recording.durationSeconds);
  const minutes = sum(timed.map(({ recording }) => recording.durationSeconds!)) / 60;
  const timedWords = sum(timed.map(({ statistics }) => statistics.words));
  return {
    recordings: recordings.length,
    transcribed: counted.length,
    seconds: sum(recordings.map((recording) => recording.durationSeconds ?? 0)),
    words: sum(counted.map(({ statistics }) => statistics.words)),
    pausedSeconds: sum(counted.map(({ statistics }) => statistics.pausedSeconds)),
    wordsPerMinute: minutes > 0 ? timedWords / minutes : null,
  };
};

/** Who speaks for how long, the longest first. The same name in two recordings need not be the same person. */
export const talkOf = (counted: readonly CountedRecording[]): SpeakerTalk[] =>
  counted
    .flatMap(({ recording, statistics, names }) =>
      Array.from(statistics.talk, ([id, seconds]) => ({
        recording,
        name: id === null ? null : (names[id] ?? id),
        seconds,
      })),
    )
    .sort((a, b) => b.seconds - a.seconds);

/** Statistics over the library: counted anew when it changes, one transcript after the other. */
export class Insights {
  #stage = $state.raw<InsightsStage>({ kind: 'counting' });
  #recordings = $state.raw<readonly Recording[]>([]);
  #counted = $state.raw<readonly CountedRecording[]>([]);
  readonly totals: Totals = $derived(totalsOf(this.#recordings, this.#counted));
  readonly talk: readonly SpeakerTalk[] = $derived(talkOf(this.#counted));

  readonly #scope = new Scope();
  #round = 0;

  constructor(private readonly ports: InsightsPorts) {
    const subscription = ports.library.watchAll().subscribe(
      (recordings) => void this.#count(recordings),
      (error) => this.#fail(error),
    );
    this.#scope.own(() => subscription.unsubscribe());
  }

  get stage(): InsightsStage {
    return this.#stage;
  }

  get counted(): readonly CountedRecording[] {
    return this.#counted;
  }

  dispose(): void {
    this.#scope.dispose();
  }

  async #count(recordings: readonly Recording[]): Promise<void> {
    const round = (this.#round += 1);
    const counted: CountedRecording[] = [];
    try {
      for (const recording of recordings) {
        const transcript = await this.ports.transcripts.find(recording.id);
        if (round !== this.#round || this.#scope.isDisposed) return;
        if (transcript) counted.push({ recording, ...countOne(transcript, recording) });
      }
    } catch (error) {
      return this.#fail(error);
    }
    this.#recordings = recordings;
    this.#counted = counted;
    this.#stage = { kind: counted.length === 0 ? 'empty' : 'counted' };
  }

  #fail(error: unknown): void {
    if (!isAbort(error)) this.#stage = { kind: 'failed', error };
  }
}

const countOne = (transcript: Transcript, { durationSeconds }: Recording) => ({
  statistics: statisticsOf(transcript, durationSeconds),
  names: Object.fromEntries(transcript.speakers.map(({ id, name }) => [id, name])),
});
