import { elapsedClock } from '$lib/core/time.ts';
import type { Analysis } from '$lib/domain/analysis.ts';
import { en } from '$lib/i18n/en.ts';
import type { Bar } from './Timeline.svelte';

const mostBars = 40;
/** As VADER takes it: less than this is no mood. */
const neutralUntil = 0.05;

const levelOf = (value: number): 'positive' | 'negative' | 'neutral' =>
  value >= neutralUntil ? 'positive' : value <= -neutralUntil ? 'negative' : 'neutral';

const tones = { positive: 'good', negative: 'bad', neutral: 'plain' } as const;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sentences as things to click. */
export const momentsOf = ({ sentences }: Analysis, indexes: readonly number[]) =>
  indexes.map((index) => ({ id: String(index), text: sentences[index]!.text, place: sentences[index]!.place }));

/** The mean mood of each stretch of equal length. */
export const moodBars = ({ sentences }: Analysis): Bar[] => {
  const timed = sentences.flatMap(({ sentiment, place }) =>
    sentiment === null || place.start === null ? [] : [{ sentiment, start: place.start }],
  );
  const end = timed.at(-1)?.start ?? 0;
  const seconds = Math.max(5, end / mostBars);
  const groups = new Map<number, typeof timed>();
  for (const sentence of timed) {
    const at = Math.floor(sentence.start / seconds);
    groups.set(at, [...(groups.get(at) ?? []), sentence]);
  }
  return [...groups.values()].map((group) => {
    const value = mean(group.map(({ sentiment }) => sentiment));
    const level = levelOf(value);
    const { mood } = en.analysis;
    const label = mood.at(elapsedClock(group[0]!.start), mood.levels[level]);
    return { start: group[0]!.start, value, label, tone: tones[level] };
  });
};

/** Of the sentences somebody could judge. */
export const moodShares = ({ sentences }: Analysis): { positive: number; negative: number } => {
  const levels = sentences.flatMap(({ sentiment }) => (sentiment === null ? [] : [levelOf(sentiment)]));
  const share = (wanted: string) => levels.filter((level) => level === wanted).length / Math.max(1, levels.length);
  return { positive: share('positive'), negative: share('negative') };
};

export const paceBars = ({ delivery }: Analysis): Bar[] => {
  const most = Math.max(...delivery.pace.map(({ wordsPerMinute }) => wordsPerMinute), 1);
  return delivery.pace.map(({ start, wordsPerMinute }) => ({
    start,
    value: wordsPerMinute / most,
    label: en.analysis.pace.at(elapsedClock(start), Math.round(wordsPerMinute)),
    tone: 'plain',
  }));
};
