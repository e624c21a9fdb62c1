import { parseTime } from '$lib/core/time.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import type { Reader } from '../format.ts';
import { fromTurns, shareTime, unreadable, type Turn } from '../imported.ts';

/** `Ada Lovelace  1:02:03`, the line above what somebody said, as Otter exports it. */
const otterHeading = /^(\S.{0,79}?) {2,4}((?:\d{1,3}:)?\d{1,2}:\d{2})\s*$/;
/** `[1:02] Ada: ` as EchoFlow writes it, the name only with a time before it: prose has colons too. */
const timedHeading = /^\[((?:\d{1,3}:)?\d{1,2}:\d{2})\](?: ([^:]{1,80}):(?= |$))? ?/;

type Block = { speaker: string | null; start: number | null; text: string };

const readBlock = (lines: readonly string[]): Block => {
  const otter = otterHeading.exec(lines[0]!);
  if (otter && lines.length > 1) {
    return { speaker: otter[1]!, start: parseTime(otter[2]!), text: lines.slice(1).join(' ') };
  }
  const timed = timedHeading.exec(lines[0]!);
  const text = lines.join(' ');
  return {
    speaker: timed?.[2] ?? null,
    start: timed ? parseTime(timed[1]!) : null,
    text: text.slice(timed?.[0].length ?? 0),
  };
};

const blocksOf = (text: string): Block[] => {
  const blocks: string[][] = [[]];
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    if (line.trim() === '') blocks.push([]);
    else blocks.at(-1)!.push(line);
  }
  return blocks.filter((block) => block.length > 0).map(readBlock);
};

/** About how long a word takes to say; only the first of a block has a time, to hold the others in place. */
const firstWordSeconds = 0.2;

const toTurn = ({ speaker, start, text }: Block): Turn => {
  const words = shareTime(text, null, null);
  if (start !== null && words[0]) words[0] = { ...words[0], start, end: start + firstWordSeconds };
  return { speaker, words, opens: true };
};

/** Bytes that no text holds, and markup of other formats, are no transcript. */
const isBinary = (text: string): boolean => {
  const head = text.slice(0, 1000);
  return head.includes('\0') || head.startsWith('PK\u0003') || /^\s*(?:%PDF|<(?:!|\?|html)|\{\\rtf)/i.test(head);
};

/**
 * A text without times, or with one a paragraph (Otter, EchoFlow). Alignment finds the rest later. Says yes to any text:
 * it is asked last.
 */
export const plainText: Reader<'plain-text'> = {
  id: 'plain-text',
  accepts: ({ text, json }) => json === undefined && !isBinary(text) && cleanText(text.slice(0, 10_000)) !== '',
  read: (text) => {
    if (isBinary(text)) throw unreadable('plain-text');
    const blocks = blocksOf(text).filter((block) => !/^Transcribed by https?:\/\/otter\.ai/.test(block.text));
    return fromTurns(blocks.map(toTurn));
  },
};
