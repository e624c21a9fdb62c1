import type { TextFormat } from './format.ts';
import { passagesOf } from './passages.ts';
import { readTextGrid } from './textgrid-read.ts';

type Interval = { start: number; end: number; text: string };

/** Tiers must be without holes: silence is an interval without text. */
const tiled = (intervals: readonly Interval[], end: number): Interval[] => {
  const tiles: Interval[] = [];
  let at = 0;
  for (const interval of intervals) {
    if (interval.start > at) tiles.push({ start: at, end: interval.start, text: '' });
    tiles.push(interval);
    at = interval.end;
  }
  if (at < end || tiles.length === 0) tiles.push({ start: at, end, text: '' });
  return tiles;
};

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const tier = (index: number, name: string, intervals: readonly Interval[], end: number): string => {
  const tiles = tiled(intervals, end);
  const head =
    `    item [${index}]:\n        class = "IntervalTier"\n        name = ${quoted(name)}\n` +
    `        xmin = 0\n        xmax = ${end}\n        intervals: size = ${tiles.length}\n`;
  const body = tiles.map(
    (tile, at) =>
      `        intervals [${at + 1}]:\n            xmin = ${tile.start}\n            xmax = ${tile.end}\n` +
      `            text = ${quoted(tile.text)}\n`,
  );
  return head + body.join('');
};

/** Praat's TextGrid, long form: a tier of paragraphs, one of words and, if wanted, one of speakers. */
export const textgrid: TextFormat<'textgrid'> = {
  id: 'textgrid',
  extension: 'TextGrid',
  mime: 'text/plain',
  uses: ['speakers'],
  write: (transcript, options) => {
    const passages = passagesOf(transcript);
    const end = passages.at(-1)?.end ?? 1;
    const named = passages.map(({ start, end: until, speaker }) => ({ start, end: until, text: speaker ?? '' }));
    const tiers: [string, Interval[]][] = [
      ['paragraphs', passages],
      ['words', passages.flatMap(({ words }) => words)],
      ...(options.speakers ? [['speakers', named] as [string, Interval[]]] : []),
    ];
    return (
      `File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = ${end}\ntiers? <exists>\n` +
      `size = ${tiers.length}\nitem []:\n` +
      tiers.map(([name, intervals], index) => tier(index + 1, name, intervals, end)).join('')
    );
  },
  accepts: ({ text }) =>
    /^\s*\ufeff?\s*(?:File type = )?"ooTextFile[^"]*"\s+(?:Object class = )?"TextGrid"/.test(text.slice(0, 400)),
  read: readTextGrid,
};
