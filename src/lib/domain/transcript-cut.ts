import type { Span } from './artifacts.ts';
import { mergeSpans, subtractSpans } from './cut-list.ts';
import type { TranscriptEdit } from './transcript-edit.ts';
import type { Transcript, Word } from './transcript.ts';

/** Edits that leave sound out or take it in again, each one step of the history. Spans in seconds of the recording. */

type TimedWord = Word & { start: number; end: number };

const timedOf = ({ paragraphs }: Pick<Transcript, 'paragraphs'>): TimedWord[] =>
  paragraphs.flatMap(({ words }) =>
    words.filter((word): word is TimedWord => word.start !== null && word.end !== null),
  );

/** Words of which more than half is spoken within a span. */
export const wordsWithin = (transcript: Pick<Transcript, 'paragraphs'>, span: Span): TimedWord[] =>
  timedOf(transcript).filter(({ start, end }) => (start + end) / 2 >= span.start && (start + end) / 2 < span.end);

const soundOf = (words: readonly TimedWord[]): Span[] => mergeSpans(words);

/** Leaves out a stretch: the words in it, and the silence between and around them. */
export const cutSpan = (transcript: Transcript, span: Span): TranscriptEdit => {
  const silence = subtractSpans(mergeSpans([span]), soundOf(timedOf(transcript)));
  return {
    kind: 'batch',
    edits: [
      { kind: 'cut-words', words: wordsWithin(transcript, span).map(({ id }) => id), cut: true },
      ...(silence.length > 0 ? [addCuts(transcript, silence)] : []),
    ],
  };
};

/** Takes in again whatever was left out in a stretch. */
export const restoreSpan = (transcript: Transcript, span: Span): TranscriptEdit => {
  const cuts = transcript.cuts ?? [];
  const left = subtractSpans(mergeSpans(cuts), mergeSpans([span]));
  const words = wordsWithin(transcript, span).filter((word) => word.cut);
  return {
    kind: 'batch',
    edits: [
      ...(words.length > 0 ? [{ kind: 'cut-words' as const, words: words.map(({ id }) => id), cut: false }] : []),
      ...(left.length !== cuts.length || left.some((item, at) => item.end !== cuts[at]!.end)
        ? [{ kind: 'set-cuts' as const, cuts: left }]
        : []),
    ],
  };
};

/** Takes everything in again. */
export const restoreAll = (transcript: Transcript): TranscriptEdit => ({
  kind: 'batch',
  edits: [
    {
      kind: 'cut-words',
      words: transcript.paragraphs.flatMap(({ words }) => words.filter((word) => word.cut).map(({ id }) => id)),
      cut: false,
    },
    ...(transcript.cuts?.length ? [{ kind: 'set-cuts' as const, cuts: [] }] : []),
  ],
});

/** Leaves out more wordless stretches. */
export const addCuts = (transcript: Pick<Transcript, 'cuts'>, spans: readonly Span[]): TranscriptEdit => ({
  kind: 'set-cuts',
  cuts: mergeSpans([...(transcript.cuts ?? []), ...spans]),
});

/** Cuts these words, or restores them where every one of them is cut already: pressing the key again takes it back. */
export const toggleCut = (transcript: Pick<Transcript, 'paragraphs'>, ids: readonly string[]): TranscriptEdit => {
  const meant = new Set(ids);
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words.filter(({ id }) => meant.has(id)));
  return { kind: 'cut-words', words: ids, cut: !words.every((word) => word.cut) };
};

/** One place where something is left out: what a list of cuts shows. `text` is empty for a silence. */
export type CutPlace = { span: Span; text: string };

/** Every place where something is left out, in order of time. */
export const cutPlaces = (transcript: Pick<Transcript, 'paragraphs' | 'cuts'>): CutPlace[] => {
  const places: CutPlace[] = [];
  let isOpen = false;
  for (const word of timedOf(transcript)) {
    const last = places.at(-1);
    if (word.cut && isOpen && last) {
      last.span = { start: last.span.start, end: Math.max(last.span.end, word.end) };
      last.text += (word.joined ? '' : ' ') + word.text;
    } else if (word.cut) places.push({ span: { start: word.start, end: word.end }, text: word.text });
    isOpen = word.cut ?? false;
  }
  const silences = (transcript.cuts ?? []).map((span) => ({ span, text: '' }));
  return [...places, ...silences].sort((a, b) => a.span.start - b.span.start);
};
