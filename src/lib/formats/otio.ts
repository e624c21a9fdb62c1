import { cleanText } from '$lib/domain/timed-words.ts';
import { cuesFor } from './cue-text.ts';
import type { TextFormat } from './format.ts';
import { frameRateOf, onFrames, toFrame, type FrameRate } from './frames.ts';
import { speakerName } from './names.ts';
import { passagesOf } from './passages.ts';
import { shortened } from './shortened.ts';

const time = (frame: number, { numerator, denominator }: FrameRate) => ({
  OTIO_SCHEMA: 'RationalTime.1',
  rate: numerator / denominator,
  value: frame,
});

const range = (from: number, to: number, rate: FrameRate) => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: time(from, rate),
  duration: time(to - from, rate),
});

const composable = { enabled: true, effects: [], markers: [], metadata: {} };

type Marked = { startFrame: number; endFrame: number; text: string; speaker: string | null };

const marker = ({ startFrame, endFrame, text, speaker }: Marked, color: string, rate: FrameRate) => ({
  OTIO_SCHEMA: 'Marker.2',
  name: shortened(text, 80),
  color,
  marked_range: range(startFrame, endFrame, rate),
  comment: text,
  metadata: { echoflow: speaker === null ? {} : { speaker } },
});

/** OpenTimelineIO (JSON), for Resolve, Premiere and others: a timeline whose markers are paragraphs and captions. */
export const otio: TextFormat<'otio'> = {
  id: 'otio',
  extension: 'otio',
  mime: 'application/json',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers', 'title', 'frameRate'],
  write: (transcript, options) => {
    const rate = frameRateOf(options);
    const nameOf = (id: string | null) => (options.speakers ? speakerName(transcript, id) : null);
    const cues = onFrames(cuesFor(transcript, options), rate).map((cue) => ({
      ...cue,
      text: cue.lines.join('\n'),
      speaker: nameOf(cue.speaker),
    }));
    const passages = onFrames(passagesOf(transcript), rate).map((each) => ({
      ...each,
      speaker: nameOf(each.speakerId),
    }));
    const frames = Math.max(toFrame(1, rate), cues.at(-1)?.endFrame ?? 0, passages.at(-1)?.endFrame ?? 0);
    const gap = { OTIO_SCHEMA: 'Gap.1', name: '', source_range: range(0, frames, rate), ...composable };
    const track = (name: string, color: string, marked: readonly Marked[]) => ({
      ...{ OTIO_SCHEMA: 'Track.1', name, kind: 'Video', source_range: null, ...composable },
      markers: marked.map((each) => marker(each, color, rate)),
      children: [gap],
    });
    const tracks = {
      ...{ OTIO_SCHEMA: 'Stack.1', name: 'tracks', source_range: null, ...composable },
      children: [track('Paragraphs', 'BLUE', passages), track('Captions', 'GREEN', cues)],
    };
    const name = cleanText(options.title ?? '') || 'Transcript';
    const file = { OTIO_SCHEMA: 'Timeline.1', name, global_start_time: null, metadata: {}, tracks };
    return JSON.stringify(file, null, 2) + '\n';
  },
};
