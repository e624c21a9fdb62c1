import * as v from 'valibot';
import { fromTurns, jsonReader } from '../imported.ts';

const wordSchema = v.object({
  word: v.string(),
  punctuated_word: v.nullish(v.string()),
  start: v.number(),
  end: v.number(),
  confidence: v.nullish(v.number()),
  speaker: v.nullish(v.number()),
});

const schema = v.object({
  results: v.object({
    channels: v.array(
      v.object({
        detected_language: v.nullish(v.string()),
        alternatives: v.array(v.object({ words: v.array(wordSchema) })),
      }),
    ),
  }),
});

/** Each channel of a recording is somebody else where there are several. */
const nameOf = (speaker: number | null | undefined, channel: number, channels: number): string | null => {
  if (channels > 1) return speaker == null ? `Channel ${channel + 1}` : `Channel ${channel + 1}, speaker ${speaker}`;
  return speaker == null ? null : `Speaker ${speaker}`;
};

export const deepgram = jsonReader('deepgram', schema, ({ results: { channels } }) => {
  const turns = channels.flatMap(({ alternatives }, channel) =>
    (alternatives[0]?.words ?? []).map((word) => ({
      speaker: nameOf(word.speaker, channel, channels.length),
      start: word.start,
      words: [{ text: word.punctuated_word ?? word.word, start: word.start, end: word.end, conf: word.confidence }],
    })),
  );
  const ordered = channels.length > 1 ? turns.sort((one, other) => one.start - other.start) : turns;
  return fromTurns(ordered, channels[0]?.detected_language ?? null);
});
