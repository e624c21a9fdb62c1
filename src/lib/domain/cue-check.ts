import type { Cue } from './cues.ts';
import { lengthOf } from './timed-words.ts';

/** One thing about a cue that viewers would notice. `value`: characters a second, characters or lines. */
export type CueWarning = { kind: 'speed' | 'length' | 'lines'; start: number; value: number };

export type CueReport = {
  cues: number;
  /** Characters of the longest line. */
  longestLine: number;
  mostLines: number;
  /** Fastest reading speed, characters a second. */
  fastest: number;
  warnings: readonly CueWarning[];
};

/** Characters a second a viewer has to read; the line break counts as a space. */
export const readingSpeed = ({ lines, start, end }: Pick<Cue, 'lines' | 'start' | 'end'>): number =>
  lengthOf(lines.join(' ')) / Math.max(0.001, end - start);

const longestOf = (cue: Cue): number => cue.lines.reduce((longest, line) => Math.max(longest, lengthOf(line)), 0);

/**
 * Where cues exceed the limits. They do so only where the words were spoken that fast or a single word is longer than a
 * line. A speed within 5 % of the limit is none that anybody notices.
 */
export const checkCues = (
  cues: readonly Cue[],
  limits: { lineCharacters: number; maxLines: number; charactersPerSecond: number },
): CueReport => {
  const warnings: CueWarning[] = [];
  const report = { cues: cues.length, longestLine: 0, mostLines: 0, fastest: 0 };
  for (const cue of cues) {
    const [speed, longest, { length: lines }] = [readingSpeed(cue), longestOf(cue), cue.lines];
    report.longestLine = Math.max(report.longestLine, longest);
    report.mostLines = Math.max(report.mostLines, lines);
    report.fastest = Math.max(report.fastest, speed);
    if (speed > limits.charactersPerSecond * 1.05) warnings.push({ kind: 'speed', start: cue.start, value: speed });
    if (longest > limits.lineCharacters) warnings.push({ kind: 'length', start: cue.start, value: longest });
    if (lines > limits.maxLines) warnings.push({ kind: 'lines', start: cue.start, value: lines });
  }
  return { ...report, warnings };
};
