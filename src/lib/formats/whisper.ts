import * as v from 'valibot';
import { toCues } from '$lib/domain/cues.ts';
import { textOf } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { TextFormat } from './format.ts';
import { joinedAsIn, jsonReader } from './imported.ts';
import { confidences } from './confidences.ts';
import { openAiLike, segmentSchema, toTurns } from './whisper-family.ts';

/** `faster-whisper`'s tools and the OpenAI-compatible servers write the same shape. */
const schema = v.object({
  language: v.nullish(v.string()),
  segments: v.array(segmentSchema),
  words: v.nullish(v.array(v.object({ word: v.string(), start: v.number(), end: v.number() }))),
});

const isWhisperX = v.object({ word_segments: v.array(v.unknown()) });

const reader = jsonReader('whisper', schema, (data) => openAiLike(data, toTurns(data.segments, joinedAsIn)));

/** Seconds of a word or a segment, with the two decimals Whisper writes kept to three. */
const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const segmentsOf = (transcript: Transcript) => {
  const confidence = confidences(transcript);
  return toCues(transcript).map(({ words }, id) => ({
    id,
    seek: 0,
    start: round(words[0]!.start),
    end: round(words.at(-1)!.end),
    text: (words[0]!.joined ? '' : ' ') + textOf(words),
    tokens: [],
    words: words.map(({ text, start, end, joined }) => {
      const probability = confidence.next();
      return {
        word: (joined ? '' : ' ') + text,
        start: round(start),
        end: round(end),
        ...(probability === null ? {} : { probability }),
      };
    }),
  }));
};

/** JSON as OpenAI's Whisper writes it, with times per word. Tokens and decoder scores are not kept, so not invented. */
export const whisper: TextFormat<'whisper'> = {
  id: 'whisper',
  extension: 'json',
  mime: 'application/json',
  uses: [],
  write: (transcript) => {
    const segments = segmentsOf(transcript);
    const text = segments.map((segment) => segment.text).join('');
    return JSON.stringify({ text, segments, language: transcript.language ?? '' }, null, 2) + '\n';
  },
  accepts: (file) => !v.is(isWhisperX, file.json) && reader.accepts(file),
  read: reader.read,
};
