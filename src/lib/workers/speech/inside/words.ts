import type { Decode } from './tokenizer.ts';

/** A word before it has times: its text with any leading space, and the tokens `from` up to `to`. */
export type TokenWord = { text: string; from: number; to: number };

/** Languages written without spaces between words: each character is timed by itself. */
const unspaced = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);
export const isUnspaced = (language: string | null): boolean => language !== null && unspaced.has(language);

const opening = '"\'“¿([{-';
const closing = '"\'.。,，!！?？:：”)]}、';

/**
 * Words of tokens `from` up to `to`, punctuation joined to its word (openai/whisper, tokenizer.py and timing.py). There the
 * text is not put together from words; here it is, so no mark may stand apart that does not in the text: I'll, 3.50, U.S.
 */
export const splitWords = (
  ...[tokens, range, decode, language]: [readonly number[], { from: number; to: number }, Decode, string | null]
): TokenWord[] => {
  const characters = splitCharacters(tokens, range, decode);
  const words = isUnspaced(language) ? characters : joinUntilSpace(characters);
  return joinClosing(joinOpening(words)).filter((word) => word.text.trim() !== '');
};

/** The shortest runs of tokens that decode to whole characters. */
const splitCharacters = (
  tokens: readonly number[],
  range: { from: number; to: number },
  decode: Decode,
): TokenWord[] => {
  const found: TokenWord[] = [];
  let from = range.from;
  for (let to = range.from + 1; to <= range.to; to++) {
    const text = decode(tokens.slice(from, to));
    if (text.includes('\uFFFD') && to < range.to) continue;
    found.push({ text: text.replaceAll('\uFFFD', ''), from, to });
    from = to;
  }
  return found;
};

const joinUntilSpace = (parts: readonly TokenWord[]): TokenWord[] => {
  const words: TokenWord[] = [];
  for (const [index, part] of parts.entries()) {
    const previous = words.at(-1);
    const isMark = isPunctuation(part.text.trim()) && !isLetters(parts[index + 1]?.text);
    const begins = !previous || part.text.startsWith(' ') || isMark;
    if (begins) words.push({ ...part });
    else words[words.length - 1] = { text: previous.text + part.text, from: previous.from, to: part.to };
  }
  return words;
};

const isPunctuation = (text: string): boolean => /^[!-/:-@[-`{-~]+$/.test(text);
/** Whether a part goes on with the word before it. */
const isLetters = (text: string | undefined): boolean =>
  text !== undefined && !text.startsWith(' ') && !isPunctuation(text);
const isClosing = (text: string): boolean =>
  text !== '' && (isPunctuation(text) || [...text].every((character) => closing.includes(character)));

const joinOpening = (words: readonly TokenWord[]): TokenWord[] => {
  const joined: TokenWord[] = [];
  for (const word of [...words].reverse()) {
    const next = joined[0];
    const isMark = word.text.startsWith(' ') && word.text.trim() !== '' && opening.includes(word.text.trim());
    if (next && isMark) joined[0] = { ...next, text: word.text + next.text.trimStart() };
    else joined.unshift(word);
  }
  return joined;
};

const joinClosing = (words: readonly TokenWord[]): TokenWord[] => {
  const joined: TokenWord[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (previous && isClosing(word.text) && !previous.text.endsWith(' '))
      joined[joined.length - 1] = { ...previous, text: previous.text + word.text };
    else joined.push(word);
  }
  return joined;
};
