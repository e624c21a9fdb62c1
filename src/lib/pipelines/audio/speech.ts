import type { Pcm, Speech } from '$lib/domain/artifacts.ts';
import type { DetectorMemory, SpeechDetector } from '$lib/domain/ports.ts';
import { defineStep, type StepContext } from '../step.ts';
import { emptySearch, searchOn, spansOf, type SpanSearch } from './speech-spans.ts';

/** What a checkpoint holds. With the detector's memory an interrupted search finds what an uninterrupted one does. */
type Saved = { segments: number; search: SpanSearch; memory: DetectorMemory | null };

/** Finds speech in one segment after another as they are sealed. */
class Detection {
  #segments = 0;
  #search = emptySearch;
  #memory: DetectorMemory | null = null;

  constructor(
    private readonly detector: SpeechDetector,
    private readonly context: StepContext,
  ) {}

  async resume(): Promise<void> {
    const saved = await this.context.checkpoint.load<Saved>();
    if (!saved) return;
    this.#segments = saved.segments;
    this.#search = saved.search;
    this.#memory = saved.memory;
  }

  /** Takes in every sealed segment not yet searched. */
  async follow(pcm: Pcm): Promise<void> {
    while (this.#segments < pcm.sealed) {
      const { signal } = this.context;
      const { frames, memory } = await this.detector.probabilities(pcm, this.#segments, this.#memory, signal);
      this.#search = searchOn(this.#search, frames);
      this.#memory = memory;
      this.#segments++;
      this.context.publish('speech', this.found(pcm));
      await this.context.checkpoint.save<Saved>({ segments: this.#segments, search: this.#search, memory });
    }
  }

  /** Speech so far. */
  found(pcm: Pcm): Speech {
    const samples = Math.min(this.#segments * pcm.samplesPerSegment, pcm.totalSamples);
    const untilSeconds = samples / pcm.sampleRate;
    return { spans: spansOf(this.#search, untilSeconds), detector: this.detector.kind, untilSeconds };
  }

  report(totalSeconds: number | null): void {
    const doneSeconds = this.#search.frames * 0.032;
    if (totalSeconds === null) this.context.report({ fraction: null, doneSeconds });
    else this.context.report({ fraction: Math.min(1, doneSeconds / totalSeconds), doneSeconds, totalSeconds });
  }
}

/** Where somebody speaks, found while the sound is still being decoded. */
export const speech = ({ detector }: { detector: SpeechDetector }) =>
  defineStep({
    id: 'audio/speech',
    version: 2,
    needs: [],
    follows: ['pcm'],
    makes: ['speech'],
    lane: 'detect',
    run: async (inputs, context) => {
      const detection = new Detection(detector, context);
      await detection.resume();
      for await (const pcm of inputs.pcm.states(context.signal)) {
        await detection.follow(pcm);
        detection.report(null);
      }
      const pcm = await inputs.pcm.whole(context.signal);
      await detection.follow(pcm);
      detection.report(pcm.totalSamples / pcm.sampleRate);
      return { speech: detection.found(pcm) };
    },
  });
