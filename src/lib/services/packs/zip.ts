import { AppError } from '$lib/core/errors.ts';

/** One file of a zip archive. */
export type ZipEntry = { path: string; sizeBytes: number; open(): Promise<Blob> };

const endBytes = 22;
const mostCommentBytes = 65_535;
const mostEntries = 256;
const mostBytes = 0xffff_fffe;
/** Deflate itself cannot do better than 1032 to 1: who claims more lies. */
const mostRatio = 1_032;

const bad = (message: string): AppError => new AppError('model/pack-unreadable', { message });

/**
 * Reads the directory of a zip archive (APPNOTE.TXT 6.3.10) without reading its content; an entry is read, and unpacked,
 * when it is opened. Only what a pack needs is understood: stored or deflated, neither encrypted nor split nor ZIP64.
 * Nothing is trusted: counts, sizes and offsets are checked before they are used, and unpacking ends where the directory
 * said it would, so that a small file cannot fill the disk. Throws `model/pack-unreadable`.
 */
export const readZip = async (archive: Blob): Promise<ZipEntry[]> => {
  const tail = await viewOf(archive.slice(Math.max(0, archive.size - endBytes - mostCommentBytes)));
  const end = findEnd(tail);
  if (end < 0) throw bad('No zip archive.');
  const count = tail.getUint16(end + 10, true);
  const [bytes, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (count > mostEntries || start + bytes > archive.size) throw bad('A directory that does not fit.');
  const directory = await viewOf(archive.slice(start, start + bytes));
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  for (let index = 0, at = 0; index < count; index++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== 0x0201_4b50) throw bad('A torn directory.');
    const entry = readEntry(archive, directory, at);
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + directory.getUint16(at + field, true), 0);
    if (entry.path.endsWith('/')) continue;
    if (seen.has(entry.path)) throw bad('Two files of one name.');
    seen.add(entry.path);
    entries.push(entry);
  }
  if (entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > mostBytes) throw bad('More than a pack can hold.');
  return entries;
};

const viewOf = async (blob: Blob): Promise<DataView> => new DataView(await blob.arrayBuffer());

const findEnd = (tail: DataView): number => {
  for (let at = tail.byteLength - endBytes; at >= 0; at--) if (tail.getUint32(at, true) === 0x0605_4b50) return at;
  return -1;
};

const readEntry = (archive: Blob, directory: DataView, at: number): ZipEntry => {
  const [flags, method] = [directory.getUint16(at + 8, true), directory.getUint16(at + 10, true)];
  const [packed, sizeBytes] = [directory.getUint32(at + 20, true), directory.getUint32(at + 24, true)];
  const nameBytes = directory.getUint16(at + 28, true);
  const offset = directory.getUint32(at + 42, true);
  if (at + 46 + nameBytes > directory.byteLength) throw bad('A torn directory.');
  const path = new TextDecoder().decode(new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameBytes));
  if ([packed, sizeBytes, offset].includes(0xffff_ffff)) throw bad('Larger than a pack can be.');
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) throw bad('Packed in a way that is not understood.');
  if (method === 0 && packed !== sizeBytes) throw bad('Sizes that contradict each other.');
  if (sizeBytes > packed * mostRatio + 64) throw bad('A file that claims to unpack to more than is possible.');
  return { path, sizeBytes, open: () => unpack(archive, { offset, packed, sizeBytes, method }) };
};

type Place = { offset: number; packed: number; sizeBytes: number; method: number };

const unpack = async (archive: Blob, { offset, packed, sizeBytes, method }: Place): Promise<Blob> => {
  const head = await viewOf(archive.slice(offset, offset + 30));
  if (head.byteLength < 30 || head.getUint32(0, true) !== 0x0403_4b50)
    throw bad('A file that is not where it should be.');
  const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const content = archive.slice(start, start + packed);
  if (content.size !== packed) throw bad('A file that was cut off.');
  if (method === 0) return content;
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > sizeBytes) controller.error(bad('A file that unpacks to more than it said.'));
      else controller.enqueue(chunk);
    },
  });
  const stream = content.stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(limit);
  const blob = await new Response(stream).blob().catch((error: unknown) => {
    throw error instanceof AppError ? error : bad('A file that does not unpack.');
  });
  if (blob.size !== sizeBytes) throw bad('A file that unpacks to less than it said.');
  return blob;
};
