import type { Paragraph, Transcript } from './transcript.ts';

/** Where a word stands in a transcript: paragraph and word, both from 0. */
export type WordPlace = { paragraph: number; word: number };

/** Known starts in order, with the place of each; built once for a document and looked up by time. */
export type Timeline = { starts: Float64Array; paragraphs: Uint32Array; words: Uint32Array };

/** A moment after the start of a word, so that a player sent there never shows the word before as spoken. */
export const seekMargin = 1e-6;

const built = new WeakMap<readonly Paragraph[], Timeline>();

const build = (transcript: Pick<Transcript, 'paragraphs'>): Timeline => {
  const count = transcript.paragraphs.reduce((sum, paragraph) => sum + paragraph.words.length, 0);
  const timeline = {
    starts: new Float64Array(count),
    paragraphs: new Uint32Array(count),
    words: new Uint32Array(count),
  };
  let known = 0;
  transcript.paragraphs.forEach((paragraph, at) =>
    paragraph.words.forEach((word, index) => {
      if (word.start === null) return;
      timeline.starts[known] = word.start;
      timeline.paragraphs[known] = at;
      timeline.words[known] = index;
      known += 1;
    }),
  );
  return {
    starts: timeline.starts.subarray(0, known),
    paragraphs: timeline.paragraphs.subarray(0, known),
    words: timeline.words.subarray(0, known),
  };
};

export const timelineOf = (transcript: Pick<Transcript, 'paragraphs'>): Timeline => {
  const known = built.get(transcript.paragraphs);
  if (known) return known;
  const timeline = build(transcript);
  built.set(transcript.paragraphs, timeline);
  return timeline;
};

/** The word that is spoken at a time: the last one that starts at or before it, kept lit through the pause after it. */
export const wordPlaceAt = ({ starts, paragraphs, words }: Timeline, seconds: number): WordPlace | null => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= seconds) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : { paragraph: paragraphs[low - 1]!, word: words[low - 1]! };
};
