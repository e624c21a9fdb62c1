import * as v from 'valibot';
import { fromTurns, jsonReader } from '../imported.ts';

/** Times are milliseconds. */
const wordSchema = v.object({
  text: v.string(),
  start: v.number(),
  end: v.number(),
  confidence: v.nullish(v.number()),
  speaker: v.nullish(v.string()),
});

const schema = v.object({
  id: v.string(),
  status: v.nullish(v.string()),
  language_code: v.nullish(v.string()),
  words: v.array(wordSchema),
  utterances: v.nullish(v.array(v.object({ speaker: v.nullish(v.string()), words: v.array(wordSchema) }))),
});

type Word = v.InferOutput<typeof wordSchema>;

const saidWord = ({ text, start, end, confidence }: Word) => ({
  text,
  start: start / 1000,
  end: end / 1000,
  conf: confidence,
});

const nameOf = (speaker: string | null | undefined): string | null => (speaker ? `Speaker ${speaker}` : null);

export const assemblyAi = jsonReader('assemblyai', schema, ({ words, utterances, language_code: language }) => {
  const turns = (utterances ?? []).map((each) => ({
    speaker: nameOf(each.speaker),
    words: each.words.map(saidWord),
    opens: true,
  }));
  const single = words.map((word) => ({ speaker: nameOf(word.speaker), words: [saidWord(word)] }));
  return fromTurns(turns.length > 0 ? turns : single, language);
});
