import * as v from 'valibot';
import { toCues } from '$lib/domain/cues.ts';
import { textOf } from '$lib/domain/timed-words.ts';
import type { TextFormat } from './format.ts';
import { fromTurns, jsonReader, shareTime } from './imported.ts';
import { speakerName } from './names.ts';
import { joins } from './read-cues.ts';

const schema = v.object({
  version: v.string(),
  segments: v.array(
    v.object({
      speaker: v.nullish(v.string()),
      startTime: v.number(),
      endTime: v.nullish(v.number()),
      body: v.string(),
    }),
  ),
});

type Segment = v.InferOutput<typeof schema>['segments'][number];

const wordsOf = ({ body, startTime, endTime }: Segment, next: Segment | undefined, before: Segment | undefined) => {
  const words = shareTime(body, startTime, endTime ?? next?.startTime ?? null);
  const joined = before !== undefined && joins(before.body.trim(), body.trim());
  return words.map((word, index) => (index === 0 && joined ? { ...word, joined } : word));
};

const reader = jsonReader('podcast', schema, ({ segments }) => {
  const turns = segments.map((segment, index) => ({
    speaker: segment.speaker ?? null,
    words: wordsOf(segment, segments[index + 1], segments[index - 1]),
  }));
  return fromTurns(turns);
});

/** Transcript of the Podcast Namespace (`application/json`, version 1.0.0); one segment a cue, or a word with times. */
export const podcast: TextFormat<'podcast'> = {
  id: 'podcast',
  extension: 'json',
  mime: 'application/json',
  uses: ['speakers', 'timestamps'],
  write: (transcript, options) => {
    const segments = toCues(transcript).flatMap((cue) => {
      const name = options.speakers ? speakerName(transcript, cue.speaker) : null;
      const speaker = name === null ? {} : { speaker: name };
      const parts = options.timestamps
        ? cue.words.map((word) => ({ ...word, body: word.text }))
        : [{ ...cue, body: textOf(cue.words) }];
      return parts.map(({ start, end, body }) => ({ ...speaker, startTime: start, endTime: end, body }));
    });
    return JSON.stringify({ version: '1.0.0', segments }, null, 2) + '\n';
  },
  accepts: reader.accepts,
  read: reader.read,
};
