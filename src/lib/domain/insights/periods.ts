import type { CountedRecording } from './counted.ts';

export type PeriodUnit = 'day' | 'month' | 'year';

/** A stretch of the calendar, UTC; `from` and `until` as the search takes them, `until` not in it. */
export type Period = {
  unit: PeriodUnit;
  from: string;
  until: string;
  words: number;
  recordings: number;
};

const digits: Record<PeriodUnit, number> = { day: 10, month: 7, year: 4 };
const mostDays = 31;
const mostMonths = 24;

const startOf = (iso: string, unit: PeriodUnit): Date => {
  const name = iso.slice(0, digits[unit]);
  return new Date(`${name}${'-01-01'.slice(name.length === 4 ? 0 : name.length === 7 ? 3 : 6)}T00:00:00.000Z`);
};

const after = (date: Date, unit: PeriodUnit): Date => {
  const next = new Date(date);
  if (unit === 'day') next.setUTCDate(next.getUTCDate() + 1);
  else if (unit === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  return next;
};

const nameOf = (date: Date, unit: PeriodUnit): string => date.toISOString().slice(0, digits[unit]);

const rowOf = (first: string, last: string, unit: PeriodUnit): Period[] => {
  const rows: Period[] = [];
  const end = startOf(last, unit);
  for (let date = startOf(first, unit); date <= end; date = after(date, unit)) {
    rows.push({ unit, from: nameOf(date, unit), until: nameOf(after(date, unit), unit), words: 0, recordings: 0 });
  }
  return rows;
};

const unitFor = (first: string, last: string): PeriodUnit => {
  if (rowOf(first, last, 'year').length > mostMonths / 12 + 1) return 'year';
  const months = rowOf(first, last, 'month').length;
  if (months > mostMonths) return 'year';
  return months <= 2 && rowOf(first, last, 'day').length <= mostDays ? 'day' : 'month';
};

/** Words said day by day, month by month or year by year, by when the recordings came; stretches without any are there. */
export const periodsOf = (counted: readonly CountedRecording[]): Period[] => {
  const dates = counted.map(({ recording }) => recording.createdAt).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const unit = unitFor(first, last);
  const rows = rowOf(first, last, unit);
  const byName = new Map(rows.map((row) => [row.from, row]));
  for (const { recording, statistics } of counted) {
    const row = byName.get(recording.createdAt.slice(0, digits[unit]))!;
    row.words += statistics.words;
    row.recordings += 1;
  }
  return rows;
};
