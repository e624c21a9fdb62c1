/**
 * The inner loops of the resampler as WebAssembly with SIMD, four products at once: plain JavaScript takes ten times as long,
 * and more than all else for sound at 44.1 kHz. Written by hand: it is one function.
 *
 * `filter(in, end, bank, rowBytes, out, outEnd, up, down, phase)`, all addresses in bytes: while a whole row fits between `in`
 * and `end`, writes the sum of its products with row `phase` of the bank and goes on by `down / up` samples. Returns where the
 * output ends, and leaves the next `phase` at 0 and the next `in` at 4.
 */
type Exports = {
  memory: WebAssembly.Memory;
  filter(...parameters: [number, number, number, number, number, number, number, number, number]): number;
};

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const i32 = (value: number) => [0x41, value];
const [add, multiply, divide, remainder, shift] = [0x6a, 0x6c, 0x6e, 0x70, 0x74];
const [below, above, notBelow] = [0x49, 0x4b, 0x4f];
const [block, loop, end] = [[0x02, 0x40], [0x03, 0x40], 0x0b];
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];
const store = (offset: number) => [0x36, 2, offset];
const floatAdd = 0x92;
const storeFloat = [0x38, 2, 0];
const load4 = (offset: number) => [0xfd, 0x00, 2, offset];
const zero4 = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const lane = (index: number) => [0xfd, 0x1f, index];
const add4 = [0xfd, 0xe4, 0x01];
const multiply4 = [0xfd, 0xe6, 0x01];

/** Locals: the parameters, then a place in the input, one in the row, where the row's input ends, and two sums of four. */
const [input, inputEnd, bank, rowBytes, output, outputEnd, up, down, phase] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const [at, row, stop, one, other] = [9, 10, 11, 12, 13];

const product = (sum: number, offset: number) => [
  ...[get(sum), get(at), load4(offset), get(row), load4(offset), multiply4, add4, set(sum)].flat(),
];

const advance = (local: number, bytes: number) => [...get(local), ...i32(bytes), add];

/** Floats that one turn of the inner loop takes. */
export const floatsAtOnce = 8;

const body = [
  ...[2, 3, 0x7f, 2, 0x7b],
  ...[...block, ...loop],
  ...[...get(input), ...get(rowBytes), add, ...get(inputEnd), above, ...branchIf(1)],
  ...[...get(output), ...get(outputEnd), notBelow, ...branchIf(1)],
  ...[...get(bank), ...get(phase), ...get(rowBytes), multiply, add, ...set(row)],
  ...[...get(input), ...tee(at), ...get(rowBytes), add, ...set(stop)],
  ...[...zero4, ...tee(one), ...set(other)],
  ...[...loop, ...product(one, 0), ...product(other, 16), ...advance(row, 32), ...set(row)],
  ...[...advance(at, 32), ...tee(at), ...get(stop), below, ...branchIf(0), end],
  ...[...get(output), ...get(one), ...get(other), ...add4, ...tee(one), ...lane(0)],
  ...[1, 2, 3].flatMap((index) => [...get(one), ...lane(index), floatAdd]),
  ...[...storeFloat, ...advance(output, 4), ...set(output)],
  ...[...get(phase), ...get(down), add, ...tee(phase), ...get(up), divide, ...i32(2), shift],
  ...[...get(input), add, ...set(input), ...get(phase), ...get(up), remainder, ...set(phase)],
  ...[...branch(0), end, end],
  ...[...i32(0), ...get(phase), ...store(0), ...i32(0), ...get(input), ...store(4), ...get(output), end],
];

/** A number of up to 14 bits as Protocol Buffers and WebAssembly write it. */
const length = (value: number) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
const section = (id: number, content: readonly number[]) => [id, ...length(content.length), ...content];
const named = (name: string) => [name.length, ...new TextEncoder().encode(name)];

const binary = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 9, ...new Array<number>(9).fill(0x7f), 1, 0x7f]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2, ...named('memory'), 2, 0, ...named('filter'), 0, 0]),
  ...section(10, [1, ...length(body.length), ...body]),
]);

/** A new instance; undefined where the browser has no SIMD. */
export const startConvolution = (): Exports | undefined =>
  WebAssembly.validate(binary)
    ? (new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as unknown as Exports)
    : undefined;
