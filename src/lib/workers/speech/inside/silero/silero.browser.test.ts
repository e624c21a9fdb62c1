import model from '@ricky0123/vad-web/dist/silero_vad_v6.onnx?url';
import runtime from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { beforeAll, describe, expect, it } from 'vitest';
import { noise, putPcm, soundOf } from '../../fixtures.browser.ts';
import { Detector } from '../detector.ts';
import { frameSamples } from '../frames.ts';
import type { Backend, Value } from '../runtime/backend.ts';
import { startPlain } from '../runtime.ts';
import { graphOfFrames } from './graph.ts';
import { noMemory, Silero } from './silero.ts';
import { contextSamples } from './spectrum.ts';

const now = (): Promise<void> => Promise.resolve();

let compiled: WebAssembly.Module;
let backend: Backend;
let file: Uint8Array<ArrayBuffer>;
let samples: Float32Array;
let plain: readonly number[];
beforeAll(async () => {
  compiled = await WebAssembly.compileStreaming(fetch(runtime));
  backend = await startPlain(1, compiled);
  file = new Uint8Array(await (await fetch(model)).arrayBuffer());
  samples = await speechAndPauses();
  plain = await plainly(samples);
});

/** The model's own file as its authors run it: a frame a call, with the state of the frame before. */
const plainly = async (sound: Float32Array): Promise<number[]> => {
  const session = await backend.open(file, []);
  const found: number[] = [];
  const sr = backend.integers([16_000], []);
  let state: Value = backend.floats('float32', new Float32Array(256), [2, 1, 128]);
  const size = contextSamples + frameSamples;
  for (let at = 0; at + size <= sound.length; at += frameSamples) {
    const input = backend.floats('float32', sound.slice(at, at + size), [1, size]);
    const { output, stateN } = await session.run({ input, state, sr }, ['output', 'stateN']);
    found.push(output!.floats()[0]!);
    for (const value of [input, state, output!]) value.free();
    state = stateN!;
  }
  return found;
};

/** Four sentences with pauses of noise and of digital silence: about 20 s. */
const speechAndPauses = async (): Promise<Float32Array> => {
  const sentences = await Promise.all([1, 2, 3, 4].map((number) => soundOf(`easy/easy${number}.flac`)));
  const pauses = [noise(1, 0.01), new Float32Array(16_000), noise(1, 0.1), new Float32Array(8_000)];
  const parts = [new Float32Array(contextSamples), ...sentences.flatMap((sentence, at) => [sentence, pauses[at]!])];
  return Float32Array.from(parts.flatMap((part) => [...part]));
};

const apart = (found: ArrayLike<number>, wanted: readonly number[]): number =>
  Math.max(...wanted.map((value, frame) => Math.abs(value - found[frame]!)));

describe('Silero, many frames a call', () => {
  it('says what the plain run, frame by frame, says', async () => {
    const silero = await Silero.on(backend, file);
    const { speech } = await silero.listen(samples, noMemory, now);
    expect(plain.length).toBeGreaterThan(500);
    expect(plain.filter((value) => value > 0.95).length).toBeGreaterThan(100);
    expect(plain.filter((value) => value < 0.05).length).toBeGreaterThan(50);
    expect(speech.length).toBe(plain.length);
    expect(apart(speech, plain)).toBeLessThan(0.001);
  });

  it('hears each segment much like the plain run does, and the same by itself as after the one before', async () => {
    const each = 300 * frameSamples;
    const sound = samples.subarray(contextSamples);
    const pcm = await putPcm('test-silero', sound, each);
    const open = new AbortController().signal;
    const hear = async (detector: Detector, segment: number) =>
      [...(await detector.probabilities(pcm, segment, compiled, open)).frames].map((value) => value / 255);
    const detector = new Detector();
    const follows = [await hear(detector, 0), await hear(detector, 1)].flat();
    expect(apart(follows, plain.slice(0, follows.length))).toBeLessThan(0.05);
    const alone = await hear(new Detector(), 1);
    expect(alone).toEqual(follows.slice(300));
  });

  it('names a file that is no such model', () => {
    expect(() => graphOfFrames(new Uint8Array([1, 2, 3]))).toThrow();
    expect(() => graphOfFrames(new Uint8Array())).toThrowError(expect.objectContaining({ code: 'model/corrupt' }));
  });
});
