import { logger } from '$lib/core/log.ts';
import type { Finding } from '$lib/domain/private.ts';
import { placeOf } from '$lib/domain/sentences.ts';
import { wordOffsets } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Paragraph, type Transcript } from '$lib/domain/transcript.ts';
import { namesIn, type Named } from './entities.ts';
import { isKnown, loadDictionary, type Dictionary } from './known-words.ts';
import { patternsIn, termsIn, type PrivateMatch } from './private-patterns.ts';
import { isEnglish } from './refine/step.ts';
import type { nlp as Nlp } from './text-compromise.ts';

const log = logger('text');

/** The first of two that overlap wins, the longer where they begin alike; terms of the person come before all. */
const withoutOverlap = (matches: readonly PrivateMatch[]): PrivateMatch[] => {
  const kept: PrivateMatch[] = [];
  for (const match of matches) {
    if (kept.every((other) => match.end <= other.start || match.start >= other.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
};

/** Whoever says "my name is" or is called by a title is named, even where the recogniser wrote it small. */
const introductions =
  /\b(?:[Mm]y name(?: is|'s)|[Ii] am called|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Doctor|Professor) (\p{L}+(?: \p{Lu}\p{L}+)?)/gu;

const introduced = (text: string): PrivateMatch[] =>
  Array.from(text.matchAll(introductions), ({ 0: whole, 1: name, index }) => {
    const end = index + whole.length;
    return { kind: 'name' as const, start: end - name!.length, end };
  });

/** Everything in one text that may be private, in order; `named`: what `namesIn` found there. */
export const privateIn = (text: string, named: readonly Named[], terms: readonly string[]): PrivateMatch[] => {
  const names = named
    .filter(({ kind }) => kind === 'person')
    .map(({ start, end }): PrivateMatch => ({ kind: 'name', start, end }));
  const longer = (a: PrivateMatch, b: PrivateMatch) => b.end - b.start - (a.end - a.start);
  return withoutOverlap([
    ...termsIn(text, terms),
    ...patternsIn(text).sort(longer),
    ...[...names, ...introduced(text)].sort(longer),
  ]);
};

/** Words with a capital that no dictionary knows and nothing here took for anything: names lexicons have never heard of. */
export const possibleNames = (
  dictionary: Dictionary,
  text: string,
  { named, taken }: { named: readonly Named[]; taken: readonly PrivateMatch[] },
): PrivateMatch[] => {
  const other = named.filter(({ kind }) => kind !== 'person');
  const isFree = (start: number, end: number) =>
    [...taken, ...other].every((each) => end <= each.start || start >= each.end);
  return Array.from(text.matchAll(/(?<![\p{L}\p{N}@.’'-])\p{Lu}\p{Ll}[\p{L}]+(?![\p{L}\p{N}@])/gu))
    .filter(({ 0: word, index }) => isFree(index, index + word.length))
    .filter(({ 0: word }) => !isKnown(dictionary, word) && !isKnown(dictionary, word.toLowerCase()))
    .map(({ 0: word, index }) => ({ kind: 'name', start: index, end: index + word.length }));
};

type Tools = { nlp: typeof Nlp; dictionary: Dictionary | null };

const findingsIn = ({ nlp, dictionary }: Tools, paragraph: Paragraph, terms: readonly string[]): Finding[] => {
  const offsets = wordOffsets(paragraph);
  const text = paragraphText(paragraph);
  const named = namesIn(nlp, text);
  const sure = privateIn(text, named, terms);
  const possible = dictionary ? possibleNames(dictionary, text, { named, taken: sure }) : [];
  const all = [
    ...sure.map((each) => ({ ...each, isSure: true })),
    ...possible.map((each) => ({ ...each, isSure: false })),
  ];
  const findings = all
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end, isSure }) => {
      const words = paragraph.words.filter(
        (word, index) => offsets[index]! < end && offsets[index]! + word.text.length > start,
      );
      return {
        ...{ kind, isSure },
        text: paragraphText({ words }),
        words: words.map(({ id }) => id),
        place: placeOf(paragraph.id, words),
      };
    });
  return onceEach(findings);
};

/** Two names in one word ("Kowalczyk/Brzezinski") are one finding. */
const onceEach = (findings: readonly Finding[]): Finding[] => {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const key = finding.words.join(' ');
    const known = found.get(key);
    if (!known) found.set(key, finding);
    else if (finding.isSure && !known.isSure) found.set(key, finding);
  }
  return [...found.values()];
};

/** Without it names nobody knows are not offered; all else is found. */
const dictionaryOrNone = (): Promise<Dictionary | null> =>
  loadDictionary().catch((error: unknown) => {
    log.warn('no dictionary', { error: String(error) });
    return null;
  });

/**
 * What a transcript may give away, found by rules and by compromise's lexicon of names; in English also what may be a name,
 * for it is no word.
 */
export const findPrivate = async (
  transcript: Transcript,
  terms: readonly string[],
  signal: AbortSignal,
): Promise<Finding[]> => {
  const { nlp } = await import('./text-compromise.ts');
  const needsWords = transcript.paragraphs.some((paragraph) => isEnglish(paragraph, transcript));
  const words = needsWords ? await dictionaryOrNone() : null;
  return transcript.paragraphs.flatMap((paragraph) => {
    signal.throwIfAborted();
    const dictionary = isEnglish(paragraph, transcript) ? words : null;
    return findingsIn({ nlp, dictionary }, paragraph, terms);
  });
};
