import * as v from 'valibot';
import { fromTurns, jsonReader, shareTime, type SaidWord, type Turn } from '../imported.ts';

/** A duration as JSON has it: `"1.300s"`, or seconds and nanoseconds. Absent means zero, as protobuf leaves zeros out. */
const durationSchema = v.nullish(
  v.union([
    v.string(),
    v.object({ seconds: v.nullish(v.union([v.string(), v.number()])), nanos: v.nullish(v.number()) }),
  ]),
);

/** Speech-to-Text: version 1 says `startTime`, version 2 `startOffset`. */
const wordSchema = v.object({
  word: v.string(),
  startTime: durationSchema,
  endTime: durationSchema,
  startOffset: durationSchema,
  endOffset: durationSchema,
  confidence: v.nullish(v.number()),
  speakerTag: v.nullish(v.number()),
  speakerLabel: v.nullish(v.string()),
});

const alternativeSchema = v.object({
  transcript: v.nullish(v.string()),
  confidence: v.nullish(v.number()),
  words: v.nullish(v.array(wordSchema)),
});

const schema = v.object({
  results: v.array(
    v.object({ alternatives: v.nullish(v.array(alternativeSchema)), languageCode: v.nullish(v.string()) }),
  ),
});

type Word = v.InferOutput<typeof wordSchema>;
type Result = v.InferOutput<typeof schema>['results'][number];

const secondsOf = (duration: v.InferOutput<typeof durationSchema>): number | null => {
  if (duration == null) return null;
  if (typeof duration === 'string') return /^\d+(?:\.\d+)?s$/.test(duration) ? Number(duration.slice(0, -1)) : null;
  return Number(duration.seconds ?? 0) + (duration.nanos ?? 0) / 1e9;
};

const speakerOf = ({ speakerLabel, speakerTag }: Word): string | null =>
  speakerLabel || (speakerTag ? `Speaker ${speakerTag}` : null);

/** Words of languages without spaces come as `word|reading`. */
const saidWord = (word: Word): SaidWord => {
  const end = secondsOf(word.endTime ?? word.endOffset);
  const start = secondsOf(word.startTime ?? word.startOffset) ?? (end === null ? null : 0);
  // Version 1 writes 0 where it did not measure.
  return { text: word.word.split('|')[0]!, start, end, conf: word.confidence || null };
};

const turnsOf = (result: Result): Turn[] => {
  const best = result.alternatives?.[0];
  const words = best?.words ?? [];
  if (words.length === 0) return [{ speaker: null, words: shareTime(best?.transcript ?? '', null, null) }];
  return words.map((word) => ({ speaker: speakerOf(word), words: [saidWord(word)] }));
};

/** With diarisation the last result repeats every word, now with who spoke it: then it alone counts. */
const counting = (results: readonly Result[]): readonly Result[] => {
  const last = results.at(-1);
  const lastWords = last?.alternatives?.[0]?.words ?? [];
  const before = results.slice(0, -1).reduce((sum, each) => sum + (each.alternatives?.[0]?.words?.length ?? 0), 0);
  const isRepeat = results.length > 1 && lastWords.some((word) => speakerOf(word)) && lastWords.length >= before;
  const namedBefore = results
    .slice(0, -1)
    .some((each) => each.alternatives?.[0]?.words?.some((word) => speakerOf(word)));
  return isRepeat && !namedBefore && last ? [last] : results;
};

export const google = jsonReader('google', schema, ({ results }) =>
  fromTurns(counting(results).flatMap(turnsOf), results[0]?.languageCode ?? null),
);
