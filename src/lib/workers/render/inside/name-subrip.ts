import { joinBytes } from './timed-text.ts';
import type { EditableFile } from './add-timed-text.ts';

/** CodecID of Matroska (RFC 9559, 5.1.4.1.21) with its length; a shorter text is filled up with zeros, which EBML allows. */
const codecId = (name: string, length: number): Uint8Array =>
  joinBytes(Uint8Array.of(0x86, 0x80 | length), new TextEncoder().encode(name.padEnd(length, '\0')));

const written = 'S_TEXT/WEBVTT';
const [before, after] = [written, 'S_TEXT/UTF8'].map((name) => codecId(name, written.length)) as [
  Uint8Array,
  Uint8Array,
];

/** Tracks stand near the beginning of a file. */
const searchedBytes = 1 << 20;

/**
 * Calls the subtitles of a Matroska file SubRip, as which every player shows them; few know WebVTT in it. The texts must have
 * been written as SubRip. Tells false where there are none.
 */
export const nameSubrip = (file: EditableFile): boolean => {
  const head = file.read(0, Math.min(file.size, searchedBytes));
  for (let at = head.indexOf(before[0]!); at >= 0; at = head.indexOf(before[0]!, at + 1)) {
    if (!before.every((byte, index) => head[at + index] === byte)) continue;
    file.write(Uint8Array.from(after), at);
    return true;
  }
  return false;
};
