import { elapsedClock } from '../../core/time.ts';

const oneDigit = (value: number) => value.toFixed(1);

/** The transcript as subtitles. */
export const subtitles = {
  title: 'Subtitles',
  list: 'Subtitles',
  problems: 'Problems of the subtitles',
  summary: (cues: number, problems: number) =>
    `${cues === 1 ? '1 subtitle' : `${cues.toLocaleString('en')} subtitles`}, ${
      problems === 0 ? 'no problems.' : problems === 1 ? '1 problem.' : `${problems} problems.`
    }`,
  number: (at: number, of: number) => `${at} of ${of}`,
  kinds: {
    fast: (value: number, limit: number) => `Too fast to read: ${Math.round(value)} characters a second, not ${limit}.`,
    'long-line': (value: number, limit: number) => `A line of ${value} characters, not ${limit}.`,
    lines: (value: number, limit: number) => `${value} lines, not ${limit}.`,
    short: (value: number, limit: number) => `Shown for ${oneDigit(value)} s only, not ${limit}.`,
    long: (value: number, limit: number) => `Shown for ${oneDigit(value)} s, not ${limit}.`,
  },
  leftOutHint: 'Times are those of the sound after the cuts, as in an export without what is cut.',
  previous: 'Previous problem',
  next: 'Next problem',
  fix: (kind: string) => (kind === 'long' ? 'End it sooner' : 'Begin earlier'),
  fixed: 'Changed. Undo takes it back.',
  edit: 'Edit the text',
  span: (start: number, end: number) => `${elapsedClock(start)} – ${elapsedClock(end)}`,
  speed: (charactersPerSecond: number) => `${charactersPerSecond} cps`,
  hasProblem: 'Has a problem',
  part: (from: number, until: number, of: number) => `Shown are ${from} to ${until} of ${of}.`,
};
