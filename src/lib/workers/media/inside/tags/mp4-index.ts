export type Box = { type: string; start: number; end: number };

/** An index larger than this is not read for its chapters. */
const mostIndexBytes = 64_000_000;

/** The boxes between two places, one behind the other (ISO/IEC 14496-12); ends at nonsense. */
export const boxesOf = function* (view: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    if (size < 8 || at + size > to) return;
    yield { type, start: at + 8, end: at + size };
    at += size;
  }
};

const whole = (view: DataView): Box => ({ type: '', start: 0, end: view.byteLength });

/** The first box at the end of a path of types, below `within` or from the top. */
export const findBox = (view: DataView, path: readonly string[], within = whole(view)): Box | undefined => {
  let box: Box | undefined = within;
  for (const wanted of path) {
    if (!box) return undefined;
    box = [...boxesOf(view, box.start, box.end)].find(({ type }) => type === wanted);
  }
  return box;
};

/** The body of the `moov` box, wherever it stands. */
export const readIndex = async (file: Blob): Promise<DataView | undefined> => {
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
