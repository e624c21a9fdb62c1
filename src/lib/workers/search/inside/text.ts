import { searchKey } from '$lib/core/search.ts';

/**
 * How words lie in the index: one behind the other with a space between them, or with a zero-width space where no space is
 * read. Signs of scripts without spaces stand apart from one another (word joiners between them), so that any row of them
 * is found, whoever cut it into words and wherever.
 */
const joinedBy = '\u200b';
const signBy = '\u2060';
const unspaced = /([\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}])/gu;

export const spread = (word: string): string => word.replace(unspaced, `${signBy}$1${signBy}`);

export const packText = (words: readonly string[], joined: readonly boolean[]): string =>
  words.map((word, index) => (index === 0 ? '' : joined[index] ? joinedBy : ' ') + spread(word)).join('');

export const markStart = '\u0001';
export const markEnd = '\u0002';

export type MarkedWord = { text: string; joined: boolean; isMatch: boolean };

/** Takes a packed text apart again; what stands between the marks, or around them, is a match. */
export const unpackText = (marked: string): MarkedWord[] => {
  const words: MarkedWord[] = [];
  let isInside = false;
  for (const [, gap, chunk = ''] of marked.matchAll(/([ \u200b]?)([^ \u200b]+)/gu)) {
    const isMatch = isInside || chunk.includes(markStart);
    // A mark may open before a separator that belongs to the gap, or close behind one.
    isInside = chunk.lastIndexOf(markStart) > chunk.lastIndexOf(markEnd) || (isInside && !chunk.includes(markEnd));
    const text = [markStart, markEnd, signBy].reduce((rest, sign) => rest.replaceAll(sign, ''), chunk);
    words.push({ text, joined: gap === joinedBy, isMatch });
  }
  return words;
};

/** The folded words of a text, as the speller knows them. */
export const termsOf = (text: string): string[] => searchKey(text).match(/[\p{L}\p{N}]{2,40}/gu) ?? [];
