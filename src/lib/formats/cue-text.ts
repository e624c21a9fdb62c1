import { breakLines } from '$lib/domain/cue-lines.ts';
import { toCues, type Cue } from '$lib/domain/cues.ts';
import { lengthOf } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions } from './format.ts';
import { speakerName } from './names.ts';

export const cuesFor = (transcript: Transcript, options: ExportOptions): Cue[] =>
  toCues(transcript, {
    lineCharacters: options.lineCharacters,
    maxLines: options.maxLines,
    ...(options.charactersPerSecond ? { charactersPerSecond: options.charactersPerSecond } : {}),
  });

/** Lines with the name in front: on the first line where it fits, else on a line of its own. */
const named = (cue: Cue, name: string, options: ExportOptions): readonly string[] => {
  const label = { text: `${name}:`, characters: lengthOf(name) + 1, joined: false };
  const words = cue.words.map(({ text, joined }) => ({ text, characters: lengthOf(text), joined }));
  const lines = breakLines(
    [label, ...words.map((word, index) => (index ? word : { ...word, joined: false }))],
    options.lineCharacters,
    options.maxLines,
  );
  const fits = lines.every((line) => lengthOf(line) <= options.lineCharacters);
  return fits ? lines : [label.text, ...cue.lines];
};

/** Lines of each cue, the speaker named where somebody else begins. */
export const namedLines = (
  cues: readonly Cue[],
  transcript: Transcript,
  options: ExportOptions,
): (readonly string[])[] =>
  cues.map((cue, index) => {
    const name = options.speakers ? speakerName(transcript, cue.speaker) : null;
    return name !== null && cue.speaker !== (cues[index - 1]?.speaker ?? null) ? named(cue, name, options) : cue.lines;
  });
