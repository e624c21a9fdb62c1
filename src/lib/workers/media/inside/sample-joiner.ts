/**
 * Joins pieces of bytes into whole samples. Those are in the memory of the piece wherever it begins on a sample's boundary,
 * as ffmpeg's do, and so to be copied by who keeps them: a copy of every piece would be garbage faster than it is collected
 * while ffmpeg runs.
 */
export const sampleJoiner = (write: (samples: Int16Array<ArrayBuffer>) => void) => {
  let odd: number | undefined;
  return (piece: Uint8Array): void => {
    const isAligned = odd === undefined && piece.byteOffset % 2 === 0;
    // A core of one thread has no shared memory.
    const bytes = isAligned ? (piece as Uint8Array<ArrayBuffer>) : moved(odd, piece);
    odd = bytes.length % 2 === 1 ? bytes.at(-1) : undefined;
    write(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1));
  };
};

const moved = (head: number | undefined, piece: Uint8Array): Uint8Array<ArrayBuffer> => {
  const offset = head === undefined ? 0 : 1;
  const bytes = new Uint8Array(offset + piece.length);
  bytes[0] = head ?? 0;
  bytes.set(piece, offset);
  return bytes;
};
