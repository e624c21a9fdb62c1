/** Words that begin many sentences, so that their capital tells nothing. */
const common = new Set(
  (
    'it this that these those there they people nobody everybody everyone somebody someone anyone he she we you i the a an my our ' +
    'your their his her its what which who whom whose where when why how if so and but or well okay ok now um uh er yeah yes no ' +
    'oh hey hi right then also anyway alright actually sorry wait because look listen like please let make do does did is are am ' +
    'was were have has had can could will would should shall may might must not remember fix send call book add move next shall ' +
    'as at in on for from with by after before since some most all any many much more one two first last thank thanks would ' +
    'action could'
  ).split(' '),
);

/**
 * A sentence for rules that know words by their lower case and names by `§`: what is written with a capital inside a
 * sentence, or begins it and is no common word. Curly apostrophes are made straight.
 */
export const withNamesMarked = (sentence: string): string =>
  sentence
    .trim()
    .replaceAll('’', "'")
    .replace(/(^|[\s"“(])(\p{Lu}\p{L}+)(?=[^\p{L}]|$)/gu, (whole, before: string, word: string, at: number) => {
      const isFirst = at === 0;
      const lower = word.toLowerCase();
      if (isFirst && (common.has(lower) || !isName(sentence, word))) return before + lower;
      return common.has(lower) ? before + lower : `${before}§`;
    })
    .toLowerCase();

/** The first word of a sentence is a name where it is called ("Maria, …") or does something ("Sarah will"). */
const isName = (sentence: string, word: string): boolean =>
  new RegExp(
    `^["“(]*${word}(?:,| (?:\\p{Lu}|will\\b|needs? to\\b|has to\\b|is going to\\b|should\\b|must\\b|and \\p{Lu}|to \\p{Ll}))`,
    'u',
  ).test(sentence.trim());
