import { afterAll, describe, expect, it } from 'vitest';
import type { ModelRef } from '$lib/domain/model.ts';
import { createSpeechEngine } from '../../client.ts';
import { putPcm } from '../../fixtures.browser.ts';

/** Toy models that hear tones: `training/toy_models.py` says what they must say of them. */
const toy = (kind: string): ModelRef => ({
  id: `toy-${kind}`,
  revision: 'r1',
  home: 'origin',
  base: `/tests/fixtures/speech/toys/${kind}/`,
  dtype: { encoder: 'q8', decoder: 'q8' },
  device: 'wasm',
});

const sine = (hertz: number, i: number): number => 0.2 * Math.sin((2 * Math.PI * hertz * i) / 16_000);

/** Half a second of rest before and after each tone of 0.64 s. */
const tones = (...hertz: number[]): Float32Array => {
  const rest = new Float32Array(8000);
  const sounds = hertz.flatMap((pitch) => [
    rest,
    Float32Array.from({ length: 10_240 }, (_, i) =>
      [1, 1.2, 1.4].reduce((sum, part) => sum + sine(part * pitch, i), 0),
    ),
  ]);
  const samples = new Float32Array([...sounds, rest].reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of [...sounds, rest]) {
    samples.set(part, at);
    at += part.length;
  }
  return samples;
};

const open = () => new AbortController().signal;

const engine = createSpeechEngine();
afterAll(() => engine.dispose());

const hear = async (kind: string, samples: Float32Array) => {
  const loaded = await engine.load(toy(kind), () => {}, open());
  const pcm = await putPcm(`toy-${kind}-${samples.length}-${samples[9000]}`, samples);
  const window = { index: 0, pieces: [{ start: 0, end: samples.length / 16_000 }] };
  const options = { language: 'auto', task: 'transcribe' } as const;
  const [result] = await engine.transcribe(pcm, [window], options, () => {}, open());
  return { loaded, words: result!.segments.flatMap(({ words }) => words), result: result! };
};

describe('a model of Parakeet’s kind', () => {
  it('is known by its config.json, and says each word when it was said', async () => {
    const { loaded, words: all, result } = await hear('parakeet', tones(300, 5000, 300));
    // While a high tone sounds the toy may say so more than once.
    const words = all.filter(({ text }, at) => text !== all[at - 1]?.text);
    expect(loaded).toMatchObject({ device: 'wasm', windowsAtOnce: 1 });
    expect(loaded.hasEstimatedTimes).toBeUndefined();
    expect(words.map(({ text }) => text)).toEqual(['low', 'high', 'low']);
    // Tones begin at 0.5, 1.64 and 2.78 s: each word is nearer to its own than to another.
    const starts = words.map(({ start }) => start);
    [0.5, 1.64, 2.78].forEach((start, at) => expect(Math.abs(starts[at]! - start), starts.join()).toBeLessThan(0.57));
    for (const word of words) expect(word.probability).toBeGreaterThan(0.5);
    expect(result.language).toBe('en');
  });
});

describe('a model of Moonshine’s kind', () => {
  it('says what the library makes of the sound, with times in proportion', async () => {
    const { loaded, words } = await hear('moonshine', tones(5000));
    expect(loaded.hasEstimatedTimes).toBe(true);
    expect(words.map(({ text }) => text)).toEqual(['high', 'tone']);
    // It tells no probabilities: nobody makes any up.
    expect(words.map(({ probability }) => probability)).toEqual([null, null]);
    expect(words[0]!.start).toBe(0);
    expect(words[1]!.start).toBeGreaterThan(words[0]!.start);
    const low = await hear('moonshine', tones(200));
    expect(low.words.map(({ text }) => text)).toEqual(['low', 'tone']);
  });
  it('has nothing to say of silence', async () => {
    expect((await hear('moonshine', new Float32Array(32_000))).words).toEqual([]);
  });
});

it('refuses a kind nobody here can run, by name', async () => {
  await expect(engine.load(toy('unknown'), () => {}, open())).rejects.toMatchObject({
    code: 'model/unavailable',
    detail: { modelType: 'voxtral' },
  });
});
