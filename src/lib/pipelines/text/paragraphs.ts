import type { DraftWord, Paragraph, Word } from '$lib/domain/transcript.ts';

/** A silence this long starts a paragraph wherever it falls. */
const longPauseSeconds = 2;
/** A silence this long starts one after the end of a sentence. */
const shortPauseSeconds = 0.7;
/** From this many words on, any end of a sentence will do. */
const enoughWords = 70;
/** A paragraph is never longer than this, sentence or not. */
const mostWords = 160;

const endsSentence = (text: string): boolean => /[.!?…。？！]["'”’)\]]*$/u.test(text);

/** Turns words into paragraphs a person can read and edit. Identifiers follow from position, so the same draft gives the same ones. */
export const paragraphsOf = (words: readonly DraftWord[], language: string | null): Paragraph[] => {
  const paragraphs: Paragraph[] = [];
  let current: Word[] = [];
  const close = () => {
    if (current.length > 0) paragraphs.push({ id: `p${paragraphs.length}`, speaker: null, language, words: current });
    current = [];
  };
  words.forEach((word, index) => {
    if (index > 0 && startsParagraph(words[index - 1], word, current.length)) close();
    current.push(atomOf(word, index));
  });
  close();
  return paragraphs;
};

const startsParagraph = (previous: DraftWord, word: DraftWord, wordsSoFar: number): boolean => {
  const pauseSeconds = word.start - previous.end;
  if (pauseSeconds >= longPauseSeconds || wordsSoFar >= mostWords) return true;
  return endsSentence(previous.text) && (pauseSeconds >= shortPauseSeconds || wordsSoFar >= enoughWords);
};

const atomOf = (word: DraftWord, index: number): Word => ({
  id: `w${index}`,
  text: word.text,
  start: round(word.start),
  end: round(word.end),
  conf: word.probability === null ? null : round(word.probability),
  confTime: null,
  origin: 'machine',
  ...(word.joined ? { joined: true } : {}),
});

const round = (value: number): number => Math.round(value * 1000) / 1000;
