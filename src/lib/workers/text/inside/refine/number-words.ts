/** English number words (Sproat et al. 2001 call their writing in figures inverse text normalisation). */
const small: Readonly<Record<string, number>> = {
  ...{ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11 },
  ...{ twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 },
};
const tens: Readonly<Record<string, number>> = {
  ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
};
const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const ordinals: Readonly<Record<string, number>> = {
  ...{ first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10 },
  ...{ eleventh: 11, twelfth: 12, thirteenth: 13, fourteenth: 14, fifteenth: 15, sixteenth: 16, seventeenth: 17 },
  ...{ eighteenth: 18, nineteenth: 19, twentieth: 20, thirtieth: 30, fortieth: 40, fiftieth: 50, sixtieth: 60 },
  ...{ seventieth: 70, eightieth: 80, ninetieth: 90, hundredth: 100 },
};

/** `words` counts the words it took. */
export type NumberRead = { value: number; words: number; isOrdinal: boolean; scale?: string };

const at = (words: readonly string[], index: number): string => words[index] ?? '';

/** 1…99, "twenty one" and "twenty first"; `undefined` for none. */
const readTens = (words: readonly string[], from: number): NumberRead | undefined => {
  const ten = tens[at(words, from)];
  if (ten !== undefined) {
    const unit = small[at(words, from + 1)];
    if (unit !== undefined && unit > 0 && unit < 10) return { value: ten + unit, words: 2, isOrdinal: false };
    const ordinal = ordinals[at(words, from + 1)];
    if (ordinal !== undefined && ordinal < 10) return { value: ten + ordinal, words: 2, isOrdinal: true };
    return { value: ten, words: 1, isOrdinal: false };
  }
  const value = small[at(words, from)];
  if (value !== undefined) return { value, words: 1, isOrdinal: false };
  const ordinal = ordinals[at(words, from)];
  return ordinal === undefined ? undefined : { value: ordinal, words: 1, isOrdinal: true };
};

/** 1…999: "a hundred and five". */
const readHundreds = (words: readonly string[], from: number): NumberRead | undefined => {
  const isArticle = at(words, from) === 'a' && /^(?:hundred|thousand|million|billion)$/u.test(at(words, from + 1));
  const first = isArticle ? { value: 1, words: 1, isOrdinal: false } : readTens(words, from);
  if (!first || first.isOrdinal || at(words, from + first.words) !== 'hundred' || first.value > 99) return first;
  const after = first.words + 1;
  const hasAnd = at(words, from + after) === 'and';
  const rest = readTens(words, from + after + (hasAnd ? 1 : 0));
  if (!rest || rest.value === 0) return { value: first.value * 100, words: after, isOrdinal: false };
  return {
    value: first.value * 100 + rest.value,
    words: after + (hasAnd ? 1 : 0) + rest.words,
    isOrdinal: rest.isOrdinal,
  };
};

/** A whole number at a word, the longest that can be read; `scale` where it ends in "million" and the like. */
export const readNumber = (words: readonly string[], from: number): NumberRead | undefined => {
  let total = 0;
  let taken = 0;
  let last = Infinity;
  let scale: string | undefined;
  for (;;) {
    const hasAnd = taken > 0 && at(words, from + taken) === 'and';
    const part = readHundreds(words, from + taken + (hasAnd ? 1 : 0));
    if (!part || (taken > 0 && (last === Infinity || part.value === 0))) break;
    const next = taken + (hasAnd ? 1 : 0) + part.words;
    const word = at(words, from + next);
    const size = part.isOrdinal ? undefined : scales[word];
    if (size === undefined) {
      if (part.value >= last) break;
      return { value: total + part.value, words: next, isOrdinal: part.isOrdinal };
    }
    if (size >= last) break;
    [total, taken, last, scale] = [total + part.value * size, next + 1, size, word];
  }
  return taken > 0 ? { value: total, words: taken, isOrdinal: false, ...(scale ? { scale } : {}) } : undefined;
};

/** Single digits as they are dictated; "oh" is a zero among them. */
export const digitOf = (word: string): string | undefined => {
  if (word === 'oh') return '0';
  const value = small[word];
  return value !== undefined && value < 10 ? String(value) : undefined;
};

/** A year said in two halves ("nineteen eighty four", "twenty oh five"), or with a thousand. */
export const readYear = (words: readonly string[], from: number): NumberRead | undefined => {
  const whole = readNumber(words, from);
  if (whole && !whole.isOrdinal && whole.value >= 2000 && whole.value < 2100 && whole.words > 1) return whole;
  const first = readTens(words, from);
  if (!first || first.isOrdinal || first.words !== 1 || first.value < 11 || first.value > 20) return undefined;
  const isOh = at(words, from + 1) === 'oh';
  const second = isOh ? readTens(words, from + 2) : readTens(words, from + 1);
  if (!second || second.isOrdinal || (isOh ? second.value > 9 : second.value < 10)) return undefined;
  return { value: first.value * 100 + second.value, words: 1 + (isOh ? 1 : 0) + second.words, isOrdinal: false };
};
