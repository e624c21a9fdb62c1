import { wordOffsets } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Paragraph, type Word } from '$lib/domain/transcript.ts';
import { isQuestion } from '../questions.ts';
import { apart, capital, isEnglish, replacing, type Refine, type Replacing } from './step.ts';

/** A silence this long between words of a text without marks ends a sentence; a shorter one may. */
const sureSeconds = 0.9;
const likelySeconds = 0.55;
/** A text with a mark for so many words is taken as punctuated: its silences are breaths. */
const wordsPerMark = 30;

const endMark = /[.!?…。？！]["'”’)\]]*$/u;
const anyMark = /[.,!?…:;。、？！–—-]["'”’)\]]*$/u;
/** Nobody ends a sentence with these. */
const goesOn =
  /^(?:a|an|the|and|or|but|of|to|in|on|at|for|with|from|by|as|is|are|was|were|be|my|your|his|her|its|our|their|very|so|because|if|that|which|who|i|we|they|he|she|it|um|uh|like|not|into|about|than)$/iu;

const days =
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|september|october|november|december|english|german|french|spanish|italian|american|european|christmas|easter';

const spacing: readonly [RegExp, string][] = [
  [/ +([,.!?;:])(?=\s|$)/gu, '$1'],
  [/([,;])\1+/gu, '$1'],
  [/(?<![.])\.\.(?![.])/gu, '.'],
  [/(?<=\p{Ll}{2}[,;!?])(?=\p{L})/gu, ' '],
  [/(?<=\p{Ll}{2}\.)(?=\p{Lu}\p{Ll})/gu, ' '],
];

const english: readonly [RegExp, (found: string) => string][] = [
  [/(?<![\p{L}\p{N}.'’])i(?=(?:['’](?:m|ll|ve|d))?(?![\p{L}\p{N}.'’]))/gu, () => 'I'],
  [new RegExp(`(?<![\\p{L}\\p{N}])(?:${days})(?![\\p{L}\\p{N}])`, 'gu'), capital],
];

type Text = { id: string; text: string; paragraph: Paragraph };

const bySpacing = ({ id, text }: Text): Replacing[] =>
  spacing.flatMap(([pattern, to]) =>
    Array.from(text.matchAll(pattern), (match) => {
      const after = to === '$1' ? match[1]! : to;
      return replacing({ id, text }, [match.index, match.index + match[0].length], after);
    }),
  );

const byWords = ({ id, text }: Text): Replacing[] =>
  english.flatMap(([pattern, to]) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) =>
      replacing({ id, text }, [index, index + found.length], to(found)),
    ),
  );

/** A small letter behind the end of a sentence, and at the beginning of all. */
const byCapitals = ({ id, text }: Text): Replacing[] =>
  Array.from(text.matchAll(/(?:^|(?<=[^.][.!?]["'”’)]* ))["'“‘(]*\p{Ll}/gu)).flatMap(({ 0: found, index }) => {
    const before = /(\S+)\s$/u.exec(text.slice(0, index))?.[1] ?? '';
    const isAbbreviation = /^(?:e\.g|i\.e|etc|vs|approx|p\.m|a\.m|no)\.$/iu.test(before) || /\.\p{L}\.$/u.test(before);
    const word = /^\S+/u.exec(text.slice(index))![0];
    return isAbbreviation || /[a-z][A-Z]/u.test(word)
      ? []
      : [replacing({ id, text }, [index, index + found.length], capital(found))];
  });

const gapBefore = (words: readonly Word[], index: number): number =>
  (words[index]!.start ?? 0) - (words[index - 1]!.end ?? Infinity);

/** Silences that end a sentence in a text in which nobody set marks. */
const bySilence = ({ id, text, paragraph: { words } }: Text): Replacing[] => {
  const marks = words.filter((word) => endMark.test(word.text)).length;
  if (marks * wordsPerMark > words.length) return [];
  const offsets = wordOffsets({ words });
  return words.flatMap((word, index) => {
    const before = words[index - 1];
    if (!before || anyMark.test(before.text) || word.joined || goesOn.test(before.text)) return [];
    const gap = gapBefore(words, index);
    if (gap < likelySeconds) return [];
    const start = offsets[index - 1]! + before.text.length;
    const end = offsets[index]! + word.text.length;
    return [replacing({ id, text }, [start, end], `. ${capital(word.text)}`, gap >= sureSeconds)];
  });
};

/** The last sentence ends, as a question where it asks one. */
const byEnd = ({ id, text }: Text, isInEnglish: boolean): Replacing[] => {
  const last = text.split(/(?<=[.!?…]["'”’)]*)\s/u).at(-1)!;
  if (last.split(' ').length < 3 || anyMark.test(text) || !/[\p{L}\p{N}]$/u.test(text)) return [];
  return [replacing({ id, text }, [text.length, text.length], isQuestion(last, isInEnglish) ? '?' : '.')];
};

/**
 * Marks and capitals by rule: spaces around marks, a capital behind the end of a sentence, an end for the last one, and where
 * a text has hardly any marks, an end at each long silence. It is no model: commas are left to people.
 */
export const punctuation: Refine = ({ transcript }) =>
  transcript.paragraphs.flatMap((paragraph) => {
    const text = paragraphText(paragraph);
    if (text === '') return [];
    const part = { id: paragraph.id, text, paragraph };
    const isInEnglish = isEnglish(paragraph, transcript);
    return apart([
      ...bySilence(part),
      ...bySpacing(part),
      ...byCapitals(part),
      ...(isInEnglish ? byWords(part) : []),
      ...byEnd(part, isInEnglish),
    ]).filter(({ before, after }) => before !== after);
  });
