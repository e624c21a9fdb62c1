import type { CueProblem } from './cue-problems.ts';
import { charactersOf } from './cue-problems.ts';
import type { Cue, CueOptions } from './cues.ts';
import type { TranscriptEdit } from './transcript-edit.ts';
import type { Paragraph, Transcript, Word } from './transcript.ts';

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
): TranscriptEdit | null => {
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
  return start < first.start - 0.02 ? { kind: 'set-times', word: first.id, start, end: first.end! } : null;
};
