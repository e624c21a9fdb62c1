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

/** The key with its value, or no key at all. */
const unpackBoolean = (key: 'joined' | 'cut' | 'line', bits: number) => (bits === 0 ? {} : { [key]: bits === 2 });

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
  if (![...ids, ...texts, ...(markup ?? [])].every((text) => typeof text === 'string'))
    throw new TypeError('Text is no text.');
  return ids.map((id, index) => {
    const [start, end, conf, confTime] = Array.from(
      numbers.subarray(index * perWord, (index + 1) * perWord),
      (value) => (Number.isNaN(value) ? null : value),
    ) as [number | null, number | null, number | null, number | null];
    const bits = flags[index]!;
    const origin = origins[bits & 3];
    if (!origin) throw new RangeError('Unknown origin.');
    return {
      ...{ id, text: texts[index]!, start, end, conf, confTime, origin },
      ...unpackBoolean('joined', (bits >> 2) & 3),
      ...unpackBoolean('cut', (bits >> 4) & 3),
      ...unpackBoolean('line', (bits >> 6) & 3),
      ...(markup?.[index] && { markup: markup[index] }),
    };
  });
};
