import { crc32 } from './crc32.ts';
import { readAll, type DiskFile } from './disk.ts';

/**
 * One acknowledged chunk of a take: 24 bytes, little-endian: length u32, CRC-32 of the chunk u32, time f64 (ms), CRC-32
 * of the entry before u32, CRC-32 of these 20 bytes u32. The chain says that no entry is missing.
 */
export type Entry = { lengthBytes: number; crc: number; at: number };

export const entryBytes = 24;
const checked = entryBytes - 4;

export const writeEntry = (entry: Entry, before: Entry | undefined): Uint8Array => {
  const view = new DataView(new ArrayBuffer(entryBytes));
  view.setUint32(0, entry.lengthBytes, true);
  view.setUint32(4, entry.crc, true);
  view.setFloat64(8, entry.at, true);
  view.setUint32(16, before?.crc ?? 0, true);
  const bytes = new Uint8Array(view.buffer);
  view.setUint32(checked, crc32(bytes.subarray(0, checked)), true);
  return bytes;
};

/** Entries up to the first that is torn or out of the chain. */
export const readIndex = (source: DiskFile | Uint8Array<ArrayBuffer>): Entry[] => {
  const bytes = source instanceof Uint8Array ? source : readAll(source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Entry[] = [];
  for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) {
    const isWhole = view.getUint32(at + checked, true) === crc32(bytes.subarray(at, at + checked));
    if (!isWhole || view.getUint32(at + 16, true) !== (entries.at(-1)?.crc ?? 0)) break;
    entries.push({
      lengthBytes: view.getUint32(at, true),
      crc: view.getUint32(at + 4, true),
      at: view.getFloat64(at + 8, true),
    });
  }
  return entries;
};
