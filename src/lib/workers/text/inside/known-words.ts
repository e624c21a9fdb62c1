export type Dictionary = { correct(word: string): boolean; suggest(word: string): string[] };

let loading: Promise<Dictionary> | undefined;

/**
 * US English of the SCOWL word lists (dictionary-en), read by nspell; about half a megabyte, loaded when first needed. A load
 * that failed is tried again by whoever asks next.
 */
export const loadDictionary = (): Promise<Dictionary> =>
  (loading ??= import('./text-dictionary.ts')
    .then(({ dictionary }) => dictionary())
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));

/** Spelled alike in Britain: no mistake. */
const british: readonly [RegExp, string][] = [
  [/our(?=s|ed|ing|ful|able|$)/u, 'or'],
  [/is(?=e|ed|es|ing|ation)/u, 'iz'],
  [/ys(?=e|ed|es|ing)/u, 'yz'],
  [/tre$/u, 'ter'],
  [/ll(?=ed|ing|er)/u, 'l'],
  [/ence$/u, 'ense'],
  [/ogue$/u, 'og'],
  [/(?<=gr)ey/u, 'ay'],
];

export const isKnown = (dictionary: Dictionary, word: string): boolean =>
  dictionary.correct(word) ||
  british.some(([from, to]) => from.test(word) && dictionary.correct(word.replace(from, to)));
