import type { Chapter } from '$lib/domain/media.ts';

/** A tag is read as far as this: covers come in megabytes, chapters before or behind them. */
const mostTagBytes = 16_000_000;

const synchsafe = (view: DataView, at: number): number =>
  (view.getUint8(at) << 21) | (view.getUint8(at + 1) << 14) | (view.getUint8(at + 2) << 7) | view.getUint8(at + 3);

const ascii = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));

const decoders = ['windows-1252', 'utf-16', 'utf-16be', 'utf-8'];

/** The text of a `T…` frame: one byte for the encoding, then the text. */
const readText = (body: DataView): string => {
  const encoding = decoders[body.getUint8(0)] ?? 'utf-8';
  const bytes = new Uint8Array(body.buffer, body.byteOffset + 1, body.byteLength - 1);
  return new TextDecoder(encoding).decode(bytes).replace(/\0+$/, '').trim();
};

type Frame = { id: string; body: DataView };

/** The frames between two places; sizes are synchsafe from version 4 on. Ends at padding or at nonsense. */
const framesOf = function* (view: DataView, from: number, version: number): Generator<Frame> {
  for (let at = from; at + 10 <= view.byteLength;) {
    const id = ascii(view, at, 4);
    const size = version >= 4 ? synchsafe(view, at + 4) : view.getUint32(at + 4);
    if (!/^[A-Z0-9]{4}$/.test(id) || size < 1 || at + 10 + size > view.byteLength) return;
    yield { id, body: new DataView(view.buffer, view.byteOffset + at + 10, size) };
    at += 10 + size;
  }
};

/** Identifier, four numbers, then frames of its own (ID3v2 Chapter Frame Addendum). Times in milliseconds. */
const readChapter = (body: DataView, version: number): Chapter | undefined => {
  let at = 0;
  while (at < body.byteLength && body.getUint8(at) !== 0) at++;
  if (at + 17 > body.byteLength) return undefined;
  const title = [...framesOf(body, at + 17, version)].find(({ id }) => id === 'TIT2');
  return { start: body.getUint32(at + 1) / 1000, title: title ? readText(title.body) : '' };
};

/** Chapters of an ID3v2.3 or 2.4 tag, as podcasts carry them; empty where there is no such tag. */
export const readId3Chapters = async (file: Blob): Promise<Chapter[]> => {
  const head = new DataView(await file.slice(0, 10).arrayBuffer());
  if (head.byteLength < 10 || ascii(head, 0, 3) !== 'ID3') return [];
  const version = head.getUint8(3);
  const hasExtension = (head.getUint8(5) & 0x40) !== 0;
  if (version < 3 || hasExtension) return [];
  const size = Math.min(synchsafe(head, 6), mostTagBytes);
  const view = new DataView(await file.slice(10, 10 + size).arrayBuffer());
  return [...framesOf(view, 0, version)]
    .filter(({ id }) => id === 'CHAP')
    .flatMap(({ body }) => readChapter(body, version) ?? []);
};
