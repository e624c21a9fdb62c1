import { elapsedClock } from '$lib/core/time.ts';
import { countRecording, termKey } from '$lib/domain/insights/counted.ts';
import { neutralUntil } from '$lib/domain/insights/reading.ts';
import { en } from '$lib/i18n/en.ts';
import { momentAddress } from '$lib/state/arrival.ts';
import type { Chart, ChartRow } from '$lib/ui/charts/index.ts';
import type { Drawn } from './drawn.ts';

const words = en.analysis;
const mostColumns = 40;

const whole = (value: number): string => Math.round(value).toLocaleString();
const percent = (value: number): string => value.toLocaleString(undefined, { style: 'percent' });
const signed = (value: number): string =>
  value.toLocaleString(undefined, { signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const grouped = <T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

/** Where a row leads: to a moment, or to the recording where no time is known. */
const leading = ({ recording, go }: Drawn, seconds: number | null): Pick<ChartRow, 'href' | 'open'> =>
  seconds === null
    ? { href: `/recordings/${recording.id}` }
    : { href: momentAddress(recording.id, seconds), open: () => go(seconds) };

export const levelOf = (value: number): 'positive' | 'negative' | 'neutral' =>
  value >= neutralUntil ? 'positive' : value <= -neutralUntil ? 'negative' : 'neutral';

/** The mean mood of each stretch of equal length, -1…1. */
export const moodChart = (drawn: Drawn): Chart => {
  const timed = drawn.analysis.sentences.flatMap(({ sentiment, place }) =>
    sentiment === null || place.start === null ? [] : [{ sentiment, start: place.start }],
  );
  const seconds = Math.max(5, (timed.at(-1)?.start ?? 0) / mostColumns);
  const groups = grouped(timed, ({ start }) => Math.floor(start / seconds));
  const rows = [...groups.values()].map((group): ChartRow => {
    const value = mean(group.map(({ sentiment }) => sentiment));
    const { start } = group[0]!;
    const name = elapsedClock(start);
    const detail = words.mood.levels[levelOf(value)];
    return { id: String(start), name, value, label: signed(value), detail, ...leading(drawn, start) };
  });
  return { ...words.mood.chart, nameHeading: words.columns.time, rows };
};

/** Words a minute in each window of 30 s. */
export const paceChart = (drawn: Drawn): Chart => ({
  ...words.pace.chart,
  nameHeading: words.columns.time,
  rows: drawn.analysis.delivery.pace.map(({ start, wordsPerMinute }) => ({
    ...{ id: String(start), name: elapsedClock(start), value: wordsPerMinute, label: whole(wordsPerMinute) },
    ...leading(drawn, start),
  })),
});

/** Silences of a second and more, the longest first. */
export const pausesChart = (drawn: Drawn): Chart => ({
  ...words.pauses,
  nameHeading: words.columns.time,
  rows: drawn.analysis.delivery.pauses.map(({ place, seconds }) => ({
    ...{ id: place.firstWord, name: elapsedClock(place.start ?? 0), value: seconds },
    ...{ label: words.pause(elapsedClock(seconds, 1)), ...leading(drawn, place.start) },
  })),
});

/** Who speaks how long, and how: turns, pace, interruptions. A bar plays their longest turn. Names as exports show them. */
export const speakersChart = (drawn: Drawn): Chart => {
  const { names, turns } = countRecording(drawn.recording, drawn.transcript);
  const { columns } = words.speakers;
  return {
    ...words.speakers.chart,
    nameHeading: columns.name,
    columns: [columns.share, columns.turns, columns.pace, columns.questions, columns.interrupts],
    rows: drawn.analysis.delivery.speakers.map((each) => ({
      ...{ id: each.speaker ?? '', name: (each.speaker && names[each.speaker]) || words.speakers.nobody },
      ...{ value: each.seconds, label: elapsedClock(each.seconds), detail: percent(each.share) },
      cells: [
        ...[percent(each.share), each.turns, each.wordsPerMinute === null ? '–' : whole(each.wordsPerMinute)],
        ...[each.questions, each.interrupts],
      ],
      ...leading(drawn, turns.get(each.speaker) ?? null),
    })),
  };
};

/** The words said most that carry the subject, counted where nothing redacted is read. A bar plays the first time. */
export const frequentChart = (drawn: Drawn): Chart => {
  const said = drawn.transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const byKey = grouped(said, ({ text }) => termKey(text));
  return {
    ...words.frequent,
    nameHeading: words.columns.word,
    rows: drawn.analysis.vocabulary.frequent.flatMap(({ text }) => {
      const found = byKey.get(termKey(text));
      if (!found || found.length < 2) return [];
      const at = found.find(({ start }) => start !== null)?.start ?? null;
      return [{ id: text, name: text, value: found.length, label: whole(found.length), ...leading(drawn, at) }];
    }),
  };
};
