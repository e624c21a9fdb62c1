import type { Paragraph, Transcript } from './transcript.ts';

/** Where a word stands in a transcript: paragraph and word, both from 0. */
export type WordPlace = { paragraph: number; word: number };

/** Paragraphs with a known start, in order: those starts, and which paragraph each is. Words are sought within one. */
export type Timeline = { starts: Float64Array; places: Uint32Array; paragraphs: readonly Paragraph[] };

/** A moment after the start of a word, so that a player sent there never shows the word before as spoken. */
export const seekMargin = 1e-6;

const built = new WeakMap<readonly Paragraph[], Timeline>();

const firstStart = ({ words }: Paragraph): number | undefined =>
  words.find((word) => word.start !== null)?.start ?? undefined;

/** Built once for a document. */
export const timelineOf = ({ paragraphs }: Pick<Transcript, 'paragraphs'>): Timeline => {
  const known = built.get(paragraphs);
  if (known) return known;
  const [starts, places] = [new Float64Array(paragraphs.length), new Uint32Array(paragraphs.length)];
  let count = 0;
  paragraphs.forEach((paragraph, at) => {
    const start = firstStart(paragraph);
    if (start === undefined) return;
    starts[count] = start;
    places[count] = at;
    count += 1;
  });
  const timeline: Timeline = { starts: starts.subarray(0, count), places: places.subarray(0, count), paragraphs };
  built.set(paragraphs, timeline);
  return timeline;
};

/** How many of ascending numbers are at most `limit`: binary search. */
const countUpTo = (numbers: Float64Array, limit: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The word that is spoken at a time: the last one that starts at or before it, kept lit through the pause after it. */
export const wordPlaceAt = ({ starts, places, paragraphs }: Timeline, seconds: number): WordPlace | null => {
  const count = countUpTo(starts, seconds);
  if (count === 0) return null;
  const paragraph = places[count - 1]!;
  const { words } = paragraphs[paragraph]!;
  return { paragraph, word: words.findLastIndex((word) => word.start !== null && word.start <= seconds) };
};

/** The name of who speaks at a time, seconds; null where nobody does or nobody is named. */
export const speakerAt = (transcript: Pick<Transcript, 'paragraphs' | 'speakers'>, seconds: number): string | null => {
  const place = wordPlaceAt(timelineOf(transcript), seconds);
  const speaker = place && transcript.paragraphs[place.paragraph]?.speaker;
  return transcript.speakers.find(({ id }) => id === speaker)?.name ?? null;
};
