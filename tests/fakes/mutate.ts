/** Damaged copies of files, the same for the same seed: what disks, networks and malice do to media. */

/** Numbers 0…1 from a seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Mutation = (bytes: Uint8Array<ArrayBuffer>, random: () => number) => Uint8Array<ArrayBuffer>;

const placeIn = (bytes: Uint8Array, random: () => number): number =>
  // Headers are where damage does most: half of it goes there.
  Math.floor(random() * (random() < 0.5 ? Math.min(512, bytes.length) : bytes.length));

const flip: Mutation = (bytes, random) => {
  for (let count = 1 + Math.floor(random() * 20); count > 0; count--)
    bytes[placeIn(bytes, random)]! ^= 1 << Math.floor(random() * 8);
  return bytes;
};

const extremes = [0x00, 0x7f, 0x80, 0xff];
const overwrite: Mutation = (bytes, random) => {
  const at = placeIn(bytes, random);
  bytes.fill(extremes[Math.floor(random() * 4)]!, at, at + 1 + Math.floor(random() * 8));
  return bytes;
};

const cut: Mutation = (bytes, random) => bytes.slice(0, Math.max(1, Math.floor(random() * bytes.length)));

const remove: Mutation = (bytes, random) => {
  const at = placeIn(bytes, random);
  const length = 1 + Math.floor(random() * 4096);
  const left = new Uint8Array(Math.max(1, bytes.length - Math.min(length, bytes.length - at)));
  left.set(bytes.subarray(0, Math.min(at, left.length)));
  left.set(bytes.subarray(at + length).subarray(0, left.length - at), Math.min(at, left.length));
  return left;
};

const repeat: Mutation = (bytes, random) => {
  const at = placeIn(bytes, random);
  const part = bytes.subarray(at, at + 1 + Math.floor(random() * 4096));
  const longer = new Uint8Array(bytes.length + part.length);
  longer.set(bytes.subarray(0, at));
  longer.set(part, at);
  longer.set(bytes.subarray(at), at + part.length);
  return longer;
};

const noise: Mutation = (bytes, random) => {
  const at = placeIn(bytes, random);
  for (let index = at; index < Math.min(bytes.length, at + 64); index++) bytes[index] = Math.floor(random() * 256);
  return bytes;
};

const mutations = [flip, flip, overwrite, cut, remove, repeat, noise];

/** One to three kinds of damage. */
export const mutate = (original: Uint8Array<ArrayBuffer>, seed: number): Uint8Array<ArrayBuffer> => {
  const random = randomFrom(seed);
  let bytes = original.slice();
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--)
    bytes = mutations[Math.floor(random() * mutations.length)]!(bytes, random);
  return bytes;
};
