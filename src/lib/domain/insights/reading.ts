import type { AnalysedSentence, Analysis, TopicSource } from '../analysis.ts';
import type { Recording } from '../recording.ts';

/** As VADER takes it: less than this, either way, is no mood. */
export const neutralUntil = 0.05;

/** The mood of one recording: mean of its sentences' compounds, -1…1, and the sentence furthest to that side. */
export type Mood = {
  mean: number;
  rated: number;
  positive: number;
  negative: number;
  strongest: { text: string; startSeconds: number | null };
};

/** What is kept of an analysis for the dashboard: enough to draw it, little enough for a thousand recordings. */
export type Reading = {
  recording: Recording;
  /** Null where nobody can tell: outside English. */
  mood: Mood | null;
  /** Words that carry the subject, the most frequent first. */
  terms: readonly string[];
  questions: number;
  actions: number;
  topic: TopicSource | null;
};

type Rated = AnalysedSentence & { sentiment: number };

const moodOf = (sentences: readonly AnalysedSentence[]): Mood | null => {
  const rated = sentences.filter((sentence): sentence is Rated => sentence.sentiment !== null);
  if (rated.length === 0) return null;
  const mean = rated.reduce((sum, { sentiment }) => sum + sentiment, 0) / rated.length;
  const side = mean < 0 ? -1 : 1;
  const strongest = rated.reduce((best, each) => (each.sentiment * side > best.sentiment * side ? each : best));
  return {
    mean,
    rated: rated.length,
    positive: rated.filter(({ sentiment }) => sentiment >= neutralUntil).length,
    negative: rated.filter(({ sentiment }) => sentiment <= -neutralUntil).length,
    strongest: { text: strongest.text, startSeconds: strongest.place.start },
  };
};

export const readingOf = (recording: Recording, analysis: Analysis): Reading => ({
  recording,
  mood: moodOf(analysis.sentences),
  terms: analysis.vocabulary.frequent.map(({ text }) => text),
  questions: analysis.sentences.filter(({ isQuestion }) => isQuestion).length,
  actions: analysis.sentences.filter(({ isAction }) => isAction).length,
  topic: analysis.keyPhrases && {
    recordingId: recording.id,
    title: recording.title,
    keyPhrases: analysis.keyPhrases,
    words: analysis.vocabulary.content,
  },
});
