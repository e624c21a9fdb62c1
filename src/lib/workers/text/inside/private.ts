import type { Finding } from '$lib/domain/private.ts';
import { placeOf } from '$lib/domain/sentences.ts';
import { wordOffsets } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Paragraph, type Transcript } from '$lib/domain/transcript.ts';
import { namesIn } from './entities.ts';
import { patternsIn, termsIn, type PrivateMatch } from './private-patterns.ts';
import type { nlp as Nlp } from './text-compromise.ts';

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

/** Everything in one text that may be private, in order. */
export const privateIn = (nlp: typeof Nlp, text: string, terms: readonly string[]): PrivateMatch[] => {
  const names = namesIn(nlp, text)
    .filter(({ kind }) => kind === 'person')
    .map(({ start, end }): PrivateMatch => ({ kind: 'name', start, end }));
  const longer = (a: PrivateMatch, b: PrivateMatch) => b.end - b.start - (a.end - a.start);
  return withoutOverlap([
    ...termsIn(text, terms),
    ...patternsIn(text).sort(longer),
    ...[...names, ...introduced(text)].sort(longer),
  ]);
};

const findingsIn = (nlp: typeof Nlp, paragraph: Paragraph, terms: readonly string[]): Finding[] => {
  const offsets = wordOffsets(paragraph);
  return privateIn(nlp, paragraphText(paragraph), terms).map(({ kind, start, end }) => {
    const words = paragraph.words.filter(
      (word, index) => offsets[index]! < end && offsets[index]! + word.text.length > start,
    );
    return {
      kind,
      text: paragraphText({ words }),
      words: words.map(({ id }) => id),
      place: placeOf(paragraph.id, words),
    };
  });
};

/** What a transcript may give away, found by rules and by compromise's lexicon of names. */
export const findPrivate = async (
  transcript: Transcript,
  terms: readonly string[],
  signal: AbortSignal,
): Promise<Finding[]> => {
  const { nlp } = await import('./text-compromise.ts');
  return transcript.paragraphs.flatMap((paragraph) => {
    signal.throwIfAborted();
    return findingsIn(nlp, paragraph, terms);
  });
};
