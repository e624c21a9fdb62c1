import { toCues } from '$lib/domain/cues.ts';
import { textOf } from '$lib/domain/timed-words.ts';
import { withoutFormula } from './cells.ts';
import type { TextFormat } from './format.ts';
import { speakerName } from './names.ts';

const milliseconds = (seconds: number): string => String(Math.round(seconds * 1000));

/** Tab-separated, as Whisper writes it: whole milliseconds and the text; names in a column of their own. */
export const tsv: TextFormat<'tsv'> = {
  id: 'tsv',
  extension: 'tsv',
  mime: 'text/tab-separated-values',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers'],
  write: (transcript, options) => {
    const { lineCharacters, maxLines, speakers } = options;
    const rows = toCues(transcript, { lineCharacters, maxLines }).map((cue) => [
      milliseconds(cue.start),
      milliseconds(cue.end),
      ...(speakers ? [withoutFormula(speakerName(transcript, cue.speaker) ?? '')] : []),
      withoutFormula(textOf(cue.words)),
    ]);
    const head = ['start', 'end', ...(speakers ? ['speaker'] : []), 'text'];
    return [head, ...rows].map((row) => row.join('\t') + '\n').join('');
  },
};
