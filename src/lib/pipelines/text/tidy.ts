import type { DraftSegment, DraftWord } from '$lib/domain/transcript.ts';

/** Repeats of one phrase that are kept before the rest counts as a recogniser's loop, by words in the phrase. */
const keptRepeats = (phraseWords: number): number => (phraseWords >= 4 ? 2 : 3);

const longestLoopWords = 8;

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * The words of a draft in order, ready for people: empty ones dropped, times strictly increasing, loops of one phrase
 * cut down to what somebody could have said.
 */
export const tidyWords = (segments: readonly DraftSegment[]): DraftWord[] =>
  dropLoops(inOrder(segments.flatMap((segment) => segment.words.map((word) => ({ ...word, text: word.text.trim() })))));

const inOrder = (words: readonly DraftWord[]): DraftWord[] => {
  const kept: DraftWord[] = [];
  for (const word of words) {
    if (word.text === '') continue;
    const previous = kept.at(-1);
    const start = previous ? Math.max(word.start, previous.start + 0.01) : Math.max(0, word.start);
    const end = Math.max(word.end, start + 0.01);
    if (previous && previous.end > start) previous.end = start;
    kept.push({ ...word, start, end });
  }
  return kept;
};

/** Cuts a phrase of up to eight words that is said over and over down to two or three times. */
export const dropLoops = (words: readonly DraftWord[]): DraftWord[] => {
  const kept: DraftWord[] = [];
  for (let at = 0; at < words.length;) {
    const loop = findLoop(words, at);
    if (!loop) {
      kept.push(words[at++]);
      continue;
    }
    kept.push(...words.slice(at, at + loop.phraseWords * keptRepeats(loop.phraseWords)));
    at += loop.phraseWords * loop.repeats;
  }
  return kept;
};

type Loop = { phraseWords: number; repeats: number };

const findLoop = (words: readonly DraftWord[], at: number): Loop | undefined => {
  for (let phraseWords = 1; phraseWords <= longestLoopWords; phraseWords++) {
    const repeats = countRepeats(words, at, phraseWords);
    if (repeats > keptRepeats(phraseWords)) return { phraseWords, repeats };
  }
  return undefined;
};

const countRepeats = (words: readonly DraftWord[], at: number, phraseWords: number): number => {
  let repeats = 1;
  for (let next = at + phraseWords; next + phraseWords <= words.length; next += phraseWords, repeats++)
    for (let offset = 0; offset < phraseWords; offset++) {
      const text = plain(words[at + offset].text);
      if (text === '' || text !== plain(words[next + offset].text)) return repeats;
    }
  return repeats;
};
