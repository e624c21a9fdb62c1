import * as v from 'valibot';
import { fromTurns, jsonReader, shareTime, type SaidWord, type Turn } from '../imported.ts';

const ticksPerSecond = 10_000_000;
const speakerSchema = v.nullish(v.union([v.number(), v.string()]));

/** Batch transcription counts in ticks of 100 ns. */
const batchWord = v.object({
  word: v.nullish(v.string()),
  displayText: v.nullish(v.string()),
  offsetInTicks: v.number(),
  durationInTicks: v.number(),
  confidence: v.nullish(v.number()),
});

const batchSchema = v.object({
  recognizedPhrases: v.array(
    v.object({
      speaker: speakerSchema,
      locale: v.nullish(v.string()),
      offsetInTicks: v.number(),
      durationInTicks: v.number(),
      nBest: v.nullish(
        v.array(
          v.object({
            display: v.string(),
            confidence: v.nullish(v.number()),
            displayWords: v.nullish(v.array(batchWord)),
            words: v.nullish(v.array(batchWord)),
          }),
        ),
      ),
    }),
  ),
});

/** Fast transcription counts in milliseconds. */
const fastSchema = v.object({
  phrases: v.array(
    v.object({
      speaker: speakerSchema,
      locale: v.nullish(v.string()),
      text: v.string(),
      offsetMilliseconds: v.number(),
      durationMilliseconds: v.number(),
      confidence: v.nullish(v.number()),
      words: v.nullish(
        v.array(v.object({ text: v.string(), offsetMilliseconds: v.number(), durationMilliseconds: v.number() })),
      ),
    }),
  ),
});

const nameOf = (speaker: number | string | null | undefined): string | null =>
  speaker == null ? null : typeof speaker === 'number' ? `Speaker ${speaker}` : speaker;

type Timed = { start: number; end: number; conf?: number | null | undefined };

/** The text as it is shown has the punctuation; the words have the times. They pair where they are as many. */
const paired = (text: string, span: Timed, words: readonly Timed[]): SaidWord[] => {
  const shared = shareTime(text, span.start, span.end);
  const isPaired = shared.length === words.length;
  return shared.map((word, index) => ({ ...word, conf: span.conf, ...(isPaired ? words[index] : {}) }));
};

const span = (offset: number, duration: number, perSecond: number, conf?: number | null): Timed => ({
  start: offset / perSecond,
  end: (offset + duration) / perSecond,
  ...(conf == null ? {} : { conf }),
});

type BatchPhrase = v.InferOutput<typeof batchSchema>['recognizedPhrases'][number];

const batchTurn = (phrase: BatchPhrase): Turn => {
  const best = phrase.nBest?.[0];
  const words = (best?.displayWords ?? best?.words ?? []).map((word) =>
    span(word.offsetInTicks, word.durationInTicks, ticksPerSecond, word.confidence),
  );
  const around = span(phrase.offsetInTicks, phrase.durationInTicks, ticksPerSecond, best?.confidence);
  return { speaker: nameOf(phrase.speaker), words: paired(best?.display ?? '', around, words) };
};

const byStart = (one: Turn, other: Turn): number => (one.words[0]?.start ?? 0) - (other.words[0]?.start ?? 0);

export const azureBatch = jsonReader('azure-batch', batchSchema, ({ recognizedPhrases: phrases }) =>
  fromTurns(phrases.map(batchTurn).sort(byStart), phrases[0]?.locale ?? null),
);

export const azureFast = jsonReader('azure-fast', fastSchema, ({ phrases }) => {
  const turns = phrases.map((phrase): Turn => {
    const words = (phrase.words ?? []).map((word) => span(word.offsetMilliseconds, word.durationMilliseconds, 1000));
    const around = span(phrase.offsetMilliseconds, phrase.durationMilliseconds, 1000, phrase.confidence);
    return { speaker: nameOf(phrase.speaker), words: paired(phrase.text, around, words) };
  });
  return fromTurns(turns.sort(byStart), phrases[0]?.locale ?? null);
});
