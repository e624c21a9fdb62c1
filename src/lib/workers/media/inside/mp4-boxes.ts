/** Top-level boxes looked at; a whole file has a handful, a fragmented one its index among the first. */
const mostBoxes = 64;

type Box = { type: string; size: number };

const readBox = async (file: Blob, offset: number): Promise<Box | undefined> => {
  const view = new DataView(await file.slice(offset, offset + 16).arrayBuffer());
  if (view.byteLength < 8) return undefined;
  const type = String.fromCharCode(...new Uint8Array(view.buffer, 4, 4));
  const short = view.getUint32(0);
  if (short === 1) return view.byteLength < 16 ? undefined : { type, size: Number(view.getBigUint64(8)) };
  return { type, size: short === 0 ? file.size - offset : short };
};

/**
 * True for an MP4 or MOV file (ISO/IEC 14496-12) whose index, the `moov` box, is missing: a recording or download that
 * was cut off before its end was written.
 */
export const isCutOffMp4 = async (file: Blob): Promise<boolean> => {
  let isMp4 = false;
  for (let offset = 0, boxes = 0; offset < file.size && boxes < mostBoxes; boxes++) {
    const box = await readBox(file, offset);
    if (!box || box.size < 8) break;
    if (box.type === 'ftyp' || box.type === 'mdat') isMp4 = true;
    if (box.type === 'moov') return isMp4 && offset + box.size > file.size;
    offset += box.size;
  }
  return isMp4;
};
