type Stream = { node: { size: number; contents: Blob; ahead?: Ahead } };
type Ahead = { start: number; bytes: Uint8Array<ArrayBuffer>; nextLength: number };
type Read = (...request: [stream: Stream, buffer: Uint8Array, offset: number, length: number, at: number]) => number;

const smallest = 1 << 18;
const largest = 1 << 21;

/**
 * Frees buffers at once: posted to where nobody listens, they are moved out of this worker and dropped. What is left to the
 * collection of garbage lies there for long while ffmpeg runs without a pause: up to a hundred megabytes of what was read.
 * (`ArrayBuffer.transfer` does not do: the browser's own record of the buffer keeps its memory.)
 */
const makeDrain = (): ((bytes: Uint8Array<ArrayBuffer>) => void) => {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return ({ buffer }) => port1.postMessage(buffer, [buffer]);
};

/**
 * A `read` for emscripten's WORKERFS that fetches ahead. Its own asks the file for the 32 KB ffmpeg wants, each time a
 * slow synchronous call. Sequential reading works up to 2 MB a call; a jump begins again with 256 KB.
 */
export const makeReadAhead = (): Read => {
  const reader = new FileReaderSync();
  const drain = makeDrain();

  const fetchFrom = (node: Stream['node'], position: number, length: number): Ahead => {
    const before = node.ahead;
    const isSequential = before !== undefined && position === before.start + before.bytes.length;
    const wanted = Math.max(length, isSequential ? before.nextLength : smallest);
    if (before) drain(before.bytes);
    delete node.ahead;
    const bytes = new Uint8Array(reader.readAsArrayBuffer(node.contents.slice(position, position + wanted)));
    return { start: position, bytes, nextLength: Math.min(largest, wanted * 2) };
  };

  return (...[{ node }, buffer, offset, length, position]) => {
    if (position >= node.size || length === 0) return 0;
    const held = node.ahead;
    const isHeld = held && position >= held.start && position < held.start + held.bytes.length;
    const ahead = isHeld ? held : (node.ahead = fetchFrom(node, position, length));
    const part = ahead.bytes.subarray(position - ahead.start, position - ahead.start + length);
    buffer.set(part, offset);
    return part.length;
  };
};
