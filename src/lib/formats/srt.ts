import { AppError } from '$lib/core/errors.ts';
import { parseTime, srtTimestamp } from '$lib/core/time.ts';
import { fromSubrip, toSubrip } from '$lib/domain/subrip.ts';
import { cuesFor, namedLines } from './cue-text.ts';
import type { TextFormat } from './format.ts';
import { fromCues, joinLines, type FileCue } from './read-cues.ts';

/** No bracket inside: else a file of nothing but openings would take quadratic time. */
const markup = /<\/?[a-z][^<>]*>|\{\\[^{}]*\}|\{[a-z]:[^{}]*\}/gi;
const timing = /^\s*((?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3})/;

const isNumber = (line: string | undefined): boolean => /^\s*\d+\s*$/.test(line ?? '');

/** Cues of a SubRip file, forgiving: a number may be missing, a stop may stand for the comma, lines may be empty. */
export const readSrtCues = (text: string): FileCue[] => {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const heads = lines.flatMap((line, index) => (timing.test(line) ? [index] : []));
  return heads.flatMap((head, position) => {
    const [, from, to] = timing.exec(lines[head]!)!;
    const [start, end] = [parseTime(from!), parseTime(to!)];
    if (start === null || end === null || end <= start) return [];
    const next = heads[position + 1] ?? lines.length;
    const isNumbered = next < lines.length && isNumber(lines[next - 1]);
    const body = lines.slice(head + 1, isNumbered ? next - 1 : next);
    const said = joinLines(
      body.map((line) => fromSubrip(line.replace(markup, ''))).filter((line) => line.trim() !== ''),
    );
    return said === '' ? [] : [{ start, end, speaker: null, pieces: [{ start, text: said }] }];
  });
};

/** SubRip subtitles. */
export const srt: TextFormat<'srt'> = {
  id: 'srt',
  extension: 'srt',
  mime: 'application/x-subrip',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers'],
  write: (transcript, options) => {
    const cues = cuesFor(transcript, options);
    const lines = namedLines(cues, transcript, options);
    return cues
      .map(({ start, end }, index) => {
        const body = lines[index]!.map(toSubrip).join('\n');
        return `${index + 1}\n${srtTimestamp(start)} --> ${srtTimestamp(end)}\n${body}\n`;
      })
      .join('\n');
  },
  accepts: ({ text }) => /^\s*\ufeff?\s*(?:\d+\s+)?(?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->/.test(text.slice(0, 400)),
  read: (text) => {
    const cues = readSrtCues(text);
    if (cues.length === 0 && text.trim() !== '') throw new AppError('format/unreadable', { detail: { format: 'srt' } });
    return fromCues(cues);
  },
};
