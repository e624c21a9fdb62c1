import { AppError } from '$lib/core/errors.ts';
import { parseTime } from '$lib/core/time.ts';
import type { ImportedTranscript } from './format.ts';
import { fromCues, joinLines, type FileCue, type FilePiece } from './read-cues.ts';
import { cueSettings, isLookBlock, OpenSpans } from './vtt-markup.ts';

/** Reading WebVTT along its parsing algorithm (W3C WebVTT, sections 6.1 and 6.4). */

const timing = /^[ \t]*((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})[ \t]*-->[ \t]*((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})(?:[ \t](.*)|$)/;
const timeTag = /^(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}$/;
const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

const codePoint = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

const decode = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal) return codePoint(Number(decimal));
      if (hex) return codePoint(parseInt(hex, 16));
      return references[name!] ?? whole;
    },
  );

/** Says which spans hold from here on; nothing where none has been yet. */
const mark = (piece: FilePiece, markup: string): void => {
  if (markup === '' && !piece.marks) return;
  piece.marks = [...(piece.marks ?? []), { at: piece.text.length, markup }];
};

/** The text of a cue: its voice, and the text cut at the times inside it, with its spans. Other tags are passed over. */
const readText = (text: string, start: number, end: number): Pick<FileCue, 'speaker' | 'pieces'> => {
  let speaker: string | null = null;
  const pieces: FilePiece[] = [{ start, text: '' }];
  const spans = new OpenSpans();
  for (const token of text.split(/(<[^>]*>?)/)) {
    if (!token.startsWith('<')) {
      pieces.at(-1)!.text += decode(token);
      continue;
    }
    const tag = token.slice(1).replace(/>$/, '');
    const time = timeTag.test(tag) ? parseTime(tag) : null;
    if (time !== null && time > pieces.at(-1)!.start && time < end) {
      pieces.push({ start: time, text: '' });
      mark(pieces.at(-1)!, spans.markup);
    }
    if (spans.take(tag)) mark(pieces.at(-1)!, spans.markup);
    const voice = /^v(?:\.[^\s]*)?[ \t\n]+(.+)$/s.exec(tag);
    if (voice) speaker ??= decode(voice[1]!).trim() || null;
  }
  return { speaker, pieces: pieces.filter((piece) => piece.text.trim() !== '') };
};

const readCue = (head: string, lines: readonly string[]): FileCue[] => {
  const [, from, to, rest = ''] = timing.exec(head) ?? [];
  const [start, end] = [parseTime(from ?? ''), parseTime(to ?? '')];
  if (start === null || end === null || end <= start) return [];
  const settings = cueSettings(rest);
  const cue = { start, end, ...readText(joinLines(lines), start, end), ...(settings && { settings }) };
  return cue.pieces.length > 0 ? [cue] : [];
};

/** A line that holds `-->` ends the text: it is the timing of a cue that lacks the empty line before it. */
const readBlock = (block: readonly string[]): FileCue[] => {
  const heads = block.flatMap((line, index) => (line.includes('-->') ? [index] : []));
  if (heads[0] === undefined || heads[0] > 1) return [];
  return heads.flatMap((head, index) => readCue(block[head]!, block.slice(head + 1, heads[index + 1])));
};

const blocksOf = (text: string): string[][] => {
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '\ufffd')
    .split(/\r\n|\r|\n/);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) {
    throw new AppError('format/unreadable', { detail: { format: 'vtt' } });
  }
  const blocks: string[][] = [[]];
  for (const line of lines.slice(1)) {
    if (line === '') blocks.push([]);
    else blocks.at(-1)!.push(line);
  }
  return blocks;
};

const cuesOf = (blocks: readonly string[][]): FileCue[] =>
  blocks.filter((block) => !/^(NOTE|STYLE|REGION)(?:[ \t]|$)/.test(block[0] ?? '')).flatMap(readBlock);

export const readVttCues = (text: string): FileCue[] => cuesOf(blocksOf(text));

export const readVtt = (text: string): ImportedTranscript => {
  const blocks = blocksOf(text);
  const first = blocks.findIndex((block) => block.some((line) => timing.test(line)));
  // What says how cues look stands before the first of them.
  const cueBlocks = blocks
    .slice(0, first < 0 ? undefined : first)
    .filter(isLookBlock)
    .map((block) => block.join('\n'));
  return { ...fromCues(cuesOf(blocks)), ...(cueBlocks.length > 0 && { cueBlocks }) };
};
