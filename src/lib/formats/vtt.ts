import { vttTimestamp } from '$lib/core/time.ts';
import type { Cue } from '$lib/domain/cues.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { cuesFor } from './cue-text.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { speakerName } from './names.ts';
import { cueSettings, lookBlocks, markedLines } from './vtt-markup.ts';
import { readVtt } from './vtt-read.ts';

/** Character references of WebVTT cue text; `-->` cannot remain, as its `>` is one of them. */
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The time at which a word begins. Times must lie inside the cue. */
const timeOf = (cue: Cue, { start }: Cue['words'][number]): string =>
  start > cue.start && start < cue.end ? `<${vttTimestamp(start)}>` : '';

const body = (cue: Cue, transcript: Transcript, options: ExportOptions): string => {
  const text = markedLines(cue, escape, (word) => (options.timestamps ? timeOf(cue, word) : ''));
  const name = options.speakers ? speakerName(transcript, cue.speaker) : null;
  return name === null ? text : `<v ${escape(name)}>${text}`;
};

const headOf = ({ start, end, settings }: Cue): string =>
  `${vttTimestamp(start)} --> ${vttTimestamp(end)} ${cueSettings(settings ?? '')}`.trimEnd();

/** WebVTT (W3C): speakers as voices, optionally a time before every word; looks as a file brought them. */
export const vtt: TextFormat<'vtt'> = {
  id: 'vtt',
  extension: 'vtt',
  mime: 'text/vtt',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers', 'timestamps'],
  write: (transcript, options) =>
    [
      'WEBVTT\n',
      ...lookBlocks(transcript.cueBlocks).map((block) => `\n${block}\n`),
      ...cuesFor(transcript, options).map((cue) => `\n${headOf(cue)}\n${body(cue, transcript, options)}\n`),
    ].join(''),
  accepts: ({ text }) => /^\ufeff?WEBVTT(?:\s|$)/.test(text),
  read: readVtt,
};
