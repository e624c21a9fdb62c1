import type { Pcm } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';

/** What browser tests share: the recorded fixtures, the built-in model, and PCM put where decoding would put it. */

export type Clip = { file: string; text: string; set: string; words: { text: string; start: number; end: number }[] };

const folder = '/tests/fixtures/speech/';

const json = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

export const clips = (): Promise<Clip[]> => json(`${folder}index.json`);

/** The samples of a fixture, 16 kHz mono. */
export const soundOf = async (file: string): Promise<Float32Array> => {
  const bytes = await (await fetch(folder + file)).arrayBuffer();
  return (await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes)).getChannelData(0);
};

export const builtInModel = async (): Promise<ModelRef> => {
  const { id, path, revision } = await json<{ id: string; path: string; revision: string }>('/models/builtin.json');
  return { id, revision, home: 'origin', base: `/${path}/`, dtype: { encoder: 'q8', decoder: 'q8' }, device: 'wasm' };
};

/** Writes samples as sealed segments into OPFS. */
export const putPcm = async (name: string, samples: Float32Array, samplesPerSegment = 960_000): Promise<Pcm> => {
  const root = await navigator.storage.getDirectory();
  const target = await root.getDirectoryHandle(name, { create: true });
  const segments = Math.ceil(samples.length / samplesPerSegment);
  for (let segment = 0; segment < segments; segment++) {
    const part = samples.subarray(segment * samplesPerSegment, (segment + 1) * samplesPerSegment);
    const file = await target.getFileHandle(`${String(segment).padStart(4, '0')}.s16`, { create: true });
    const stream = await file.createWritable();
    await stream.write(
      Int16Array.from(part, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)))),
    );
    await stream.close();
  }
  return {
    folder: name,
    sampleRate: 16_000,
    samplesPerSegment,
    totalSamples: samples.length,
    sealed: segments,
    decoder: 'wav',
    reason: 'test',
  };
};

const plainWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/-/g, ' ')
    .replace(/[^a-z0-9' ]+/g, ' ')
    .split(/\s+/)
    .filter(Boolean);

/** Words wrong, and the pairs of positions of equal words, by edit distance. */
export const compareWords = (reference: string[], heard: string[]): { errors: number; pairs: [number, number][] } => {
  const [one, other] = [reference, heard].map((words) => words.map((word) => plainWords(word).join(' '))) as [
    string[],
    string[],
  ];
  const cost = one.map(() => other.map(() => 0));
  const at = (i: number, j: number): number => (i < 0 ? j + 1 : j < 0 ? i + 1 : cost[i]![j]!);
  for (let i = 0; i < one.length; i++)
    for (let j = 0; j < other.length; j++)
      cost[i]![j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (one[i] === other[j] ? 0 : 1));
  const pairs: [number, number][] = [];
  let [i, j] = [one.length - 1, other.length - 1];
  while (i >= 0 && j >= 0) {
    if (one[i] === other[j] && at(i, j) === at(i - 1, j - 1)) pairs.push([i--, j--]);
    else if (at(i, j) === at(i - 1, j - 1) + 1) [i, j] = [i - 1, j - 1];
    else if (at(i, j) === at(i - 1, j) + 1) i--;
    else j--;
  }
  return { errors: at(one.length - 1, other.length - 1), pairs: pairs.reverse() };
};

/** Word error rate of two texts. */
export const wordErrorRate = (reference: string, heard: string): number => {
  const words = plainWords(reference);
  return compareWords(words, plainWords(heard)).errors / words.length;
};

/** Even noise, the same each time. */
export const noise = (seconds: number, level: number): Float32Array => {
  let state = 1;
  return Float32Array.from({ length: seconds * 16_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * level;
  });
};
