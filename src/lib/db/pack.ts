import type { Word } from '$lib/domain/transcript.ts';

/**
 * The words of a paragraph as five columns: a tenth of the size and of the cloning time of a row of objects. `numbers` is
 * start, end, conf, confTime of each word, NaN for null; `flags` is the origin in bits 0–1, `joined` in bits 2–3, `cut` in
 * bits 4–5 and `line` in bits 6–7 (0 absent, 1 false, 2 true). `markup` is there only where a word has some; empty for none.
 */
export type PackedWords = {
  ids: string[];
  texts: string[];
  numbers: Float64Array;
  flags: Uint8Array;
  markup?: string[];
};

const origins = ['machine', 'edited', 'inserted'] as const;
const perWord = 4;

const packBoolean = (value: boolean | undefined): number => (value === undefined ? 0 : value ? 2 : 1);

const isText = (text: unknown): boolean => typeof text === 'string';
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

export const packWords = (words: readonly Word[]): PackedWords => {
  const numbers = new Float64Array(words.length * perWord);
  words.forEach(({ start, end, conf, confTime }, index) => {
    numbers.set(
      [start, end, conf, confTime].map((value) => value ?? NaN),
      index * perWord,
    );
  });
  return {
    ids: words.map((word) => word.id),
    texts: words.map((word) => word.text),
    numbers,
    flags: Uint8Array.from(
      words,
      ({ origin, joined, cut, line }) =>
        origins.indexOf(origin) | (packBoolean(joined) << 2) | (packBoolean(cut) << 4) | (packBoolean(line) << 6),
    ),
    ...(words.some((word) => word.markup) && { markup: words.map((word) => word.markup ?? '') }),
  };
};

/** Throws where the columns do not fit one another: the caller takes the row for a bad one. */
export const unpackWords = ({ ids, texts, numbers, flags, markup }: PackedWords): Word[] => {
  const count = ids.length;
  if (texts.length !== count || flags.length !== count || numbers.length !== count * perWord) {
    throw new RangeError('Columns of unequal length.');
  }
  if (markup && markup.length !== count) throw new RangeError('Columns of unequal length.');
  if (!ids.every(isText) || !texts.every(isText) || !(markup ?? []).every(isText))
    throw new TypeError('Text is no text.');
  return ids.map((id, index) => {
    const at = index * perWord;
    const bits = flags[index]!;
    const origin = origins[bits & 3];
    if (!origin) throw new RangeError('Unknown origin.');
    // Written out: this runs for each of tens of thousands of words before the first of them is seen.
    const word: Word = {
      id,
      text: texts[index]!,
      start: orNull(numbers[at]!),
      end: orNull(numbers[at + 1]!),
      conf: orNull(numbers[at + 2]!),
      confTime: orNull(numbers[at + 3]!),
      origin,
    };
    if (bits & 0b1100) word.joined = (bits & 0b1100) === 0b1000;
    if (bits & 0b110000) word.cut = (bits & 0b110000) === 0b100000;
    if (bits & 0b11000000) word.line = (bits & 0b11000000) === 0b10000000;
    if (markup?.[index]) word.markup = markup[index];
    return word;
  });
};
