import type { Chapter } from '$lib/domain/media.ts';

type Box = { type: string; start: number; end: number };

/** An index larger than this is not read for its chapters. */
const mostIndexBytes = 64_000_000;

const boxesOf = function* (view: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    if (size < 8 || at + size > to) return;
    yield { type, start: at + 8, end: at + size };
    at += size;
  }
};

const find = (view: DataView, path: readonly string[]): Box | undefined => {
  let box: Box | undefined = { type: '', start: 0, end: view.byteLength };
  for (const wanted of path) {
    if (!box) return undefined;
    box = [...boxesOf(view, box.start, box.end)].find(({ type }) => type === wanted);
  }
  return box;
};

/** The `moov` box, wherever it stands. */
const readIndex = async (file: Blob): Promise<DataView | undefined> => {
  for (let at = 0, boxes = 0; at + 8 <= file.size && boxes < 64; boxes++) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer());
    const type = String.fromCharCode(...new Uint8Array(head.buffer, 4, 4));
    let size = head.getUint32(0);
    if (size === 1 && head.byteLength === 16) size = Number(head.getBigUint64(8));
    if (size < 8) return undefined;
    if (type === 'moov')
      return size > mostIndexBytes ? undefined : new DataView(await file.slice(at + 8, at + size).arrayBuffer());
    at += size;
  }
  return undefined;
};

/**
 * Chapters in the `chpl` box that Nero brought in and ffmpeg and most podcast tools write: a count, then for each its
 * start in 100 ns and a title behind its length. Empty where there is none.
 */
export const readMp4Chapters = async (file: Blob): Promise<Chapter[]> => {
  const view = await readIndex(file);
  const box = view && find(view, ['udta', 'chpl']);
  if (!view || !box) return [];
  const hasReserved = view.getUint8(box.start) === 1;
  let at = box.start + (hasReserved ? 8 : 4);
  const count = view.getUint8(at++);
  const chapters: Chapter[] = [];
  for (let index = 0; index < count && at + 9 <= box.end; index++) {
    const start = Number(view.getBigUint64(at)) / 1e7;
    const length = view.getUint8(at + 8);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 9, Math.min(length, box.end - at - 9));
    chapters.push({ start, title: new TextDecoder().decode(bytes) });
    at += 9 + length;
  }
  return chapters;
};
