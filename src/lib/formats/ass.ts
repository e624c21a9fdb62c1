import { AppError } from '$lib/core/errors.ts';
import { parseTime } from '$lib/core/time.ts';
import type { Cue } from '$lib/domain/cues.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { cuesFor } from './cue-text.ts';
import type { ExportOptions, TextFormat, ImportedTranscript } from './format.ts';
import { speakerName } from './names.ts';
import { fromCues, joinLines, type FileCue } from './read-cues.ts';

/**
 * `{` opens a tag and `\` a break. Players built on libass know `\{` and `\}`; a backslash is made harmless by a word
 * joiner (U+2060, invisible) behind it. Reading takes both out again.
 */
const escape = (text: string): string => text.replaceAll('\\', '\\\u2060').replace(/[{}]/g, '\\$&');
const unescape = (text: string): string => text.replaceAll('\\\u2060', '\\');
/** Stand for escaped braces while tags are cut out; no text holds these (Unicode non-characters). */
const [openBrace, closeBrace] = ['\ufdd0', '\ufdd1'];

/** Cut off rather than rounded up: no line begins late or runs into the next. */
const centiseconds = (seconds: number): number => Math.floor(Math.round(seconds * 1000) / 10);

/** `h:mm:ss.cc`. */
const time = (total: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(total / 100);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(total % 100)}`;
};

/** Each word behind `{\k}` with its time in hundredths, up to the start of the next one. */
const karaoke = (cue: Cue): string => {
  let at = 0;
  let from = centiseconds(cue.start);
  const line = (text: string): string => {
    let out = '';
    for (let rest = text; at < cue.words.length && rest !== ''; at++) {
      const word = cue.words[at]!;
      const space = rest.startsWith(' ') ? ' ' : '';
      const to = Math.max(from, centiseconds(cue.words[at + 1]?.start ?? cue.end));
      out += `${space}{\\k${to - from}}${escape(word.text)}`;
      from = to;
      rest = rest.slice(space.length + word.text.length);
    }
    return out;
  };
  return cue.lines.map(line).join('\\N');
};

/** A comma would end the field. */
const field = (text: string | null): string => cleanText(text ?? '').replaceAll(',', ' ');

const event = (cue: Cue, transcript: Transcript, options: ExportOptions): string => {
  const text = options.timestamps ? karaoke(cue) : cue.lines.map(escape).join('\\N');
  const name = options.speakers ? field(speakerName(transcript, cue.speaker)) : '';
  const start = centiseconds(cue.start);
  const end = Math.max(start + 1, centiseconds(cue.end));
  return `Dialogue: 0,${time(start)},${time(end)},Default,${name},0,0,0,,${text}\n`;
};

const styleFields =
  'Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding';
const style = 'Default,Arial,64,&H00FFFFFF,&H0080D7FF,&H00101010,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,120,120,60,1';
const eventFields = 'Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';

const header = (title: string): string =>
  `[Script Info]\n${title ? `Title: ${title}\n` : ''}ScriptType: v4.00+\nPlayResX: 1920\nPlayResY: 1080\n` +
  'WrapStyle: 0\nScaledBorderAndShadow: yes\n\n' +
  `[V4+ Styles]\nFormat: ${styleFields}\nStyle: ${style}\n\n[Events]\nFormat: ${eventFields}\n`;

const tag = /\{[^{}]*\}/g;
const karaokeTag = /\\k[of]?(\d{1,6})/gi;

/** The text of an event cut at its karaoke times; breaks become spaces, drawings are no text. */
const piecesOf = (text: string, start: number, end: number): FileCue['pieces'] => {
  const safe = text.replace(/\\([{}])/g, (_, brace: string) => (brace === '{' ? openBrace : closeBrace));
  if (/\{[^{}]*\\p[1-9]/.test(safe)) return [];
  const plain = (part: string): string => {
    const braces = part.replaceAll(openBrace, '{').replaceAll(closeBrace, '}');
    const lines = braces.replaceAll('\\h', '\u00a0').split(/\\[Nn]/);
    const [before, after] = [/^(?:\s|\\N)/.test(braces) ? ' ' : '', /(?:\s|\\N)$/.test(braces) ? ' ' : ''];
    return before + unescape(joinLines(lines.filter((line) => line.trim() !== ''))) + after;
  };
  const pieces: FileCue['pieces'] = [{ start, text: '' }];
  let [at, from] = [start, 0];
  for (const { 0: found, index } of safe.matchAll(tag)) {
    pieces.at(-1)!.text += safe.slice(from, index);
    from = index + found.length;
    const last = pieces.at(-1)!;
    const steps = [...found.matchAll(karaokeTag)].map(([, amount]) => Number(amount) / 100);
    if (steps.length === 0) continue;
    if (at > last.start && at < end) pieces.push({ start: at, text: '' });
    at += steps.reduce((sum, step) => sum + step, 0);
  }
  pieces.at(-1)!.text += safe.slice(from);
  return pieces.map((piece) => ({ ...piece, text: plain(piece.text) })).filter((piece) => piece.text.trim() !== '');
};

const readEvent = (line: string, fields: readonly string[]): FileCue[] => {
  const values = line.slice(line.indexOf(':') + 1).split(',');
  const at = (name: string): string => values[fields.indexOf(name)]?.trim() ?? '';
  const text = values.slice(fields.length - 1).join(',');
  const [start, end] = [parseTime(at('start')), parseTime(at('end'))];
  if (start === null || end === null || end <= start) return [];
  const pieces = piecesOf(text, start, end);
  return pieces.length === 0 ? [] : [{ start, end, speaker: at('name') || at('actor') || null, pieces }];
};

const readAss = (text: string): ImportedTranscript => {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const from = lines.findIndex((line) => /^\s*\[events\]\s*$/i.test(line));
  if (from === -1) throw new AppError('format/unreadable', { detail: { format: 'ass' } });
  const events = lines.slice(from + 1);
  const format = events.find((line) => /^format:/i.test(line)) ?? `Format: ${eventFields}`;
  const fields = format
    .slice(7, 1000)
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const cues = events.filter((line) => /^dialogue:/i.test(line)).flatMap((line) => readEvent(line, fields));
  return fromCues(cues.sort((one, other) => one.start - other.start));
};

/** Advanced SubStation Alpha; with times per word as karaoke. Times are hundredths of a second, as the format has them. */
export const ass: TextFormat<'ass'> = {
  id: 'ass',
  extension: 'ass',
  mime: 'text/x-ssa',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers', 'timestamps', 'title'],
  write: (transcript, options) =>
    header(cleanText(options.title ?? '')) +
    cuesFor(transcript, options)
      .map((cue) => event(cue, transcript, options))
      .join(''),
  accepts: ({ text }) => /^\s*\ufeff?\s*\[script info\]/i.test(text.slice(0, 400)),
  read: readAss,
};
