import type { DraftWord } from './transcript.ts';

/** A way a term may be heard, word by word as they are compared, and how it is to be written. */
export type VocabularyRule = { heard: readonly string[]; written: string };

/** What words are compared by: letters and digits, without case and accents. */
export const wordKey = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();

const keysOf = (text: string): string[] => text.split(/\s+/).map(wordKey).filter(Boolean);

/** `EchoFlow` may be heard as "echo flow": a term also where its capitals begin words. */
const takenApart = (term: string): string => term.replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, '$1 ').replace(/-/g, ' ');

/**
 * Reads a vocabulary. A line is a term (`EchoFlow`), found however it is capitalised, hyphenated or put together; or what
 * is heard and what to write (`eco flow, echo flaw = EchoFlow`). `#` begins a remark. Of two rules for the same words the
 * later counts.
 */
export const parseVocabulary = (text: string): VocabularyRule[] => {
  const rules = new Map<string, VocabularyRule>();
  const put = (heard: string, written: string) => {
    const keys = keysOf(heard);
    if (keys.length > 0) rules.set(keys.join(' '), { heard: keys, written });
  };
  for (const line of text.split('\n').map((each) => each.replace(/(^|\s)#.*$/, '').trim())) {
    const cut = line.indexOf('=');
    const written = (cut < 0 ? line : line.slice(cut + 1)).trim();
    if (written === '') continue;
    for (const form of [written, takenApart(written), ...(cut < 0 ? [] : line.slice(0, cut).split(','))])
      put(form, written);
  }
  return [...rules.values()];
};

type Edges = { before: string; after: string };

/** Punctuation around words stays where it was. */
const edgesOf = (words: readonly DraftWord[]): Edges => ({
  before: /^[^\p{L}\p{N}]*/u.exec(words[0]!.text.trim())![0],
  after: /[^\p{L}\p{N}]*$/u.exec(words.at(-1)!.text.trim())![0],
});

/** What is written small becomes capital where a capital was heard: at the beginning of a sentence. */
const asHeard = (written: string, heard: string): string => {
  const isCapital = /^[^\p{L}]*\p{Lu}/u.test(heard);
  return isCapital && written === written.toLowerCase() ? written.charAt(0).toUpperCase() + written.slice(1) : written;
};

/** The words of `written` over the time of the words it takes the place of, by their letters. */
const spread = (words: readonly DraftWord[], texts: readonly string[]): DraftWord[] => {
  if (texts.length === words.length) return words.map((word, index) => ({ ...word, text: texts[index]! }));
  const [start, end] = [words[0]!.start, words.at(-1)!.end];
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  const told = words.flatMap((word) => word.probability ?? []);
  const probability = told.length > 0 ? Math.min(...told) : null;
  let at = start;
  return texts.map((text, index) => {
    const from = at;
    at = index === texts.length - 1 ? end : at + ((end - start) * text.length) / letters;
    return { text, start: from, end: at, probability };
  });
};

/**
 * Writes the terms of a vocabulary as they are to be written: from left to right, at each place the rule with the most
 * words, whole words only. The same words and rules always give the same.
 */
export const applyVocabulary = (words: readonly DraftWord[], rules: readonly VocabularyRule[]): DraftWord[] => {
  if (rules.length === 0) return [...words];
  const byFirst = new Map<string, VocabularyRule[]>();
  for (const rule of rules) byFirst.set(rule.heard[0]!, [...(byFirst.get(rule.heard[0]!) ?? []), rule]);
  for (const list of byFirst.values()) list.sort((one, other) => other.heard.length - one.heard.length);
  const keys = words.map((word) => wordKey(word.text));
  const result: DraftWord[] = [];
  for (let at = 0; at < words.length;) {
    const rule = byFirst.get(keys[at]!)?.find(({ heard }) => heard.every((key, offset) => keys[at + offset] === key));
    const found = rule && words.slice(at, at + rule.heard.length);
    if (!rule || !found) {
      result.push(words[at++]!);
      continue;
    }
    const { before, after } = edgesOf(found);
    const texts = asHeard(rule.written, found[0]!.text).split(/\s+/);
    texts[0] = before + texts[0];
    texts[texts.length - 1] += rule.written.endsWith(after) ? '' : after;
    result.push(...spread(found, texts));
    at += found.length;
  }
  return result;
};
