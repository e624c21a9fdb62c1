import type { Cue } from '$lib/domain/cues.ts';
import { box, type Bytes, joinBytes, samplesOf, textTrack } from './timed-text.ts';

/** A box of an ISO base media file (ISO/IEC 14496-12): its type, where it begins, and how long it is, header and all. */
type Place = { type: string; at: number; size: number; headerSize: number };

const placeAt = (bytes: Uint8Array, at: number, offset = at): Place => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = view.getUint32(offset);
  const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
  if (short === 1) return { type, at, size: Number(view.getBigUint64(offset + 8)), headerSize: 16 };
  return { type, at, size: short, headerSize: 8 };
};

function* childrenOf(bytes: Uint8Array, from: number, until: number): Generator<Place> {
  for (let at = from; at + 8 <= until;) {
    const place = placeAt(bytes, at);
    if (place.size < place.headerSize) return;
    yield place;
    at += place.size;
  }
}

/** Width and height as they are seen, from the end of a track's header: a matrix that turns it stands before them. */
const shownSize = (view: DataView, end: number): readonly [width: number, height: number] => {
  const [width, height] = [view.getUint32(end - 8) / 0x10000, view.getUint32(end - 4) / 0x10000];
  const isTurned = view.getInt32(end - 44) === 0 && view.getInt32(end - 28) === 0;
  return isTurned ? [height, width] : [width, height];
};

/** What a text track has to know of the film it comes to; null where `moov` is not as expected. */
const readFilm = (moov: Uint8Array) => {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.byteLength);
  const children = [...childrenOf(moov, 8, moov.length)];
  const film = children.find(({ type }) => type === 'mvhd');
  if (!film) return null;
  const isLong = view.getUint8(film.at + 8) === 1;
  const sizes = children
    .filter(({ type }) => type === 'trak')
    .map(({ at }) => placeAt(moov, at + 8))
    .map(({ at, size }) => shownSize(view, at + size));
  const [width, height] = sizes.find(([wide]) => wide > 0) ?? [640, 360];
  const lastOfHeader = film.at + film.size - 4;
  const movieTimescale = view.getUint32(film.at + (isLong ? 28 : 20));
  const ticks = isLong ? Number(view.getBigUint64(film.at + 32)) : view.getUint32(film.at + 24);
  return {
    movieTimescale,
    seconds: ticks > 0 ? ticks / movieTimescale : Infinity,
    id: view.getUint32(lastOfHeader),
    idAt: lastOfHeader,
    ...{ width: Math.round(width), height: Math.round(height) },
  };
};

/** Reads and writes parts of the file; `size` is its length in bytes. */
export type EditableFile = {
  size: number;
  read(at: number, length: number): Bytes;
  write(bytes: Bytes, at: number): void;
};

const findMoov = (file: EditableFile): Place | null => {
  for (let at = 0; at + 16 <= file.size;) {
    const place = placeAt(file.read(at, 16), at, 0);
    if (place.type === 'moov') return place;
    if (place.size < place.headerSize) return null;
    at += place.size;
  }
  return null;
};

/**
 * Gives a finished MP4 whose `moov` comes last a track of subtitles: the texts take the place of `moov`, which follows them with
 * one more track. Tells false, and changes nothing, where the file is another.
 */
export const addTimedText = (file: EditableFile, cues: readonly Cue[], language: string): boolean => {
  const place = findMoov(file);
  if (!place || place.headerSize !== 8 || place.at + place.size !== file.size) return false;
  const moov = file.read(place.at, place.size);
  const film = readFilm(moov);
  const samples = film ? samplesOf(cues, film.seconds) : [];
  if (!film || samples.length === 0) return false;
  const track = textTrack(samples, { ...film, language, firstByte: place.at + 8 });
  const texts = box('mdat', ...samples.map(({ bytes }) => bytes));
  new DataView(moov.buffer).setUint32(film.idAt, film.id + 1);
  file.write(joinBytes(texts, box('moov', moov.subarray(8), track)), place.at);
  return true;
};
