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

/** What the windows so far come to, in file time. */
export const makeDraft = (heard: readonly Heard[], model: UsedModel): Draft => ({
  modelId: model.id,
  revision: model.revision,
  ...mainLanguage(heard),
  device: model.device,
  ...(model.threads && { threads: model.threads }),
  ...(model.reason && { reason: model.reason }),
  ...(model.hasEstimatedTimes && { hasEstimatedTimes: true }),
  segments: inOrder(
    heard.flatMap(({ window, result }) => result.segments.map((segment) => inFile(segment, window, result))),
  ),
});

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

/** Starts rise strictly over the whole draft and every word has length; segments reach as far as their words. */
const inOrder = (segments: readonly DraftSegment[]): DraftSegment[] => {
  let previous = -Infinity;
  return segments.map((segment) => {
    const words = segment.words.map((word): DraftWord => {
      const start = Math.max(word.start, previous + leastSeconds);
      previous = start;
      return { ...word, start, end: Math.max(word.end, start + leastSeconds) };
    });
    const start = words[0]?.start ?? segment.start;
    return { ...segment, words, start, end: Math.max(start, words.at(-1)?.end ?? segment.end) };
  });
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
