import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import { createSpeechEngine } from './client.ts';
import { createCompiledRuntime } from './compiled.ts';
import { createSpeechDetector } from './detector.client.ts';
import { builtInModel, clips, noise, putPcm, soundOf, wordErrorRate, type Clip } from './fixtures.browser.ts';
import { tryModel } from './trial.client.ts';

const open = () => new AbortController().signal;
const options = { language: 'auto', task: 'transcribe' } as const;

let clip: Clip;
let pcm: Pcm;
let model: ModelRef;
beforeAll(async () => {
  clip = (await clips()).find((one) => one.file.endsWith('easy2.flac'))!;
  const samples = await soundOf(clip.file);
  const lead = new Float32Array(16_000 + samples.length);
  lead.set(samples, 16_000);
  pcm = await putPcm('test-speech-client', lead, 48_000);
  model = await builtInModel();
});

describe('the speech engine in its worker', () => {
  const engine = createSpeechEngine();
  afterAll(() => engine.dispose());
  /** The clip begins one second into the file. */
  const window = () => ({ index: 0, pieces: [{ start: 1, end: pcm.totalSamples / 16_000 }] });

  it('loads the built-in model and says what it can do', async () => {
    const progress: number[] = [];
    const loaded = await engine.load(model, (fraction) => progress.push(fraction), open());
    expect(loaded).toMatchObject({ device: 'wasm', maxWindowSeconds: 10 });
    expect(loaded.threads).toBeGreaterThan(0);
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
  });

  it('hears a window that lies across segments', async () => {
    const shown: string[] = [];
    const [result] = await engine.transcribe(pcm, [window()], options, (_index, text) => shown.push(text), open());
    const text = result!.segments.map((segment) => segment.text).join(' ');
    expect(wordErrorRate(clip.text, text)).toBeLessThanOrEqual(0.1);
    expect(shown.length).toBeGreaterThan(1);
    expect(result!.language).toBe('en');
  });

  it('gives the same twice', async () => {
    const hear = () => engine.transcribe(pcm, [window()], options, () => {}, open());
    expect(await hear()).toEqual(await hear());
  });

  it('stops at once and works again after', async () => {
    const controller = new AbortController();
    const eight = Array.from({ length: 8 }, (_, index) => ({ ...window(), index }));
    const startedAt = performance.now();
    let abortedAt = 0;
    const onText = () => {
      abortedAt ||= performance.now();
      controller.abort();
    };
    await expect(engine.transcribe(pcm, eight, options, onText, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    // At the first text at least half of the windows were still unheard.
    expect(performance.now() - abortedAt).toBeLessThan(2 * (abortedAt - startedAt));
    const [result] = await engine.transcribe(pcm, [window()], options, () => {}, open());
    expect(result!.segments.length).toBeGreaterThan(0);
  });

  it('names a model that is not there', async () => {
    const lost = createSpeechEngine();
    const missing = { ...model, id: 'lost', base: '/models/lost/r0/' };
    await expect(lost.load(missing, () => {}, open())).rejects.toMatchObject({ code: 'model/missing' });
    const inFiles = { ...missing, home: 'opfs' as const, base: 'models/lost/' };
    await expect(lost.load(inFiles, () => {}, open())).rejects.toMatchObject({ code: 'model/missing' });
    lost.dispose();
  });

  it('gives way to the processor where there is no graphics card, and says so; but not with a model that needs one', async () => {
    const ladder = createSpeechEngine();
    const wished = { ...model, device: 'webgpu' as const, dtype: { encoder: 'fp32', decoder: 'fp32' } as const };
    const able = { ...wished, fallbackDtype: model.dtype };
    expect(await ladder.load(able, () => {}, open())).toMatchObject({ device: 'wasm', reason: 'card-failed' });
    const [result] = await ladder.transcribe(pcm, [window()], options, () => {}, open());
    expect(result!.segments.length).toBeGreaterThan(0);
    expect(ladder.running?.()).toMatchObject({ device: 'wasm', reason: 'card-failed' });
    const stuck = ladder.load({ ...wished, id: 'large', needsCard: true }, () => {}, open());
    await expect(stuck).rejects.toMatchObject({ code: 'model/unavailable' });
    ladder.dispose();
  });

  it('names samples that were evicted', async () => {
    const gone = { ...pcm, folder: 'test-speech-gone' };
    await expect(engine.transcribe(gone, [window()], options, () => {}, open())).rejects.toMatchObject({
      code: 'media/missing',
    });
  });

  it('takes a segment that lost its sound for a loss, and never for silence', async () => {
    const half = await putPcm('test-speech-half', new Float32Array(48_000), 48_000);
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getDirectoryHandle('test-speech-half')).getFileHandle('0000.s16');
    const stream = await file.createWritable();
    await stream.close();
    const window = { index: 0, pieces: [{ start: 0, end: 2 }] };
    await expect(engine.transcribe(half, [window], options, () => {}, open())).rejects.toMatchObject({
      code: 'media/missing',
    });
  });

  it('is measured by a short trial in a worker of its own', async () => {
    const compiled = createCompiledRuntime();
    expect(await compiled()).toBeInstanceOf(WebAssembly.Module);
    const trial = await tryModel(model, compiled, open());
    expect(trial.windowSeconds).toBe(10);
    expect(trial.encodeMs).toBeGreaterThan(0);
    expect(trial.tokenMs).toBeGreaterThan(0);
    expect(trial.tokenMs).toBeLessThan(trial.encodeMs);
  });

  it('finds the quietest place', async () => {
    const at = await engine.quietest!(pcm, { start: 0.2, end: 3 }, open());
    expect(at).toBeGreaterThan(0.2);
    expect(at).toBeLessThan(1.3);
  });
});

describe('the speech detector in its worker', () => {
  const detector = createSpeechDetector();
  afterAll(() => detector.dispose());
  const mean = (frames: Uint8Array) => frames.reduce((sum, value) => sum + value, 0) / frames.length / 255;

  it('tells speech from the pause before it, also in a later segment', async () => {
    const samples = await soundOf(clip.file);
    const file = new Float32Array(160_000 + samples.length);
    file.set(samples, 160_000);
    const long = await putPcm('test-speech-detector', file, 80_000);
    const { frames: first } = await detector.probabilities(long, 0, null, open());
    const { frames: third } = await detector.probabilities(long, 2, null, open());
    expect(detector.kind).toBe('silero');
    expect(first.length).toBe(Math.ceil(80_000 / 512));
    expect(mean(first)).toBeLessThan(0.1);
    const [from, to] = [clip.words[0]!.start, clip.words[7]!.end];
    const at = (seconds: number) => Math.floor((seconds * 16_000) / 512);
    expect(mean(third.subarray(at(from), at(to)))).toBeGreaterThan(0.8);
  });

  it('hears nobody in noise and tones', async () => {
    const hum = Float32Array.from({ length: 80_000 }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16_000));
    for (const [name, samples] of Object.entries({ noise: noise(5, 0.1), hum })) {
      const { frames } = await detector.probabilities(await putPcm(`test-${name}`, samples), 0, null, open());
      expect(mean(frames)).toBeLessThan(0.2);
    }
  });
});
