import type { CueProblem } from './cue-problems.ts';
import { charactersOf } from './cue-problems.ts';
import type { Cue, CueOptions } from './cues.ts';
import { keptAt, toFile, type CutList } from './cut-list.ts';
import type { TranscriptEdit } from './transcript-edit.ts';
import type { Paragraph, Transcript, Word } from './transcript.ts';

export type CueFix = Extract<TranscriptEdit, { kind: 'set-times' }>;
/** A smaller change is none. */
const leastSeconds = 0.02;

type Place = { paragraph: Paragraph; word: Word; index: number };

/** The words of a cue in the transcript: cues hold every word once, in order. */
export const wordsOfCue = (
  { paragraphs }: Pick<Transcript, 'paragraphs'>,
  cues: readonly Cue[],
  at: number,
): readonly Place[] => {
  const first = cues.slice(0, at).reduce((sum, cue) => sum + cue.words.length, 0);
  const count = cues[at]?.words.length ?? 0;
  const places: Place[] = [];
  let seen = 0;
  for (const paragraph of paragraphs) {
    const from = Math.max(0, first - seen);
    for (let index = from; index < paragraph.words.length && places.length < count; index += 1) {
      places.push({ paragraph, word: paragraph.words[index]!, index });
    }
    seen += paragraph.words.length;
    if (places.length >= count) break;
  }
  return places;
};

/**
 * An edit of times that makes a cue keep the limit it broke, as far as the silence around it allows; null where there is
 * no room. Too fast and too short: it begins earlier, in the pause before it. Too long: its last word ends sooner.
 */
export const fixCue = (
  transcript: Pick<Transcript, 'paragraphs'>,
  cues: readonly Cue[],
  problem: CueProblem,
  options: CueOptions,
): CueFix | null => {
  const cue = cues[problem.cue];
  const words = wordsOfCue(transcript, cues, problem.cue);
  const [first, last] = [words[0]?.word, words.at(-1)?.word];
  if (!cue || !first || !last || first.start === null || last.end === null || last.start === null) return null;
  if (problem.kind === 'long') {
    const end = cue.start + options.maxSeconds;
    return end > last.start ? { kind: 'set-times', word: last.id, start: last.start, end } : null;
  }
  if (problem.kind !== 'fast' && problem.kind !== 'short') return null;
  const wanted = Math.max(options.minSeconds, charactersOf(cue) / options.charactersPerSecond);
  const earliest = (cues[problem.cue - 1]?.words.at(-1)?.end ?? -options.gapSeconds) + options.gapSeconds;
  const start = Math.max(0, earliest, cue.end - wanted);
  return start < first.start - leastSeconds ? { kind: 'set-times', word: first.id, start, end: first.end! } : null;
};

const wordOf = ({ paragraphs }: Pick<Transcript, 'paragraphs'>, id: string): Word | undefined =>
  paragraphs.flatMap(({ words }) => words).find((word) => word.id === id);

/**
 * A fix of cues made without what is cut, on the clock of the file: `after` is `source` with its cuts made. A word is not
 * stretched over a cut, which would be heard again; null where that leaves nothing of the fix.
 */
export const fixAfterCut = (
  source: Pick<Transcript, 'paragraphs'>,
  after: Pick<Transcript, 'paragraphs'>,
  fix: CueFix,
  list: CutList,
): CueFix | null => {
  const [word, edited] = [wordOf(source, fix.word), wordOf(after, fix.word)];
  if (!word || !edited || word.start === null || word.end === null) return null;
  const kept = keptAt(list, word.start);
  if (!kept) return null;
  const start = fix.start === edited.start ? word.start : Math.max(kept.start, toFile(list, fix.start));
  const end = fix.end === edited.end ? word.end : Math.min(word.end, toFile(list, fix.end));
  const isFixed = start < word.start - leastSeconds || end < word.end - leastSeconds;
  return isFixed && end > start ? { ...fix, start, end } : null;
};
