import { sampleParagraph, sampleTranscript } from '../fakes/samples.ts';
import type { Transcript } from '../../src/lib/domain/transcript.ts';

export type Score = { precision: number; recall: number; f1: number };

/** Precision, recall and their harmonic mean from true positives, what was found and what should have been. */
export const scoreOf = (right: number, found: number, wanted: number): Score => {
  const precision = found === 0 ? 0 : right / found;
  const recall = wanted === 0 ? 0 : right / wanted;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
};

/** Of yes-or-no labels. */
export const scoreFlags = (labels: readonly boolean[], told: readonly boolean[]): Score =>
  scoreOf(
    labels.filter((label, index) => label && told[index]).length,
    told.filter(Boolean).length,
    labels.filter(Boolean).length,
  );

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const percent = (value: number): string => `${(value * 100).toFixed(0)} %`.padStart(5);

/** One line a comparison, so that a test run shows the figures it bounds. */
export const report = (name: string, ours: Score, baseline: Score, of: string): void => {
  const show = ({ precision, recall, f1 }: Score) => `P ${percent(precision)} R ${percent(recall)} F1 ${percent(f1)}`;
  console.log(`${name.padEnd(22)} ${show(ours)} | ${of}: ${show(baseline)}`);
};

/** A transcript with a paragraph of each text, a word every half second. */
export const transcriptOf = (texts: readonly string[], change: Partial<Transcript> = {}): Transcript => {
  let at = 0;
  const paragraphs = texts.map((text, index) => {
    const words = text.split(' ');
    const paragraph = sampleParagraph(`p${index}`, words, at);
    at += words.length / 2;
    return paragraph;
  });
  return sampleTranscript({ paragraphs, ...change });
};
