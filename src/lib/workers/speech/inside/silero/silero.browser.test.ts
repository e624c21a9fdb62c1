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

  describe('in segments', () => {
    const each = 300 * frameSamples;
    const open = new AbortController().signal;
    const put = () => putPcm('test-silero', samples.subarray(contextSamples), each);
    const numbers = (frames: Uint8Array) => [...frames].map((value) => value / 255);

    it('says what the plain run says where it is told what was heard before, whoever heard that', async () => {
      const pcm = await put();
      const first = await new Detector().probabilities({ pcm, segment: 0, before: null }, compiled, open);
      const second = await new Detector().probabilities({ pcm, segment: 1, before: first.memory }, compiled, open);
      const heard = [...numbers(first.frames), ...numbers(second.frames)];
      // Probabilities are rounded to a byte.
      expect(apart(heard, plain.slice(0, heard.length))).toBeLessThan(0.004);
    });

    it('hears a segment by itself much like the plain run does', async () => {
      const alone = await new Detector().probabilities({ pcm: await put(), segment: 1, before: null }, compiled, open);
      expect(apart(numbers(alone.frames), plain.slice(300, 300 + alone.frames.length))).toBeLessThan(0.05);
    });
  });

  it('names a file that is no such model', () => {
    expect(() => graphOfFrames(new Uint8Array([1, 2, 3]))).toThrow();
    expect(() => graphOfFrames(new Uint8Array())).toThrowError(expect.objectContaining({ code: 'model/corrupt' }));
  });
});
