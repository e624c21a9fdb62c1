import type { JournalRecord } from '$lib/domain/ports.ts';
import { crc32 } from './crc32.ts';

/**
 * Journal lines: NDJSON, `{"seq":7,"crc":"0f9a…","body":…}`. The checksum covers number and body, so that a line that was
 * torn, or whose bytes were flipped, is known without understanding the body.
 */
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const shape = /^\{"seq":(\d+),"crc":"([0-9a-f]{8})","body":([^]*)\}$/;
const newline = 10;

const checksum = (seq: number, body: string): string =>
  crc32(encoder.encode(`${seq}:${body}`))
    .toString(16)
    .padStart(8, '0');

export const writeLine = ({ seq, body }: JournalRecord): Uint8Array =>
  encoder.encode(`{"seq":${seq},"crc":"${checksum(seq, body)}","body":${body}}\n`);

export const readLine = (bytes: Uint8Array): JournalRecord | undefined => {
  const match = shape.exec(decoder.decode(bytes));
  if (!match) return undefined;
  const record = { seq: Number(match[1]), body: match[3]! };
  return checksum(record.seq, record.body) === match[2] ? record : undefined;
};

export type Scan = {
  records: JournalRecord[];
  /** Where the readable part ends; a torn tail behind it is cut before the next line is written. */
  endBytes: number;
  damaged: boolean;
};

/** The bytes between newlines, with where each ends; a tail without newline is torn and left out. */
function* splitLines(bytes: Uint8Array): Generator<{ line: Uint8Array; endBytes: number }> {
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    yield { line: bytes.subarray(start, end), endBytes: end + 1 };
    start = end + 1;
  }
}

/**
 * Reads the lines behind a snapshot of number `base`. A record that repeats a number takes back what followed it.
 * Readable lines behind an unreadable one, or a missing number, mean damage; an unreadable end alone is what a crash
 * leaves, and nothing acknowledged was in it.
 */
export const scanLines = (bytes: Uint8Array, base: number): Scan => {
  const scan: Scan = { records: [], endBytes: 0, damaged: false };
  let isBroken = false;
  for (const { line, endBytes } of splitLines(bytes)) {
    const record = readLine(line);
    if (!record) {
      isBroken = true;
      continue;
    }
    if (isBroken || !chain(scan.records, base, record)) return { ...scan, damaged: true };
    scan.endBytes = endBytes;
  }
  return scan;
};

const chain = (records: JournalRecord[], base: number, record: JournalRecord): boolean => {
  const last = records.at(-1)?.seq ?? base;
  if (record.seq <= base || record.seq > last + 1) return false;
  while (records.length > 0 && records.at(-1)!.seq >= record.seq) records.pop();
  records.push(record);
  return true;
};
