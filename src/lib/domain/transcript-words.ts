import { gapBefore, type Paragraph } from './transcript.ts';

/** A word as it stands in text a person typed. `joined`: no space before it. `line`: it begins a line. */
export type Token = { text: string; joined: boolean; line?: true };

/** Scripts that write no space between words. */
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

export const isUnspaced = (text: string): boolean => unspaced.test(text);

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words of one unspaced stretch; punctuation stays with the word before it. */
const segment = (chunk: string): string[] => {
  const pieces: string[] = [];
  for (const { segment: piece, isWordLike } of segmenter.segment(chunk)) {
    if (isWordLike || pieces.length === 0) pieces.push(piece);
    else pieces[pieces.length - 1] += piece;
  }
  return pieces;
};

/** Whitespace as a paragraph keeps it: single spaces and line breaks, none at the ends. */
export const tidySpaces = (text: string): string =>
  text.replace(/\s+/gu, (gap) => (gap.includes('\n') ? '\n' : ' ')).trim();

/** Splits text into words at white space, and inside scripts without spaces where the language does. */
export const tokenise = (text: string, firstIsJoined = false): Token[] => {
  const tokens: Token[] = [];
  for (const [, gap, chunk] of text.matchAll(/(\s*)(\S+)/gu)) {
    const pieces = unspaced.test(chunk!) ? segment(chunk!) : [chunk!];
    pieces.forEach((piece, index) => {
      const joined = index > 0 || (tokens.length === 0 && firstIsJoined);
      tokens.push({ text: piece, joined, ...(index === 0 && gap!.includes('\n') && { line: true as const }) });
    });
  }
  return tokens;
};

/** Two words are the same to alignment when they differ only in case, accents' encoding and punctuation. */
export const normaliseWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '') || text;

const vowelGroups = /[aeiouyæøœ\u00e0-\u00fd\u0430-\u044f\u03b1-\u03c9]+/gu;

/** How long a word takes to say, in syllables: vowel groups, or signs where the script has none. At least 1. */
export const syllables = (text: string): number => {
  const lower = text.toLowerCase();
  if (unspaced.test(lower)) return Math.max(1, Array.from(lower.matchAll(/\p{L}/gu)).length);
  const digits = lower.match(/\d/gu)?.length ?? 0;
  return Math.max(1, (lower.match(vowelGroups)?.length ?? 0) + digits);
};

/** Where each word begins in `paragraphText`, in UTF-16 units; one more entry at the end: the length of the text. */
export const wordOffsets = (paragraph: Pick<Paragraph, 'words'>): number[] => {
  const offsets: number[] = [];
  let length = 0;
  paragraph.words.forEach((word, index) => {
    length += gapBefore(word, index).length;
    offsets.push(length);
    length += word.text.length;
  });
  offsets.push(length);
  return offsets;
};

/** Index of the word a text offset falls in or follows; -1 in an empty paragraph. */
export const wordIndexAt = (paragraph: Pick<Paragraph, 'words'>, offset: number): number => {
  const offsets = wordOffsets(paragraph);
  let index = Math.min(0, paragraph.words.length - 1);
  while (index + 1 < paragraph.words.length && offsets[index + 1]! <= offset) index += 1;
  return index;
};

/** The boundary between words nearest to an offset, as a word index 0…n: a split never falls inside a word. */
export const boundaryNear = (paragraph: Pick<Paragraph, 'words'>, offset: number): number => {
  const index = wordIndexAt(paragraph, offset);
  if (index < 0) return 0;
  const start = wordOffsets(paragraph)[index]!;
  const length = paragraph.words[index]!.text.length;
  return offset - start < length / 2 ? index : index + 1;
};
