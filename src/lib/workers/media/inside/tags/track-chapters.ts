import type { Chapter } from '$lib/domain/media.ts';
import { type Box, boxesOf, findBox } from './mp4-index.ts';

const mostChapters = 500;
/** A title longer than this is none. */
const mostTitleBytes = 4096;

/** The 32-bit number at the same field of a box in its version 0, or 1 where times take twice the room. */
const field = (view: DataView, box: Box, [short, long]: readonly [number, number]): number =>
  view.getUint32(box.start + (view.getUint8(box.start) === 1 ? long : short));

/** Entries of a table: a count after version and flags, then rows of `width` bytes. Gives where each row stands. */
const rowsOf = (view: DataView, box: Box | undefined, width: number): number[] => {
  if (!box) return [];
  const count = Math.min(view.getUint32(box.start + 4), Math.floor((box.end - box.start - 8) / width));
  return Array.from({ length: Math.min(count, mostChapters) }, (_, row) => box.start + 8 + row * width);
};

/** The track another track names as that of its chapters. */
const chapterTrack = (view: DataView): Box | undefined => {
  const tracks = [...boxesOf(view, 0, view.byteLength)].filter(({ type }) => type === 'trak');
  const [named] = tracks.flatMap((track) => findBox(view, ['tref', 'chap'], track) ?? []);
  if (!named || named.end - named.start < 4) return undefined;
  const wanted = view.getUint32(named.start);
  return tracks.find((track) => {
    const head = findBox(view, ['tkhd'], track);
    return head && field(view, head, [12, 20]) === wanted;
  });
};

/** When each sample begins, in seconds. */
const startsOf = (view: DataView, table: Box, timescale: number): number[] => {
  const starts: number[] = [];
  let time = 0;
  for (const row of rowsOf(view, findBox(view, ['stts'], table), 8)) {
    const length = view.getUint32(row + 4);
    for (let left = view.getUint32(row); left > 0 && starts.length < mostChapters; left--, time += length)
      starts.push(time / timescale);
  }
  return starts;
};

const sizesOf = (view: DataView, table: Box, count: number): number[] => {
  const box = findBox(view, ['stsz'], table);
  if (!box) return [];
  const same = view.getUint32(box.start + 4);
  if (same > 0) return new Array<number>(count).fill(same);
  const room = Math.floor((box.end - box.start - 12) / 4);
  return Array.from({ length: Math.min(count, room) }, (_, at) => view.getUint32(box.start + 12 + at * 4));
};

/** Where each chunk of samples stands in the file. */
const chunksOf = (view: DataView, table: Box): number[] => {
  const short = rowsOf(view, findBox(view, ['stco'], table), 4).map((row) => view.getUint32(row));
  const long = rowsOf(view, findBox(view, ['co64'], table), 8).map((row) => Number(view.getBigUint64(row)));
  return short.length > 0 ? short : long;
};

type Place = { offset: number; size: number };

/** Where each sample stands: chunks hold as many samples as the last row that begins at or before them says. */
const placesOf = (view: DataView, table: Box, count: number): Place[] => {
  const sizes = sizesOf(view, table, count);
  const runs = rowsOf(view, findBox(view, ['stsc'], table), 12);
  const places: Place[] = [];
  chunksOf(view, table).forEach((start, chunk) => {
    const run = runs.filter((row) => view.getUint32(row) <= chunk + 1).at(-1);
    let [offset, left] = [start, run === undefined ? 0 : view.getUint32(run + 4)];
    for (; left > 0 && places.length < sizes.length; left--) {
      const size = sizes[places.length]!;
      places.push({ offset, size });
      offset += size;
    }
  });
  return places;
};

/** A text sample: its length in two bytes, then UTF-8, or UTF-16 where a byte order mark says so. */
const readTitle = async (file: Blob, { offset, size }: Place): Promise<string> => {
  const bytes = await file.slice(offset, offset + Math.min(size, mostTitleBytes)).arrayBuffer();
  if (bytes.byteLength < 2) return '';
  const view = new DataView(bytes);
  const text = new Uint8Array(bytes, 2, Math.min(view.getUint16(0), bytes.byteLength - 2));
  const isWide = text[0] === 0xfe && text[1] === 0xff;
  return new TextDecoder(isWide ? 'utf-16be' : 'utf-8').decode(text);
};

/**
 * Chapters as QuickTime and Apple's podcasts carry them: a text track that the sound's track names (QuickTime File Format,
 * "Chapter lists"), each sample a title. `view` is the body of `moov`.
 */
export const readTrackChapters = async (view: DataView, file: Blob): Promise<Chapter[]> => {
  const track = chapterTrack(view);
  const head = track && findBox(view, ['mdia', 'mdhd'], track);
  const table = track && findBox(view, ['mdia', 'minf', 'stbl'], track);
  if (!head || !table) return [];
  const starts = startsOf(view, table, field(view, head, [12, 20]));
  const places = placesOf(view, table, starts.length);
  const titles = await Promise.all(places.map((place) => readTitle(file, place)));
  return titles.map((title, at) => ({ start: starts[at]!, title }));
};
