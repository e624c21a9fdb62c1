import type { ReplacementRule } from '$lib/domain/refine.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { replacing, type Refine } from './step.ts';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/\s+/gu, '\\s+');

/** One pass over the text, the longest phrase first, whole words in any script and any case. */
const patternOf = (rules: readonly ReplacementRule[]): RegExp => {
  const phrases = rules.map(({ heard }) => heard).sort((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])(?:${phrases.map(escape).join('|')})(?![\\p{L}\\p{N}\\p{M}_])`, 'giu');
};

/** A replacement written small takes the case of what it replaces; one with capitals of its own is taken as written. */
export const adaptCase = (found: string, written: string): string => {
  if (/\p{Lu}/u.test(written)) return written;
  const letters = found.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return written.toUpperCase();
  return /^[^\p{L}]*\p{Lu}/u.test(found) ? written.replace(/\p{L}/u, (letter) => letter.toUpperCase()) : written;
};

const key = (text: string): string => text.toLowerCase().replace(/\s+/gu, ' ');

/** The person's rules; a word that is right only has its case set as it was written. */
export const replacements: Refine = ({ transcript, rules }) => {
  if (rules.length === 0) return [];
  const pattern = patternOf(rules);
  const writtenFor = new Map(rules.map(({ heard, written }) => [key(heard), { heard, written }]));
  return transcript.paragraphs.flatMap((paragraph) => {
    const text = paragraphText(paragraph);
    return Array.from(text.matchAll(pattern)).flatMap(({ 0: found, index }) => {
      const { heard, written } = writtenFor.get(key(found))!;
      const isOwnCase = written === '' && /\p{Lu}/u.test(heard);
      const after = written === '' ? (isOwnCase ? heard : found) : adaptCase(found, written);
      return after === found ? [] : [replacing({ id: paragraph.id, text }, [index, index + found.length], after)];
    });
  });
};
