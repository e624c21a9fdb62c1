import type { SpeechWindow, WindowResult, WindowSegment } from '$lib/domain/ports.ts';
import type { Draft, DraftSegment, DraftWord } from '$lib/domain/transcript.ts';
import { mapToFile } from './windows.ts';

/** What recognised: a model, and the device it ran on. */
export type UsedModel = { id: string; revision: string } & Pick<
  Draft,
  'device' | 'threads' | 'reason' | 'hasEstimatedTimes'
>;

/** A window and what was heard in it. */
export type Heard = { window: SpeechWindow; result: WindowResult };

/** Shortest word, and smallest step between two starts. */
const leastSeconds = 0.01;

/** A draft that grows by windows: what it made of the earlier ones stays, so that the last of hours costs as the first. */
export class GrowingDraft {
  readonly #heard: Heard[] = [];
  readonly #segments: DraftSegment[] = [];
  /** Where the last word begins. */
  #previous = -Infinity;

  add(heard: Heard): void {
    const { window, result } = heard;
    this.#heard.push(heard);
    for (const segment of result.segments) this.#segments.push(this.#inOrder(inFile(segment, window, result)));
  }

  /** What the windows so far come to, in file time. */
  made(model: UsedModel): Draft {
    return {
      modelId: model.id,
      revision: model.revision,
      ...mainLanguage(this.#heard),
      device: model.device,
      ...(model.threads && { threads: model.threads }),
      ...(model.reason && { reason: model.reason }),
      ...(model.hasEstimatedTimes && { hasEstimatedTimes: true }),
      segments: [...this.#segments],
    };
  }

  /** Starts rise strictly over the whole draft and every word has length; segments reach as far as their words. */
  #inOrder(segment: DraftSegment): DraftSegment {
    const words = segment.words.map((word): DraftWord => {
      const start = Math.max(word.start, this.#previous + leastSeconds);
      this.#previous = start;
      return { ...word, start, end: Math.max(word.end, start + leastSeconds) };
    });
    const start = words[0]?.start ?? segment.start;
    return { ...segment, words, start, end: Math.max(start, words.at(-1)?.end ?? segment.end) };
  }
}

const inFile = (segment: WindowSegment, window: SpeechWindow, result: WindowResult): DraftSegment => {
  const words = segment.words.map((word) => ({ ...word, ...mapToFile(window, word.start, word.end) }));
  return {
    ...mapToFile(window, segment.start, segment.end),
    text: segment.text,
    words,
    language: result.language ?? '',
    noSpeechProbability: result.noSpeechProbability,
    averageLogProbability: result.averageLogProbability,
    compressionRatio: result.compressionRatio,
    temperature: result.temperature,
  };
};

/** The language most of the text is in, with its mean probability. */
const mainLanguage = (heard: readonly Heard[]): Pick<Draft, 'language' | 'languageProbability'> => {
  const letters = new Map<string, number>();
  for (const { result } of heard) {
    if (result.language === null) continue;
    const length = result.segments.reduce((sum, segment) => sum + segment.text.length, 0);
    letters.set(result.language, (letters.get(result.language) ?? 0) + length);
  }
  const language = [...letters].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
  const own = heard.flatMap(({ result }) =>
    result.language === language && result.languageProbability !== null ? [result.languageProbability] : [],
  );
  const languageProbability = own.length > 0 ? own.reduce((sum, value) => sum + value, 0) / own.length : null;
  return { language, languageProbability };
};
