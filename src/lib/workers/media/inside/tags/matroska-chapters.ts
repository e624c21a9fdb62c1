import type { Chapter } from '$lib/domain/media.ts';

/** Elements of Matroska (RFC 9559) that lead to its chapters. */
const ids = {
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  cluster: 0x1f43b675,
  chapters: 0x1043a770,
  edition: 0x45b9,
  atom: 0xb6,
  start: 0x91,
  hidden: 0x98,
  display: 0x80,
  title: 0x85,
};

/** Chapters larger than this are not read. */
const mostChapterBytes = 4_000_000;
/** Elements before the first cluster; a usual file has half a dozen. */
const mostElements = 32;
/** An id takes four bytes at most, a size eight. */
const mostHeadBytes = 12;

type Element = { id: number; start: number; end: number };

/** An element's id with its marker, its size without; a size of ones only is unknown: it goes on. */
const readHead = (view: DataView, at: number): Element | undefined => {
  const left = view.byteLength - at;
  const idLength = left > 0 ? Math.clz32(view.getUint8(at)) - 23 : 9;
  if (idLength > 4 || left <= idLength) return undefined;
  let id = 0;
  for (let index = 0; index < idLength; index++) id = id * 256 + view.getUint8(at + index);
  const sizeAt = at + idLength;
  const sizeLength = Math.clz32(view.getUint8(sizeAt)) - 23;
  if (sizeLength > 8 || left < idLength + sizeLength) return undefined;
  let size = view.getUint8(sizeAt) & (0xff >> sizeLength);
  for (let index = 1; index < sizeLength; index++) size = size * 256 + view.getUint8(sizeAt + index);
  const isUnknown = size >= 2 ** (7 * sizeLength) - 1;
  const start = sizeAt + sizeLength;
  return { id, start, end: isUnknown ? Infinity : start + size };
};

const elementsOf = function* (view: DataView, { start, end }: Pick<Element, 'start' | 'end'>): Generator<Element> {
  for (let at = start; at < Math.min(end, view.byteLength);) {
    const element = readHead(view, at);
    if (!element || element.end > view.byteLength) return;
    yield element;
    at = element.end;
  }
};

const readNumber = (view: DataView, { start, end }: Element): number => {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 256 + view.getUint8(at);
  return value;
};

const bodyOf = async (file: Blob, { start, end }: Element): Promise<DataView> =>
  new DataView(await file.slice(start, Math.min(end, start + mostChapterBytes)).arrayBuffer());

const headIn = async (file: Blob, at: number): Promise<Element | undefined> => {
  const head = readHead(new DataView(await file.slice(at, at + mostHeadBytes).arrayBuffer()), 0);
  return head && { id: head.id, start: at + head.start, end: at + head.end };
};

const all = ({ byteLength }: DataView) => ({ start: 0, end: byteLength });

/** Where the index at the head of the file says the chapters stand, counted from the segment's body. */
const soughtIn = (view: DataView): number | undefined => {
  for (const seek of elementsOf(view, all(view))) {
    if (seek.id !== ids.seek) continue;
    const parts = [...elementsOf(view, seek)];
    const [id, position] = [ids.seekId, ids.seekPosition].map((wanted) => parts.find((part) => part.id === wanted));
    if (id && position && readNumber(view, id) === ids.chapters) return readNumber(view, position);
  }
  return undefined;
};

/** The chapters' element: among what stands before the sound, or behind it where the index at the head says so. */
const findChapters = async (file: Blob): Promise<Element | undefined> => {
  const header = await headIn(file, 0);
  const segment = header && (await headIn(file, header.end));
  if (segment?.id !== ids.segment) return undefined;
  let sought: number | undefined;
  let at = segment.start;
  for (let seen = 0; seen < mostElements && at < Math.min(segment.end, file.size); seen++) {
    const element = await headIn(file, at);
    if (!element || element.id === ids.cluster) break;
    if (element.id === ids.chapters) return element;
    if (element.id === ids.seekHead) sought ??= soughtIn(await bodyOf(file, element));
    at = element.end;
  }
  const behind = sought === undefined ? undefined : await headIn(file, segment.start + sought);
  return behind?.id === ids.chapters ? behind : undefined;
};

/** An atom that players hide is no chapter; those nested in another are finer than a list shows. */
const readAtom = (view: DataView, atom: Element): Chapter[] => {
  const parts = [...elementsOf(view, atom)];
  const part = (id: number) => parts.find((each) => each.id === id);
  const [start, hidden, display] = [part(ids.start), part(ids.hidden), part(ids.display)];
  if (!start || (hidden && readNumber(view, hidden) === 1)) return [];
  const title = display && [...elementsOf(view, display)].find(({ id }) => id === ids.title);
  const bytes = title ? new Uint8Array(view.buffer, title.start, title.end - title.start) : new Uint8Array();
  return [{ start: readNumber(view, start) / 1e9, title: new TextDecoder().decode(bytes).replace(/\0+$/, '') }];
};

/** Chapters of the first edition of a Matroska or WebM file; empty where it has none. */
export const readMatroskaChapters = async (file: Blob): Promise<Chapter[]> => {
  const chapters = await findChapters(file);
  if (!chapters) return [];
  const view = await bodyOf(file, chapters);
  const edition = [...elementsOf(view, all(view))].find(({ id }) => id === ids.edition);
  if (!edition) return [];
  return [...elementsOf(view, edition)].filter(({ id }) => id === ids.atom).flatMap((atom) => readAtom(view, atom));
};
