import { elapsedClock, formatDuration } from '$lib/core/time.ts';
import type { CountedRecording } from '$lib/domain/insights/counted.ts';
import type { Period } from '$lib/domain/insights/periods.ts';
import type { StepTime } from '$lib/domain/insights/processing.ts';
import type { Reading } from '$lib/domain/insights/reading.ts';
import type { Term } from '$lib/domain/insights/terms.ts';
import type { SpeakerTalk } from '$lib/domain/insights/totals.ts';
import { en } from '$lib/i18n/en.ts';
import { momentAddress } from '$lib/state/arrival.ts';
import { searchAddress } from '$lib/state/search-hits.ts';
import type { Chart, ChartRow } from '$lib/ui/charts/index.ts';

const words = en.insights;
const { columns } = words;

const whole = (value: number): string => Math.round(value).toLocaleString();
const percent = (share: number, digits = 0): string =>
  share.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: digits });
const signed = (value: number): string =>
  value.toLocaleString(undefined, { signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });

const addressOf = (recordingId: string, atSeconds: number | null): string =>
  atSeconds === null ? `/recordings/${recordingId}` : momentAddress(recordingId, atSeconds);

type Figure = { value: number; label: string; at: number | null };

/** A row for each recording that has the figure, the greatest first. */
const byRecording = (
  counted: readonly CountedRecording[],
  about: { title: string; text: string; unit: string },
  figure: (counted: CountedRecording) => Figure | null,
): Chart => ({
  ...about,
  nameHeading: columns.name,
  rows: counted
    .flatMap((each): ChartRow[] => {
      const { id, title } = each.recording;
      const found = figure(each);
      if (!found) return [];
      return [{ id, name: title, value: found.value, label: found.label, href: addressOf(id, found.at) }];
    })
    .sort((a, b) => b.value - a.value),
});

export const paceChart = (counted: readonly CountedRecording[]): Chart =>
  byRecording(counted, words.pace, ({ statistics: { wordsPerMinute }, moments }) =>
    wordsPerMinute === null ? null : { value: wordsPerMinute, label: whole(wordsPerMinute), at: moments.firstWord },
  );

export const wordsChart = (counted: readonly CountedRecording[]): Chart =>
  byRecording(counted, words.words, ({ statistics, moments }) => ({
    ...{ value: statistics.words, label: whole(statistics.words), at: moments.firstWord },
  }));

export const pausesChart = (counted: readonly CountedRecording[]): Chart =>
  byRecording(counted, words.pauses, ({ statistics, recording: { durationSeconds }, moments }) => {
    if (!durationSeconds) return null;
    const share = statistics.pausedSeconds / durationSeconds;
    return { value: share, label: percent(share), at: moments.longestPause };
  });

export const doubtChart = (counted: readonly CountedRecording[]): Chart =>
  byRecording(counted, words.doubt, ({ rated, doubtful, moments }) => {
    if (rated === 0) return null;
    return { value: doubtful / rated, label: percent(doubtful / rated, 1), at: moments.leastSure };
  });

export const talkChart = (talk: readonly SpeakerTalk[]): Chart => ({
  ...words.talk,
  nameHeading: columns.speaker,
  rows: talk.map(({ recording, name, seconds, startSeconds }, index) => ({
    ...{ id: `${recording.id} ${index}`, name: name ?? words.talk.nobody, detail: recording.title },
    ...{ value: seconds, label: elapsedClock(seconds), href: addressOf(recording.id, startSeconds) },
  })),
});

export const moodChart = (readings: readonly Reading[]): Chart => ({
  ...words.mood,
  nameHeading: columns.name,
  rows: readings
    .flatMap(({ recording, mood }): ChartRow[] => {
      if (!mood) return [];
      const share = (count: number) => percent(count / mood.rated);
      return [
        {
          ...{ id: recording.id, name: recording.title, value: mood.mean, label: signed(mood.mean) },
          href: addressOf(recording.id, mood.strongest.startSeconds),
          detail: words.mood.detail(share(mood.positive), share(mood.negative)),
        },
      ];
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
});

export const termsChart = (terms: readonly Term[]): Chart => ({
  ...words.terms,
  nameHeading: columns.term,
  rows: terms.map(({ text, count, recordings }) => ({
    ...{ id: text, name: text, value: count, label: whole(count), href: searchAddress(`${text} `) },
    detail: words.overTime.detail(recordings),
  })),
});

const periodFormats = {
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
} as const;

/** The day, month or year in the words of the locale. Its bounds are UTC, as those of the search. */
export const periodName = ({ from, unit }: Pick<Period, 'from' | 'unit'>): string =>
  new Date(`${from}${'-01-01'.slice(unit === 'year' ? 0 : unit === 'month' ? 3 : 6)}T00:00:00Z`).toLocaleDateString(
    undefined,
    { ...periodFormats[unit], timeZone: 'UTC' },
  );

export const overTimeChart = (periods: readonly Period[]): Chart => ({
  ...words.overTime,
  nameHeading: columns.period,
  rows: periods.map((period) => ({
    ...{ id: period.from, name: periodName(period), value: period.words, label: whole(period.words) },
    href: searchAddress(`after:${period.from} before:${period.until} `),
    detail: words.overTime.detail(period.recordings),
  })),
});

export const stepsChart = (steps: readonly StepTime[]): Chart => ({
  ...words.steps,
  nameHeading: columns.step,
  rows: steps.map(({ key, runs, seconds, realTimeFactor, slowest }) => ({
    ...{ id: key, name: en.jobs.step(key).name, value: seconds, label: formatDuration(Math.max(1, seconds)) },
    ...{
      href: `/recordings/${slowest}`,
      detail: [words.steps.runs(runs), factorText(realTimeFactor)].filter(Boolean).join(', '),
    },
  })),
});

const factorText = (factor: number | null): string => (factor === null ? '' : words.steps.factor(factor.toFixed(2)));

export const modelsChart = (models: readonly StepTime[], labelOf: (modelId: string) => string): Chart => ({
  ...words.models,
  nameHeading: columns.model,
  rows: models
    .flatMap(({ key, audioSeconds, realTimeFactor, slowest }): ChartRow[] =>
      realTimeFactor === null
        ? []
        : [
            {
              ...{ id: key, name: labelOf(key), value: realTimeFactor, label: realTimeFactor.toFixed(2) },
              ...{ href: `/recordings/${slowest}`, detail: words.models.heard(formatDuration(audioSeconds)) },
            },
          ],
    )
    .sort((a, b) => a.value - b.value),
});
