import type { RefineChange } from '$lib/domain/refine.ts';
import { sentencesOfParagraph } from '$lib/domain/sentences.ts';
import { spanOf, type Paragraph } from '$lib/domain/transcript.ts';
import type { Refine } from './step.ts';

/** A silence this long begins a paragraph behind a sentence. */
const silenceSeconds = 1.5;
const mostWords = 120;
/** Paragraphs as short as this, by one speaker and hardly apart, belong together. */
const fewWords = 12;
const nearSeconds = 1;
const shownCharacters = 40;

const tail = (text: string): string => (text.length > shownCharacters ? `…${text.slice(-shownCharacters)}` : text);
const head = (text: string): string => (text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text);

const splitsOf = (paragraph: Paragraph): RefineChange[] => {
  const sentences = sentencesOfParagraph(paragraph);
  let words = 0;
  return sentences.flatMap((sentence, index) => {
    const before = sentences[index - 1];
    const gap = before ? (sentence.place.start ?? 0) - (before.place.end ?? Infinity) : 0;
    const isLong = words >= mostWords;
    words += sentence.words.length;
    if (!before || (gap < silenceSeconds && !isLong)) return [];
    words = sentence.words.length;
    const shown = {
      before: `${tail(before.text)} ${head(sentence.text)}`,
      after: `${tail(before.text)} ¶ ${head(sentence.text)}`,
    };
    return [
      { kind: 'split' as const, paragraph: paragraph.id, word: sentence.place.firstWord, isSure: true, ...shown },
    ];
  });
};

const textOf = ({ words }: Paragraph): string => words.map(({ text }) => text).join(' ');

const joinsOf = (paragraphs: readonly Paragraph[]): RefineChange[] =>
  paragraphs.flatMap((paragraph, index) => {
    const before = paragraphs[index - 1];
    if (!before || before.speaker !== paragraph.speaker || before.words.length === 0) return [];
    const total = before.words.length + paragraph.words.length;
    const isShort = Math.min(before.words.length, paragraph.words.length) <= fewWords && total <= mostWords;
    const gap = (spanOf(paragraph.words)?.start ?? Infinity) - (spanOf(before.words)?.end ?? 0);
    if (!isShort || gap > nearSeconds) return [];
    const [left, right] = [tail(textOf(before)), head(textOf(paragraph))];
    return [
      {
        kind: 'join' as const,
        paragraph: paragraph.id,
        isSure: true,
        before: `${left} ¶ ${right}`,
        after: `${left} ${right}`,
      },
    ];
  });

/** Begins a paragraph at long silences between sentences and in very long paragraphs, and joins scraps. Words stay as they are. */
export const paragraphs: Refine = ({ transcript }) => {
  const joins = joinsOf(transcript.paragraphs);
  const joined = new Set(joins.map(({ paragraph }) => paragraph));
  const splits = transcript.paragraphs.filter(({ id }) => !joined.has(id)).flatMap(splitsOf);
  return [...splits, ...joins];
};
