import { afterAll, describe, expect, it } from 'vitest';
import type { Pcm, Speech } from '$lib/domain/artifacts.ts';
import { createSpeechEngine } from '$lib/workers/speech/client.ts';
import { createSpeechDetector } from '$lib/workers/speech/detector.client.ts';
import {
  builtInModel,
  clips,
  compareWords,
  noise,
  putPcm,
  soundOf,
  wordErrorRate,
} from '$lib/workers/speech/fixtures.browser.ts';
import { emptySearch, searchOn, spansOf } from '../audio/speech-spans.ts';
import { Growth } from '../growth.ts';
import type { StepContext } from '../step.ts';
import { recognise } from './recognise.ts';

const engine = createSpeechEngine();
afterAll(() => engine.dispose());

const transcribe = async (file: Pcm, spans: Speech['spans']) => {
  const pcm = new Growth<Pcm>();
  const speech = new Growth<Speech>();
  pcm.finish(file);
  speech.finish({ spans, detector: 'silero', untilSeconds: file.totalSamples / 16_000 });
  const model = await builtInModel();
  const step = recognise({ engine, models: { refFor: async () => model } });
  const context = {
    signal: new AbortController().signal,
    report: () => {},
    publish: () => {},
    checkpoint: { load: async () => undefined, save: async () => {} },
  } as unknown as StepContext;
  const order = { recordingId: 'r', modelId: model.id, language: 'auto' };
  const { draft } = await step.run({ pcm, speech } as never, context, order);
  return { draft, model };
};

it('transcribes a minute in packed windows: nothing lost or doubled at the seams', async ({ annotate }) => {
  const clip = (await clips()).find(({ file }) => file.endsWith('dictation-60s.flac'))!;
  const file = await putPcm('test-recognise', await soundOf(clip.file), 320_000);
  const sentences = clip.text.split(/(?<=[.?!]) /);
  let at = 0;
  const spans = sentences.map((sentence) => {
    const words = clip.words.slice(at, (at += sentence.split(' ').length));
    return { start: Math.max(0, words[0]!.start - 0.15), end: words.at(-1)!.end + 0.15 };
  });
  const { draft, model } = await transcribe(file, spans);

  const words = draft.segments.flatMap((segment) => segment.words);
  const heard = words.map((word) => word.text).join(' ');
  const rate = wordErrorRate(clip.text, heard);
  await annotate(`word error rate ${rate.toFixed(3)}, ${words.length} words of ${clip.words.length}`);
  expect(rate).toBeLessThan(0.4);
  expect(Math.abs(words.length - clip.words.length)).toBeLessThan(0.15 * clip.words.length);
  words.forEach((word, index) => {
    expect(word.end).toBeGreaterThan(word.start);
    if (index > 0) expect(word.start).toBeGreaterThan(words[index - 1]!.start);
    expect(spans.some((span) => word.start >= span.start - 1 && word.end <= span.end + 1)).toBe(true);
  });
  expect(draft).toMatchObject({ modelId: model.id, revision: model.revision, language: 'en', device: 'wasm' });
}, 120_000);

describe('seams', () => {
  const pause = 0.5;
  const joined = async () => {
    const easy = (await clips()).filter(({ file }) => /easy\/easy\d/.test(file));
    const sounds = await Promise.all(easy.map(({ file }) => soundOf(file)));
    const samples = new Float32Array(sounds.reduce((sum, sound) => sum + sound.length + pause * 16_000, 0));
    let at = 0;
    const spans = sounds.map((sound) => {
      samples.set(sound, at);
      const span = { start: at / 16_000, end: (at + sound.length) / 16_000 };
      at += sound.length + pause * 16_000;
      return span;
    });
    return { easy, samples, spans };
  };
  // Spans apart are packed whole; one that never pauses is cut where it is quietest.
  it.for(['apart', 'one'] as const)(
    'lose and double no word, spans %s',
    { timeout: 120_000 },
    async (kind, { annotate }) => {
      const { easy, samples, spans } = await joined();
      const pcm = await putPcm(`test-seams-${kind}`, samples, 320_000);
      const given = kind === 'apart' ? spans : [{ start: 0, end: samples.length / 16_000 }];
      const { draft } = await transcribe(pcm, given);
      const heard = draft.segments.flatMap(({ words }) => words.map(({ text }) => text));
      const said = easy.flatMap(({ text }) => text.split(' '));
      const { errors, pairs } = compareWords(said, heard);
      await annotate(`${said.length} words over ${(samples.length / 16_000).toFixed(0)} s, ${errors} wrong`);
      // The model may mistake a word, but there are as many as were said, and each stands where it was said.
      expect(heard.length).toBe(said.length);
      expect(errors).toBeLessThanOrEqual(2);
      for (const [known, at] of pairs) expect(at).toBe(known);
    },
  );
});

describe('a minute without speech', () => {
  const detector = createSpeechDetector();
  afterAll(() => detector.dispose());
  const tone = (hz: number, i: number) => Math.sin((2 * Math.PI * hz * i) / 16_000);
  const sounds = {
    silence: () => new Float32Array(960_000),
    noise: () => noise(60, 0.1),
    tones: () =>
      Float32Array.from({ length: 960_000 }, (_, i) => 0.2 * tone([220, 440, 660][Math.floor(i / 8_000) % 3]!, i)),
  };
  it.each(Object.entries(sounds))('gives no words: %s', async (name, make) => {
    const pcm = await putPcm(`test-minute-${name}`, make());
    const { frames } = await detector.probabilities(pcm, 0, null, new AbortController().signal);
    const search = searchOn(emptySearch, frames);
    const { draft } = await transcribe(pcm, spansOf(search, 60));
    expect(draft.segments.flatMap((segment) => segment.words)).toEqual([]);
  });

  // Of tones the small built-in model makes words; there the detector alone stands between.
  it.each(['silence', 'noise'] as const)(
    'gives no words even where all of it is taken for speech: %s',
    async (name) => {
      const pcm = await putPcm(`test-minute-${name}`, sounds[name]());
      const { draft } = await transcribe(pcm, [{ start: 0, end: 60 }]);
      expect(draft.segments.flatMap((segment) => segment.words)).toEqual([]);
    },
  );
});
