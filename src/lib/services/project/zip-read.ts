import { AppError } from '$lib/core/errors.ts';

/** Guards against archives that would fill the memory or the disk. */
export type ZipLimits = { entries: number; entryBytes: number; ratio: number };
export const zipLimits: ZipLimits = { entries: 200_000, entryBytes: 64 * 1024 ** 3, ratio: 200 };

export type ZipEntry = {
  path: string;
  sizeBytes: number;
  packedBytes: number;
  isStored: boolean;
  /** Of the local header, which stands before the bytes. */
  offset: number;
};

const unreadable = (reason: string): AppError => new AppError('project/unreadable', { detail: { reason } });

const signatures = {
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  central: 0x02014b50,
  local: 0x04034b50,
};
const endBytes = 22;
const longestComment = 0xffff;

const view = async (blob: Blob, from: number, to: number): Promise<DataView> =>
  new DataView(await blob.slice(from, to).arrayBuffer());

const big = (data: DataView, at: number): number => {
  const value = data.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw unreadable('size');
  return Number(value);
};

type Directory = { count: number; size: number; offset: number };

/** The end record, looked for from the back: a comment may follow it. */
const findDirectory = async (blob: Blob): Promise<Directory> => {
  const from = Math.max(0, blob.size - endBytes - longestComment);
  const tail = await view(blob, from, blob.size);
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== signatures.end) continue;
    const found = {
      count: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const isLarge = found.count === 0xffff || found.size === 0xffffffff || found.offset === 0xffffffff;
    return isLarge ? findLargeDirectory(blob, from + at) : found;
  }
  throw unreadable('no-directory');
};

/** Zip64 (APPNOTE 4.3.14): the sizes that do not fit into 32 bits. */
const findLargeDirectory = async (blob: Blob, end: number): Promise<Directory> => {
  if (end < 20) throw unreadable('zip64');
  const locator = await view(blob, end - 20, end);
  if (locator.getUint32(0, true) !== signatures.locator64) throw unreadable('zip64');
  const at = big(locator, 8);
  const record = await view(blob, at, at + 56);
  if (record.byteLength < 56 || record.getUint32(0, true) !== signatures.end64) throw unreadable('zip64');
  return { count: big(record, 32), size: big(record, 40), offset: big(record, 48) };
};

const isSafePath = (path: string): boolean =>
  path !== '' &&
  !path.startsWith('/') &&
  !/[\\\p{Cc}:]/u.test(path) &&
  path
    .split('/')
    .every((part, index, all) => part !== '..' && part !== '.' && (part !== '' || index === all.length - 1));

type Sizes = { sizeBytes: number; packedBytes: number; offset: number };

/** Values of the zip64 extra field stand in this order, and only those that are marked as too large. */
const withLargeSizes = (sizes: Sizes, extra: DataView): Sizes => {
  const large = { ...sizes };
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const [id, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    if (id === 1) {
      let from = at + 4;
      for (const name of ['sizeBytes', 'packedBytes', 'offset'] as const) {
        if (sizes[name] !== 0xffffffff) continue;
        if (from + 8 > Math.min(extra.byteLength, at + 4 + length)) throw unreadable('zip64');
        large[name] = big(extra, from);
        from += 8;
      }
    }
    at += 4 + length;
  }
  return large;
};

const readEntry = (data: DataView, at: number): { entry: ZipEntry; next: number } => {
  if (at + 46 > data.byteLength || data.getUint32(at, true) !== signatures.central) throw unreadable('entry');
  const [flags, method] = [data.getUint16(at + 8, true), data.getUint16(at + 10, true)];
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => data.getUint16(at + place, true));
  const next = at + 46 + nameLength! + extraLength! + commentLength!;
  if (next > data.byteLength) throw unreadable('entry');
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) throw unreadable('method');
  const bytes = (from: number, length: number) => new Uint8Array(data.buffer, data.byteOffset + from, length);
  const path = new TextDecoder().decode(bytes(at + 46, nameLength!));
  const extra = new DataView(data.buffer, data.byteOffset + at + 46 + nameLength!, extraLength!);
  const sizes = withLargeSizes(
    {
      packedBytes: data.getUint32(at + 20, true),
      sizeBytes: data.getUint32(at + 24, true),
      offset: data.getUint32(at + 42, true),
    },
    extra,
  );
  return { entry: { path, isStored: method === 0, ...sizes }, next };
};

const check = (entries: readonly ZipEntry[], fileBytes: number, limits: ZipLimits): void => {
  const seen = new Set<string>();
  let end = 0;
  for (const { path, isStored, sizeBytes, packedBytes, offset } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (!isSafePath(path) || seen.has(path.toLowerCase())) throw unreadable('path');
    seen.add(path.toLowerCase());
    // Entries that share bytes are how a small file becomes a large one.
    if (offset < end || offset + 30 + packedBytes > fileBytes) throw unreadable('overlap');
    end = offset + 30 + packedBytes;
    if (isStored && sizeBytes !== packedBytes) throw unreadable('size');
    if (sizeBytes > limits.entryBytes || (!isStored && sizeBytes > packedBytes * limits.ratio + 1024)) {
      throw new AppError('project/too-large', { detail: { sizeBytes } });
    }
  }
};

/** Stops where more comes out than the archive said there would. */
const cappedAt = (most: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> => {
  let count = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      count += chunk.byteLength;
      if (count > most) controller.error(new AppError('project/too-large', { detail: { sizeBytes: count } }));
      else controller.enqueue(chunk);
    },
  });
};

/**
 * A zip as a table of its files. Only the directory at its end is read; a stored file is a slice of the archive, so a
 * recording of any size costs no memory. Throws `project/unreadable`, `project/too-large`.
 */
export class ZipArchive {
  private constructor(
    private readonly blob: Blob,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
  ) {}

  static async open(blob: Blob, limits: ZipLimits = zipLimits): Promise<ZipArchive> {
    const { count, size, offset } = await findDirectory(blob);
    if (count > limits.entries) throw new AppError('project/too-large', { detail: { entries: count } });
    if (offset + size > blob.size) throw unreadable('directory');
    const data = await view(blob, offset, offset + size);
    const entries: ZipEntry[] = [];
    for (let at = 0; entries.length < count;) {
      const { entry, next } = readEntry(data, at);
      entries.push(entry);
      at = next;
    }
    const files = entries.filter(({ path }) => !path.endsWith('/'));
    check(files, blob.size, limits);
    return new ZipArchive(blob, new Map(files.map((entry) => [entry.path, entry])));
  }

  get paths(): string[] {
    return [...this.entries.keys()];
  }

  sizeOf(path: string): number {
    return this.entries.get(path)?.sizeBytes ?? 0;
  }

  /** The bytes of a file; undefined where the archive has none of that name. */
  async file(path: string): Promise<Blob | undefined> {
    const entry = this.entries.get(path);
    if (!entry) return undefined;
    const head = await view(this.blob, entry.offset, entry.offset + 30);
    if (head.byteLength < 30 || head.getUint32(0, true) !== signatures.local) throw unreadable('local');
    const from = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const packed = this.blob.slice(from, from + entry.packedBytes);
    if (packed.size !== entry.packedBytes) throw unreadable('cut-off');
    return entry.isStored ? packed : inflate(packed, entry.sizeBytes);
  }
}

const inflate = async (packed: Blob, sizeBytes: number): Promise<Blob> => {
  const plain = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(cappedAt(sizeBytes));
  const blob = await new Response(plain).blob().catch((cause: unknown) => {
    throw cause instanceof AppError ? cause : unreadable('inflate');
  });
  if (blob.size !== sizeBytes) throw unreadable('size');
  return blob;
};
