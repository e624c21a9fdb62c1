import * as v from 'valibot';
import { fromTurns, joinedAsIn, jsonReader, shareTime, type SaidWord } from '../imported.ts';

/** whisper.cpp: offsets in milliseconds; with `--output-json-full` also tokens, pieces of words with a probability. */
const offsetsSchema = v.object({ from: v.number(), to: v.number() });

const tokenSchema = v.object({ text: v.string(), offsets: v.nullish(offsetsSchema), p: v.nullish(v.number()) });

const schema = v.object({
  result: v.nullish(v.object({ language: v.nullish(v.string()) })),
  transcription: v.array(
    v.object({
      offsets: offsetsSchema,
      text: v.string(),
      speaker: v.nullish(v.string()),
      tokens: v.nullish(v.array(tokenSchema)),
    }),
  ),
});

type Segment = v.InferOutput<typeof schema>['transcription'][number];

/** Tokens put together: one with a space in front begins a word. A word is as sure as its least sure token. */
const fromTokens = ({ tokens, text }: Segment): SaidWord[] => {
  const words: SaidWord[] = [];
  for (const token of tokens ?? []) {
    if (/^\[_[A-Z]+_?\d*\]?/.test(token.text) || !token.offsets) continue;
    const [start, end] = [token.offsets.from / 1000, token.offsets.to / 1000];
    const last = words.at(-1);
    if (last && !/^\s/u.test(token.text)) {
      last.text += token.text;
      last.end = end;
      last.conf = Math.min(last.conf ?? 1, token.p ?? 1);
    } else words.push({ text: token.text, start, end, conf: token.p });
  }
  return joinedAsIn(text, words);
};

const lettersOf = (text: string): string => text.replace(/\s/gu, '');

/** Tokens may cut a character in two: where they do not give the text again, the segment's time is shared. */
const wordsOf = (segment: Segment): SaidWord[] => {
  const words = fromTokens(segment);
  const isWhole = lettersOf(words.map(({ text }) => text).join('')) === lettersOf(segment.text);
  const { from, to } = segment.offsets;
  return isWhole ? words : shareTime(segment.text, from / 1000, to / 1000);
};

export const whisperCpp = jsonReader('whisper-cpp', schema, ({ transcription, result }) =>
  fromTurns(
    transcription.map((segment) => ({
      speaker: segment.speaker ? `Speaker ${segment.speaker}` : null,
      words: wordsOf(segment),
    })),
    result?.language,
  ),
);
