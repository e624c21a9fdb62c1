import { parseRow, type Parsed } from '$lib/domain/parse.ts';
import {
  headOf,
  paragraphHeadSchema,
  transcriptHeadSchema,
  type Paragraph,
  type Transcript,
  type TranscriptHead,
} from '$lib/domain/transcript.ts';
import { packWords, unpackWords } from './pack.ts';
import type { HeadRow, ParagraphRow } from './tables.ts';

export const countWords = (paragraphs: readonly Paragraph[]): number =>
  paragraphs.reduce((sum, { words }) => sum + words.length, 0);

export const toHeadRow = (transcript: Transcript): HeadRow => ({
  ...headOf(transcript),
  order: transcript.paragraphs.map((paragraph) => paragraph.id),
  words: countWords(transcript.paragraphs),
});

export const toParagraphRow = (recordingId: string, paragraph: Paragraph): ParagraphRow => {
  const { id, speaker, language, cueSettings, words } = paragraph;
  const looks = cueSettings === undefined ? {} : { cueSettings };
  return { recordingId, id, speaker, language, ...looks, words: packWords(words) };
};

export const parseHead = (row: HeadRow): Parsed<TranscriptHead> =>
  Array.isArray(row.order) ? parseRow(transcriptHeadSchema, row) : { ok: false, problem: 'order: array' };

export const parseParagraph = (row: ParagraphRow): Parsed<Paragraph> => {
  const head = parseRow(paragraphHeadSchema, row);
  if (!head.ok) return head;
  try {
    return { ok: true, value: { ...head.value, words: unpackWords(row.words) } };
  } catch {
    return { ok: false, problem: 'words: columns' };
  }
};
