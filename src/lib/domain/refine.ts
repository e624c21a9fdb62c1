import type { TranscriptEdit } from './transcript-edit.ts';
import { paragraphText, type Transcript } from './transcript.ts';

/** Ways to refine a text, in the order they are offered. Each is previewed and taken as one step of its own. */
export const refineSteps = [
  'punctuation',
  'paragraphs',
  'numbers',
  'fillers',
  'repeats',
  'replacements',
  'spelling',
  'profanity',
] as const;
export type RefineStep = (typeof refineSteps)[number];

/**
 * One proposed change, all of one step lying apart from each other. `isSure` false: worth a look, and not ticked unless
 * somebody does. A replacement names a stretch of a paragraph in UTF-16 units of `paragraphText`; a split begins a paragraph
 * at a word, a join puts a paragraph behind the one before it. `before` and `after` are what is shown.
 */
export type RefineChange = { isSure: boolean; paragraph: string; before: string; after: string } & (
  | {
      kind: 'replace';
      start: number;
      end: number;
      /** Other texts to choose from, `after` among them. */
      choices?: readonly string[];
    }
  | { kind: 'split'; word: string }
  | { kind: 'join' }
);

/** `heard` is replaced by `written` as whole words; with nothing written, `heard` is a word that is right as it stands. */
export type ReplacementRule = { heard: string; written: string };

export type RefineRequest = { step: RefineStep; rules: readonly ReplacementRule[] };

type Replacing = Extract<RefineChange, { kind: 'replace' }>;

const textEdits = (transcript: Transcript, changes: readonly Replacing[]): TranscriptEdit[] =>
  transcript.paragraphs.flatMap((paragraph): TranscriptEdit[] => {
    const here = changes.filter((change) => change.paragraph === paragraph.id).sort((a, b) => b.start - a.start);
    if (here.length === 0) return [];
    const text = here.reduce(
      (rest, { start, end, after }) => rest.slice(0, start) + after + rest.slice(end),
      paragraphText(paragraph),
    );
    return [{ kind: 'set-text', paragraph: paragraph.id, text }];
  });

const splitEdits = (transcript: Transcript, changes: readonly RefineChange[]): TranscriptEdit[] => {
  const firsts = new Set(changes.flatMap((change) => (change.kind === 'split' ? [change.word] : [])));
  return transcript.paragraphs.flatMap(({ id, words }) =>
    words
      .flatMap((word, at) => (firsts.has(word.id) ? [at] : []))
      .reverse()
      .map((at): TranscriptEdit => ({ kind: 'split', paragraph: id, at })),
  );
};

/** The changes taken, as one edit: what was not touched keeps its words, their ids and their times. */
export const refineEdit = (transcript: Transcript, changes: readonly RefineChange[]): TranscriptEdit => ({
  kind: 'batch',
  edits: [
    ...textEdits(
      transcript,
      changes.filter((change) => change.kind === 'replace'),
    ),
    ...splitEdits(transcript, changes),
    ...changes.flatMap((change): TranscriptEdit[] =>
      change.kind === 'join' ? [{ kind: 'merge', paragraph: change.paragraph }] : [],
    ),
  ],
});
