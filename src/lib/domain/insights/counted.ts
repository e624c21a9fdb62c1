import { needsReview } from '../doubt.ts';
import { searchKey } from '$lib/core/search.ts';
import type { Recording } from '../recording.ts';
import { pauseSeconds, statisticsOf, type TranscriptStatistics } from '../transcript-statistics.ts';
import type { Transcript, Word } from '../transcript.ts';

/** Where to listen to what was counted, in seconds from the start; null where no time is known. */
export type CountedMoments = {
  firstWord: number | null;
  /** The word the recogniser was least sure of, of those worth a look. */
  leastSure: number | null;
  longestPause: number | null;
};

/** What is counted of one transcript, without understanding a word. */
export type CountedRecording = {
  recording: Recording;
  statistics: TranscriptStatistics;
  /** Names of its speakers by id. */
  names: Readonly<Record<string, string>>;
  /** Start of each speaker's longest paragraph. */
  turns: ReadonlyMap<string | null, number>;
  /** Words with a confidence, and those of them worth a look (`domain/doubt.ts`). */
  rated: number;
  doubtful: number;
  moments: CountedMoments;
};

type Timed = Word & { start: number; end: number };
const isTimed = (word: Word): word is Timed => word.start !== null && word.end !== null;

const longestPauseOf = (words: readonly Timed[]): number | null => {
  let longest = pauseSeconds;
  let start: number | null = null;
  words.slice(1).forEach((word, index) => {
    const { end } = words[index]!;
    if (word.start - end > longest) [longest, start] = [word.start - end, end];
  });
  return start;
};

const leastSureOf = (words: readonly Word[]): number | null =>
  words
    .filter((word) => isTimed(word) && needsReview(word))
    .reduce<Word | null>((least, word) => (least === null || word.conf! < least.conf! ? word : least), null)?.start ??
  null;

const turnsOf = ({ paragraphs }: Transcript): Map<string | null, number> => {
  const longest = new Map<string | null, { words: number; start: number }>();
  for (const { speaker, words } of paragraphs) {
    const start = words.find(isTimed)?.start;
    if (start !== undefined && words.length > (longest.get(speaker)?.words ?? 0)) {
      longest.set(speaker, { words: words.length, start });
    }
  }
  return new Map(Array.from(longest, ([speaker, { start }]) => [speaker, start]));
};

export const countRecording = (recording: Recording, transcript: Transcript): CountedRecording => {
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const timed = words.filter(isTimed);
  return {
    recording,
    statistics: statisticsOf(transcript, recording.durationSeconds),
    names: Object.fromEntries(transcript.speakers.map(({ id, name }) => [id, name])),
    turns: turnsOf(transcript),
    rated: words.filter(({ conf }) => conf !== null).length,
    doubtful: words.filter(needsReview).length,
    moments: {
      firstWord: timed[0]?.start ?? null,
      leastSure: leastSureOf(words),
      longestPause: longestPauseOf(timed),
    },
  };
};

/** A word as terms are counted: without the marks around it, case or accents. */
export const termKey = (text: string): string => searchKey(text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));

/** Words by their key and how often each is said. */
export type TermCounts = Map<string, number>;

export const noTerms = (): TermCounts => new Map();

/** How often each word is said; `counts` grows by the words of one transcript after the other. */
export const countTerms = (counts: TermCounts, { paragraphs }: Pick<Transcript, 'paragraphs'>): void => {
  for (const { words } of paragraphs) {
    for (const { text } of words) {
      const key = termKey(text);
      if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
};
