import { toCues } from '$lib/domain/cues.ts';
import { textOf } from '$lib/domain/timed-words.ts';
import type { TextFormat } from './format.ts';
import { speakerName } from './names.ts';

const seconds = (value: number): string => value.toFixed(6);

/** Labels of Audacity: start, end and text between tabs; one a sentence, or one a word with times. */
export const audacity: TextFormat<'audacity'> = {
  id: 'audacity',
  extension: 'txt',
  mime: 'text/plain',
  uses: ['speakers', 'timestamps'],
  write: (transcript, options) => {
    const rows = toCues(transcript).flatMap((cue) => {
      const name = options.speakers ? speakerName(transcript, cue.speaker) : null;
      const prefix = name === null ? '' : `${name}: `;
      if (options.timestamps) return cue.words.map(({ start, end, text }) => [start, end, prefix + text] as const);
      return [[cue.start, cue.end, prefix + textOf(cue.words)] as const];
    });
    return rows.map(([start, end, text]) => `${seconds(start)}\t${seconds(end)}\t${text}\n`).join('');
  },
};
