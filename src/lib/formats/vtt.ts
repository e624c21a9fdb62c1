import { vttTimestamp } from '$lib/core/time.ts';
import type { Cue } from '$lib/domain/cues.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { cuesFor } from './cue-text.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { speakerName } from './names.ts';
import { readVtt } from './vtt-read.ts';

/** Character references of WebVTT cue text; `-->` cannot remain, as its `>` is one of them. */
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The words on their lines, each behind the time at which it begins. Times must lie inside the cue. */
const timedLines = (cue: Cue): string => {
  let at = 0;
  const line = (text: string): string => {
    let out = '';
    while (at < cue.words.length && text !== '') {
      const word = cue.words[at]!;
      const space = text.startsWith(' ') ? ' ' : '';
      const isInside = word.start > cue.start && word.start < cue.end;
      out += space + (isInside ? `<${vttTimestamp(word.start)}>` : '') + escape(word.text);
      text = text.slice(space.length + word.text.length);
      at++;
    }
    return out;
  };
  return cue.lines.map(line).join('\n');
};

const body = (cue: Cue, transcript: Transcript, options: ExportOptions): string => {
  const text = options.timestamps ? timedLines(cue) : cue.lines.map(escape).join('\n');
  const name = options.speakers ? speakerName(transcript, cue.speaker) : null;
  return name === null ? text : `<v ${escape(name)}>${text}`;
};

/** WebVTT (W3C): speakers as voices, optionally a time before every word. */
export const vtt: TextFormat<'vtt'> = {
  id: 'vtt',
  extension: 'vtt',
  mime: 'text/vtt',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers', 'timestamps'],
  write: (transcript, options) =>
    'WEBVTT\n' +
    cuesFor(transcript, options)
      .map((cue) => {
        const times = `${vttTimestamp(cue.start)} --> ${vttTimestamp(cue.end)}`;
        return `\n${times}\n${body(cue, transcript, options)}\n`;
      })
      .join(''),
  accepts: ({ text }) => /^\ufeff?WEBVTT(?:\s|$)/.test(text),
  read: readVtt,
};
