import { paragraphText, spanOf, type Paragraph, type Transcript, type Word } from './transcript.ts';

/**
 * A place in a transcript that somebody can go to: whole words of one paragraph, by id, with the seconds they were spoken
 * in where those are known.
 */
export type Place = {
  paragraph: string;
  firstWord: string;
  lastWord: string;
  start: number | null;
  end: number | null;
};

export type Sentence = { place: Place; speaker: string | null; text: string; words: readonly Word[] };

/** Longest stretch without an end mark that is still taken as one sentence, in words. */
const mostWords = 40;

const endMark = /[.!?…。？！]["'”’)\]]*$/u;
const neverLast = /^(mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|cf|fig|no|mt|gen|sen|rep|rev|hon)\.$/iu;
const sometimesLast = /^(etc|inc|ltd|co|corp|jr|sr|p\.m|a\.m|u\.s|u\.k|approx|dept|\p{Lu})\.$/iu;

const startsUpper = (word: Word | undefined): boolean => word === undefined || /^["'“‘([]*\p{Lu}/u.test(word.text);

const endsSentence = (word: Word, next: Word | undefined): boolean => {
  if (!endMark.test(word.text) || neverLast.test(word.text)) return false;
  return !sometimesLast.test(word.text) || (startsUpper(next) && word.text.length > 2);
};

/** Where a stretch without end marks is cut: at its longest silence, away from its ends. */
const cutOf = (words: readonly Word[]): number => {
  let best = mostWords;
  let longest = 0;
  for (let index = 5; index < words.length - 5; index += 1) {
    const gap = (words[index]!.start ?? 0) - (words[index - 1]!.end ?? Infinity);
    if (gap > longest) [best, longest] = [index, gap];
  }
  return Math.min(best, words.length - 1);
};

const shortened = (words: readonly Word[]): (readonly Word[])[] => {
  if (words.length <= mostWords) return [words];
  const at = cutOf(words);
  return [...shortened(words.slice(0, at)), ...shortened(words.slice(at))];
};

const groupsOf = (words: readonly Word[]): (readonly Word[])[] => {
  const groups: Word[][] = [[]];
  words.forEach((word, index) => {
    groups.at(-1)!.push(word);
    if (endsSentence(word, words[index + 1])) groups.push([]);
  });
  return groups.filter((group) => group.length > 0).flatMap(shortened);
};

/** The place that whole words of one paragraph take. */
export const placeOf = (paragraph: string, words: readonly Word[]): Place => {
  const span = spanOf(words);
  const [firstWord, lastWord] = [words[0]!.id, words.at(-1)!.id];
  return { paragraph, firstWord, lastWord, start: span?.start ?? null, end: span?.end ?? null };
};

/**
 * Sentences of a paragraph: cut behind end marks, abbreviations left whole; a long stretch in which nobody wrote an end
 * mark is cut at its longest silence.
 */
export const sentencesOfParagraph = (paragraph: Paragraph): Sentence[] =>
  groupsOf(paragraph.words).map((words) => ({
    place: placeOf(paragraph.id, words),
    speaker: paragraph.speaker,
    text: paragraphText({ words: [...words] }),
    words,
  }));

export const sentencesOf = (transcript: Pick<Transcript, 'paragraphs'>): Sentence[] =>
  transcript.paragraphs.flatMap(sentencesOfParagraph);
