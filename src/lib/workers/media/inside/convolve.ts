import { floatsAtOnce, startConvolution } from './convolution.ts';

/** `bank`: `up` rows of `rowLength(taps)` floats; output n is the sum of products with row `n * down % up`. */
export type Kernel = { up: number; down: number; taps: number; bank: Float32Array };

/** Where the next output begins: a sample of the input and a row of the bank. */
export type Place = { at: number; phase: number };

/** Rows are filled up with zeros to what the inner loop takes at once. */
export const rowLength = (taps: number): number => Math.ceil(taps / floatsAtOnce) * floatsAtOnce;

const blockSamples = 1 << 15;
/** More memory than this is not asked for: such a rate is none that anybody records at. */
const mostFloats = 1 << 22;
/** The first floats of the memory hold the state. */
const bankAt = 4;
const floatBytes = 4;
const pageBytes = 65_536;

/** One for all resamplers of this worker: each instance takes address space. */
let running: ReturnType<typeof startConvolution> | null = null;
let loaded: Float32Array | undefined;

type Room = { inputAt: number; outputAt: number; outputs: number; floats: number };

const roomFor = ({ up, down, taps, bank }: Kernel): Room => {
  const inputs = blockSamples + 2 * rowLength(taps);
  const outputs = Math.ceil((inputs * up) / down) + 1;
  const inputAt = bankAt + bank.length;
  return { inputAt, outputAt: inputAt + inputs, outputs, floats: inputAt + inputs + outputs };
};

/** The instance with this bank in its memory. */
const holding = (kernel: Kernel, { floats }: Room) => {
  if (running === null) running = startConvolution();
  if (!running || floats > mostFloats) return undefined;
  const missing = Math.ceil((floats * floatBytes) / pageBytes) - running.memory.buffer.byteLength / pageBytes;
  if (missing > 0) running.memory.grow(missing);
  if (loaded !== kernel.bank) new Float32Array(running.memory.buffer).set(kernel.bank, bankAt);
  loaded = kernel.bank;
  return running;
};

/**
 * Writes as many outputs as `samples` and `output` have room for and moves `place` on; gives their number, undefined where
 * this browser or this kernel is not made for it.
 */
export const convolve = (
  ...[kernel, samples, output, place]: [Kernel, Float32Array, Float32Array, Place]
): number | undefined => {
  const room = roomFor(kernel);
  const instance = holding(kernel, room);
  if (!instance) return undefined;
  const { up, down, taps } = kernel;
  const [floats, state] = [new Float32Array(instance.memory.buffer), new Uint32Array(instance.memory.buffer, 0, 2)];
  const width = rowLength(taps);
  const [from, to] = [room.inputAt * floatBytes, room.outputAt * floatBytes];
  let count = 0;
  while (place.at + taps <= samples.length && count < output.length) {
    const block = samples.subarray(place.at, place.at + blockSamples + taps);
    floats.set(block, room.inputAt);
    // What the zeros at the end of a row meet must be a number.
    const end = room.inputAt + block.length + width - taps;
    floats.fill(0, room.inputAt + block.length, end);
    const most = to + Math.min(room.outputs, output.length - count) * floatBytes;
    const rows = [bankAt * floatBytes, width * floatBytes] as const;
    const reached = instance.filter(from, end * floatBytes, ...rows, to, most, up, down, place.phase);
    const made = (reached - to) / floatBytes;
    output.set(floats.subarray(room.outputAt, room.outputAt + made), count);
    count += made;
    place.phase = state[0]!;
    place.at += (state[1]! - from) / floatBytes;
  }
  return count;
};
