import * as v from 'valibot';
import { toCues } from '$lib/domain/cues.ts';
import { textOf } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { confidences } from './confidences.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { fromTurns, joinedAsIn, jsonReader } from './imported.ts';
import { speakerName } from './names.ts';
import { segmentSchema, toTurns } from './whisper-family.ts';

const schema = v.object({
  language: v.nullish(v.string()),
  segments: v.array(segmentSchema),
  word_segments: v.array(v.unknown()),
});

const reader = jsonReader('whisperx', schema, ({ segments, language }) =>
  fromTurns(toTurns(segments, joinedAsIn), language),
);

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const segmentsOf = (transcript: Transcript, options: ExportOptions) => {
  const confidence = confidences(transcript);
  return toCues(transcript).map((cue) => {
    const name = options.speakers ? speakerName(transcript, cue.speaker) : null;
    const speaker = name === null ? {} : { speaker: name };
    const words = cue.words.map(({ text, start, end }) => {
      const score = confidence.next();
      return { word: text, start: round(start), end: round(end), ...(score === null ? {} : { score }), ...speaker };
    });
    const [first, last] = [words[0]!, words.at(-1)!];
    return { start: first.start, end: last.end, text: textOf(cue.words), words, ...speaker };
  });
};

/** JSON as WhisperX writes it: aligned words with a score, speakers on segments and words. */
export const whisperx: TextFormat<'whisperx'> = {
  id: 'whisperx',
  extension: 'json',
  mime: 'application/json',
  uses: ['speakers'],
  write: (transcript, options) => {
    const segments = segmentsOf(transcript, options);
    const words = segments.flatMap((segment) => segment.words);
    return JSON.stringify({ segments, word_segments: words, language: transcript.language ?? '' }, null, 2) + '\n';
  },
  accepts: reader.accepts,
  read: reader.read,
};
