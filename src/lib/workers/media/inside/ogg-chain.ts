/** Pages begin within this; the longest is 65 kB. */
const tailBytes = 1 << 17;
const headBytes = 1 << 16;

/** Places where an Ogg page begins (RFC 3533: `OggS`, version 0). */
const pagesOf = (view: DataView): number[] => {
  const pages: number[] = [];
  for (let at = 0; at + 27 <= view.byteLength; at++) {
    if (view.getUint32(at) === 0x4f676753 && view.getUint8(at + 4) === 0) pages.push(at);
  }
  return pages;
};

const viewOf = async (part: Blob): Promise<DataView> => new DataView(await part.arrayBuffer());
const serialAt = (view: DataView, at: number): number => view.getUint32(at + 14, true);

/**
 * True for an Ogg file of several streams one behind the other, as radio recorders write: its last page belongs to a
 * stream that did not begin at the start. Demuxers in browsers end where the first stream does.
 */
export const isChainedOgg = async (file: Blob): Promise<boolean> => {
  const head = await viewOf(file.slice(0, headBytes));
  if (head.byteLength < 27 || head.getUint32(0) !== 0x4f676753) return false;
  const tail = await viewOf(file.slice(-tailBytes));
  const last = pagesOf(tail).at(-1);
  if (last === undefined) return false;
  const pages = pagesOf(head);
  const ordinary = pages.findIndex((at) => (head.getUint8(at + 5) & 2) === 0);
  const first = ordinary < 0 ? pages : pages.slice(0, ordinary);
  return !first.some((at) => serialAt(head, at) === serialAt(tail, last));
};
