import type { Cue, CueOptions } from './cues.ts';
import { lengthOf } from './timed-words.ts';

export const cueProblemKinds = ['fast', 'long-line', 'lines', 'short', 'long'] as const;
export type CueProblemKind = (typeof cueProblemKinds)[number];

/** What is wrong with one cue. `value`: characters a second, characters, lines or seconds; `limit` what they should keep. */
export type CueProblem = { cue: number; kind: CueProblemKind; value: number; limit: number };

/** A little over a limit is no problem for anybody: 5 %. */
const tolerance = 1.05;

/** Visible characters of a cue, the line break counted as a space. */
export const charactersOf = ({ lines }: Pick<Cue, 'lines'>): number =>
  lines.reduce((sum, line) => sum + lengthOf(line) + 1, -1);

/** Characters a second that somebody must read. */
export const readingSpeed = (cue: Pick<Cue, 'lines' | 'start' | 'end'>): number =>
  Math.max(0, charactersOf(cue)) / Math.max(0.001, cue.end - cue.start);

const problemsOf = (cue: Cue, index: number, options: CueOptions): CueProblem[] => {
  const seconds = cue.end - cue.start;
  const longest = Math.max(0, ...cue.lines.map(lengthOf));
  const found: [CueProblemKind, number, number, boolean][] = [
    [
      'fast',
      readingSpeed(cue),
      options.charactersPerSecond,
      readingSpeed(cue) > options.charactersPerSecond * tolerance,
    ],
    ['long-line', longest, options.lineCharacters, longest > options.lineCharacters],
    ['lines', cue.lines.length, options.maxLines, cue.lines.length > options.maxLines],
    ['short', seconds, options.minSeconds, seconds * tolerance < options.minSeconds],
    ['long', seconds, options.maxSeconds, seconds > options.maxSeconds * tolerance],
  ];
  return found.flatMap(([kind, value, limit, isBroken]) => (isBroken ? [{ cue: index, kind, value, limit }] : []));
};

/** Everything that breaks the limits, in the order of the cues. */
export const findCueProblems = (cues: readonly Cue[], options: CueOptions): CueProblem[] =>
  cues.flatMap((cue, index) => problemsOf(cue, index, options));
