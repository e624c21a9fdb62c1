import * as v from 'valibot';
import type { DeviceReason } from './device-choice.ts';
import { annotationSchema, redactionSchema, spanSchema } from './transcript-marks.ts';

/**
 * A transcript is an ordered list of word atoms in paragraphs. Invariants (`assertTranscript` in tests): known starts
 * strictly increase over the whole transcript; start and end are both known or both null; no known word has zero length.
 */
export const wordSchema = v.object({
  id: v.string(),
  text: v.string(),
  /** Seconds from the start of the recording. */
  start: v.nullable(v.number()),
  end: v.nullable(v.number()),
  /** Probability that the text is right, 0…1; null where nobody measured it. */
  conf: v.nullable(v.number()),
  /** Probability that the time is right, 0…1. */
  confTime: v.nullable(v.number()),
  origin: v.picklist(['machine', 'edited', 'inserted']),
  /** True where no space stands before the word (Chinese, Japanese, Thai). */
  joined: v.optional(v.boolean()),
  /** True where the word begins a new line of its paragraph. */
  line: v.optional(v.boolean()),
  /** True where the word and its sound are left out of playback and of rendered exports. */
  cut: v.optional(v.boolean()),
  /** The WebVTT spans it stands in, outermost first, as their opening tags: `<c.loud><i>`. */
  markup: v.optional(v.string()),
});
export type Word = v.InferOutput<typeof wordSchema>;

export const paragraphSchema = v.object({
  id: v.string(),
  /** Key into `Transcript.speakers`; null when nobody knows. */
  speaker: v.nullable(v.string()),
  language: v.nullable(v.string()),
  /** Where its subtitles stand on the picture, as the settings of a WebVTT cue: `line:0 align:start`. */
  cueSettings: v.optional(v.string()),
  words: v.array(wordSchema),
});
export type Paragraph = v.InferOutput<typeof paragraphSchema>;

export const speakerSchema = v.object({ id: v.string(), name: v.string() });
export type Speaker = v.InferOutput<typeof speakerSchema>;

/** What the person edits: a revision over the machine layer. */
export const transcriptSchema = v.object({
  recordingId: v.string(),
  /** Rises by one with each edit; the fingerprint of everything made from the transcript. */
  revision: v.number(),
  /** Fingerprint of the machine layer it began from; null for one typed by hand or imported. */
  machine: v.nullable(v.string()),
  language: v.nullable(v.string()),
  speakers: v.array(speakerSchema),
  /** Stretches without words (silences) that are left out as cut words are; in the order of time, none touching another. */
  cuts: v.optional(v.array(spanSchema)),
  annotations: v.optional(v.array(annotationSchema)),
  redactions: v.optional(v.array(redactionSchema)),
  /** How its subtitles look: STYLE and REGION blocks of the WebVTT file it came from, as they stood there. */
  cueBlocks: v.optional(v.array(v.string())),
  paragraphs: v.array(paragraphSchema),
});
export type Transcript = v.InferOutput<typeof transcriptSchema>;

/** What a transcript holds beside its paragraphs and its name: an edit changes these parts as wholes. */
export const transcriptParts = ['speakers', 'cuts', 'annotations', 'redactions'] as const;
export type TranscriptParts = Partial<Pick<Transcript, (typeof transcriptParts)[number]>>;

/** The parts a database keeps apart: the transcript without its paragraphs, a paragraph without its words. */
export const transcriptHeadSchema = v.omit(transcriptSchema, ['paragraphs']);
export const paragraphHeadSchema = v.omit(paragraphSchema, ['words']);
export type TranscriptHead = v.InferOutput<typeof transcriptHeadSchema>;

/** A plain copy of everything but the paragraphs, free of what the schema does not know; absent parts stay absent. */
export const headOf = (transcript: TranscriptHead): TranscriptHead => v.parse(transcriptHeadSchema, transcript);

/** One word as the recogniser heard it, seconds from the start of the recording; `probability` null where it does not tell. */
export type DraftWord = { text: string; start: number; end: number; probability: number | null; joined?: boolean };

/** One timestamped stretch as the recogniser gave it. */
export type DraftSegment = {
  start: number;
  end: number;
  text: string;
  words: readonly DraftWord[];
  language: string;
  noSpeechProbability: number;
  averageLogProbability: number;
  compressionRatio: number;
  temperature: number;
};

/** What recognition made, before tidying. `modelId` and `revision` name the weights. */
export type Draft = {
  modelId: string;
  revision: string;
  language: string | null;
  languageProbability: number | null;
  device: 'wasm' | 'webgpu' | 'server';
  /** Why there, and with how many threads; drafts of before do not say. */
  reason?: DeviceReason;
  threads?: number;
  /** True where times of words are reckoned from their length. */
  hasEstimatedTimes?: boolean;
  segments: readonly DraftSegment[];
};

/** The machine's transcript: never changed, only made again. */
export type MachineLayer = {
  modelId: string;
  revision: string;
  language: string | null;
  paragraphs: readonly Paragraph[];
};

/** What stands between a word and the one before it: nothing before the first of a paragraph. */
export const gapBefore = ({ joined, line }: Pick<Word, 'joined' | 'line'>, index: number): '' | ' ' | '\n' => {
  if (index === 0) return '';
  if (line) return '\n';
  return joined ? '' : ' ';
};

/** The paragraph as it reads. */
export const paragraphText = (paragraph: Pick<Paragraph, 'words'>): string =>
  paragraph.words.map((word, index) => gapBefore(word, index) + word.text).join('');

/** First known start and last known end of some words, or null when no word has a time. */
export const spanOf = (words: readonly Word[]): { start: number; end: number } | null => {
  const first = words.find((word) => word.start !== null);
  const last = words.findLast((word) => word.end !== null);
  return first && last ? { start: first.start!, end: last.end! } : null;
};
