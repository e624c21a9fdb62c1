import { textOf, timedWords, type TimedWord } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { speakerName } from './names.ts';

/** A paragraph on the clock. Times in seconds; passages never overlap and each has a length. */
export type Passage = {
  start: number;
  end: number;
  text: string;
  /** Name of who speaks, on one line. */
  speaker: string | null;
  /** Id of who speaks, named or not. */
  speakerId: string | null;
  words: { text: string; start: number; end: number; joined: boolean; line?: true }[];
};

const seconds = (milliseconds: number): number => milliseconds / 1000;

const toPassage = (words: readonly TimedWord[], transcript: Pick<Transcript, 'speakers'>): Passage => ({
  start: seconds(words[0]!.startMs),
  end: seconds(words.at(-1)!.endMs),
  text: textOf(words),
  speaker: speakerName(transcript, words[0]!.speaker),
  speakerId: words[0]!.speaker,
  words: words.map(({ text, startMs, endMs, joined, line }) => ({
    text,
    start: seconds(startMs),
    end: seconds(endMs),
    joined,
    ...(line && { line }),
  })),
});

/** The paragraphs that hold any words, every word timed. */
export const passagesOf = (transcript: Pick<Transcript, 'paragraphs' | 'speakers'>): Passage[] => {
  const groups: TimedWord[][] = [];
  for (const word of timedWords(transcript)) {
    if (groups.at(-1)?.[0]!.paragraph === word.paragraph) groups.at(-1)!.push(word);
    else groups.push([word]);
  }
  return groups.map((words) => toPassage(words, transcript));
};
