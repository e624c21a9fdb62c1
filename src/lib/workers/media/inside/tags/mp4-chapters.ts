import type { Chapter } from '$lib/domain/media.ts';
import { findBox, readIndex } from './mp4-index.ts';
import { readTrackChapters } from './track-chapters.ts';

/**
 * The `chpl` box that Nero brought in and ffmpeg and most podcast tools write: a count, then for each its start in 100 ns
 * and a title behind its length.
 */
const readList = (view: DataView): Chapter[] => {
  const box = findBox(view, ['udta', 'chpl']);
  if (!box) return [];
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

/** Chapters of an MP4 or QuickTime file: its list, else its track of titles. Empty where it has neither. */
export const readMp4Chapters = async (file: Blob): Promise<Chapter[]> => {
  const view = await readIndex(file);
  if (!view) return [];
  const listed = readList(view);
  return listed.length > 0 ? listed : readTrackChapters(view, file);
};
