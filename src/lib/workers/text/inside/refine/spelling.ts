import type { ReplacementRule } from '$lib/domain/refine.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { isKnown, loadDictionary } from '../known-words.ts';
import { adaptCase } from './replacements.ts';
import { isEnglish, replacing, type Refine } from './step.ts';

const mostChoices = 5;

const ownWords = (rules: readonly ReplacementRule[]): Set<string> =>
  new Set(rules.flatMap(({ heard, written }) => (written || heard).toLowerCase().split(/\s+/u)));

/**
 * English words no dictionary knows, with what may have been meant. Names (a capital inside a sentence), numbers and the
 * person's own words are passed over; nothing is sure, since a word unknown to a dictionary may well be right.
 */
export const spelling: Refine = async ({ transcript, rules, signal }) => {
  const dictionary = await loadDictionary();
  const own = ownWords(rules);
  const judged = new Map<string, readonly string[]>();
  const choicesFor = (word: string): readonly string[] => {
    const known = judged.get(word) ?? (isKnown(dictionary, word) ? [] : dictionary.suggest(word).slice(0, mostChoices));
    judged.set(word, known);
    return known;
  };
  return transcript.paragraphs
    .filter((paragraph) => isEnglish(paragraph, transcript))
    .flatMap((paragraph) => {
      signal.throwIfAborted();
      const text = paragraphText(paragraph);
      return Array.from(
        text.matchAll(/(?<![\p{L}\p{N}@#./_-])\p{L}[\p{L}'’]*\p{L}(?![\p{L}\p{N}@_]|[.-]\p{L})/gu),
      ).flatMap(({ 0: word, index }) => {
        const isFirst = /(?:^|[.!?…]["'”’)]*\s+["'“(]*)$/u.test(text.slice(0, index));
        if (word.length < 3 || own.has(word.toLowerCase()) || (/\p{Lu}/u.test(word) && !isFirst)) return [];
        const choices = choicesFor(word.toLowerCase().replaceAll('’', "'")).map((choice) => adaptCase(word, choice));
        const [first] = choices;
        return first
          ? [{ ...replacing({ id: paragraph.id, text }, [index, index + word.length], first, false), choices }]
          : [];
      });
    });
};
