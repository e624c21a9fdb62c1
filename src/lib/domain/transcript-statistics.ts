import type { Paragraph, Transcript, Word } from './transcript.ts';

/** A silence longer than this between two words is a pause, in seconds. */
export const pauseSeconds = 0.4;

export type TranscriptStatistics = {
  words: number;
  /** From the first known start to the last known end. */
  spokenSeconds: number;
  /** Silences longer than `pauseSeconds` between words. */
  pausedSeconds: number;
  pauses: number;
  /** Words in each minute of `durationSeconds`; null where that is not known. */
  wordsPerMinute: number | null;
  /** Time in which each speaker's words are spoken, pauses left out; `null` is nobody known. */
  talk: ReadonlyMap<string | null, number>;
};

type Timed = Word & { start: number; end: number };
const isTimed = (word: Word): word is Timed => word.start !== null;

/** Words of one turn one behind the other: short gaps between them belong to the speaking. */
const spokenIn = (words: readonly Timed[]): number =>
  words.reduce((sum, word, index) => {
    const next = words[index + 1];
    const gap = next ? next.start - word.end : 0;
    const own = Math.min(word.end, next?.start ?? Infinity) - word.start;
    return sum + own + (gap > 0 && gap <= pauseSeconds ? gap : 0);
  }, 0);

/** Paragraphs that were not edited are not counted again: this runs with every letter typed. */
const spoken = new WeakMap<Paragraph, number>();

const spokenBy = (paragraph: Paragraph): number => {
  const known = spoken.get(paragraph);
  if (known !== undefined) return known;
  const seconds = spokenIn(paragraph.words.filter(isTimed));
  spoken.set(paragraph, seconds);
  return seconds;
};

/** Seconds each speaker speaks; the key `null` holds what nobody is named for. */
export const talkSeconds = (transcript: Pick<Transcript, 'paragraphs'>): ReadonlyMap<string | null, number> => {
  const talk = new Map<string | null, number>();
  for (const paragraph of transcript.paragraphs) {
    const { speaker } = paragraph;
    const seconds = spokenBy(paragraph);
    if (seconds > 0) talk.set(speaker, (talk.get(speaker) ?? 0) + seconds);
  }
  return talk;
};

const gapsOf = (words: readonly Timed[]): number[] =>
  words.slice(1).map((word, index) => word.start - words[index]!.end);

/** What can be counted without understanding a word. `durationSeconds`: of the recording. */
export const statisticsOf = (
  transcript: Pick<Transcript, 'paragraphs'>,
  durationSeconds: number | null,
): TranscriptStatistics => {
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const timed = words.filter(isTimed);
  const pauses = gapsOf(timed).filter((gap) => gap > pauseSeconds);
  const spokenSeconds = timed.length > 0 ? timed.at(-1)!.end - timed[0]!.start : 0;
  return {
    words: words.length,
    spokenSeconds,
    pausedSeconds: pauses.reduce((sum, gap) => sum + gap, 0),
    pauses: pauses.length,
    wordsPerMinute: durationSeconds ? (words.length * 60) / durationSeconds : null,
    talk: talkSeconds(transcript),
  };
};
