import { beforeAll, describe, expect, it } from 'vitest';
import type { WindowResult } from '$lib/domain/ports.ts';
import { builtInModel, clips, compareWords, noise, soundOf, wordErrorRate, type Clip } from '../fixtures.browser.ts';
import { makeBreath } from './breath.ts';
import { gates } from './gates.ts';
import { makeLogMel } from './mel.ts';
import { readModel } from './model-files.ts';
import { Recogniser, type Tools } from './recogniser.ts';
import { startPlain } from './runtime.ts';
import { WhisperSessions } from './sessions.ts';
import { openSounds } from './sound.ts';
import { loadTokenizer } from './tokenizer.ts';
import { parseWhisperModel } from './whisper-model.ts';

const signal = new AbortController().signal;
let tools: Tools;
let recogniser: Recogniser;
let easy: Clip[];
/** What was heard in each easy clip, once for all tests. */
const results = new Map<Clip, WindowResult>();

const recognise = (samples: Float32Array, index = 0) =>
  recogniser
    .recognise([{ index, samples }], {
      language: 'auto',
      task: 'transcribe',
      onText: () => {},
      breathe: makeBreath(signal),
    })
    .then(([result]) => result!);
const wordsOf = (result: WindowResult) => result.segments.flatMap((segment) => segment.words);
const textOf = (result: WindowResult) => result.segments.map((segment) => segment.text).join(' ');

beforeAll(async () => {
  const files = await readModel(await builtInModel(), () => {}, signal);
  const model = parseWhisperModel(files.json);
  const tokenizer = await loadTokenizer(files.json.tokenizer, files.tokenizerConfig);
  tools = { model, tokenizer, sessions: await WhisperSessions.open(await startPlain(1), model, files) };
  recogniser = new Recogniser(tools);
  easy = (await clips()).filter((clip) => /easy\/easy\d/.test(clip.file));
  for (const clip of easy) results.set(clip, await recognise(await soundOf(clip.file)));
}, 120_000);

describe('easy clips with the built-in model', () => {
  it('reads right within a bound', async ({ annotate }) => {
    const rates = easy.map((clip) => wordErrorRate(clip.text, textOf(results.get(clip)!)));
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    await annotate(`word error rate ${mean.toFixed(3)} over ${rates.length} clips`);
    expect(easy.length).toBeGreaterThan(5);
    expect(mean).toBeLessThan(0.05);
  });

  it('times words near the known times, strictly rising, none without length', async ({ annotate }) => {
    const off: number[] = [];
    for (const clip of easy) {
      const words = wordsOf(results.get(clip)!);
      words.forEach((word, index) => {
        expect(word.end).toBeGreaterThan(word.start);
        expect(word.probability).toBeGreaterThan(0);
        expect(word.probability).toBeLessThanOrEqual(1);
        if (index > 0) expect(word.start).toBeGreaterThan(words[index - 1]!.start);
      });
      const { pairs } = compareWords(
        clip.words.map(({ text }) => text),
        words.map(({ text }) => text),
      );
      off.push(...pairs.map(([known, heard]) => Math.abs(words[heard]!.start - clip.words[known]!.start)));
    }
    off.sort((one, other) => one - other);
    const within = off.filter((seconds) => seconds < 0.2).length / off.length;
    await annotate(
      `word starts: median ${off[off.length >> 1]!.toFixed(3)} s, ${(100 * within).toFixed(0)} % within 200 ms`,
    );
    expect(off[off.length >> 1]).toBeLessThan(0.08);
    expect(within).toBeGreaterThan(0.85);
  });
});

/** Greedy decoding by the definition: the whole text read anew for each token, every rule a plain sentence. */
const referenceTokens = async (samples: Float32Array): Promise<number[]> => {
  const { model, sessions } = tools;
  const sounds = await openSounds(tools, [makeLogMel(model.melBins)(samples)], { language: 'en', task: 'transcribe' });
  const prompt = [model.startOfTranscript, model.languages.get('en')!, model.transcribe!];
  const [eot, t0, longest] = [model.endOfText, model.timestampBegin, model.noRepeatNgram];
  const lastTime = t0 + Math.ceil(samples.length / 320);
  const tokens: number[] = [];
  while (tokens.length < 100) {
    const reading = await sessions.begin(sounds.encoded, [[...prompt, ...tokens]]);
    const logits = reading.logits[0]!;
    sessions.releaseAll(reading);
    const isTime = (at: number) => (tokens[at] ?? -1) >= t0;
    const count = tokens.length;
    const times = tokens.filter((token) => token >= t0);
    const endsOpen = isTime(count - 1) && (count < 2 || isTime(count - 2));
    const endsClosed = isTime(count - 1) && !endsOpen;
    const mayCome = (token: number): boolean => {
      if (token > eot && token < t0) return false;
      const run = [...tokens.slice(Math.max(0, count - longest + 1)), token].join();
      for (let i = 0; i + longest <= count; i++) if (tokens.slice(i, i + longest).join() === run) return false;
      if (token < t0) return count > 0 && (!endsClosed || token >= eot);
      if (token > lastTime || endsOpen) return false;
      if (count === 0) return token <= t0 + model.maxInitialTimestamp!;
      return endsClosed ? token >= times.at(-1)! : token > times.at(-1)!;
    };
    const row = Float64Array.from(logits.at(-1)!, (value, token) => (mayCome(token) ? Math.exp(value) : 0));
    const mass = row.slice(t0).reduce((sum, value) => sum + value, 0);
    if (mass > Math.max(...row.slice(0, t0))) row.fill(0, 0, t0);
    const best = row.indexOf(Math.max(...row));
    if (best === eot) break;
    tokens.push(best);
  }
  sounds.close();
  return tokens;
};

it('says what plain greedy decoding says where no gate acts', async () => {
  let compared = 0;
  for (const clip of easy) {
    const result = results.get(clip)!;
    const isPlain = result.temperature === 0 && result.averageLogProbability > gates.averageLogProbability;
    if (!isPlain) continue;
    const tokens = await referenceTokens(await soundOf(clip.file));
    const text = tools.tokenizer.decode(tokens.filter((token) => token < tools.model.endOfText));
    expect(textOf(result)).toBe(text.trim());
    compared++;
  }
  expect(compared).toBeGreaterThan(2);
}, 120_000);

/** `training/evaluate --dtype q8 --clips` under Node, over the lossless clips: others are decoded apart. */
it('writes what the same weights write under Node, letter for letter', async () => {
  const { model, sessions, tokenizer } = tools;
  const heard = (await (await fetch('/tests/fixtures/speech/node-texts.json')).json()) as {
    file: string;
    text: string;
  }[];
  for (const { file, text } of heard) {
    const mel = makeLogMel(model.melBins)(await soundOf(file));
    const sounds = await openSounds(tools, [mel], { language: 'en', task: 'transcribe' });
    const tokens = [model.startOfTranscript, model.languages.get('en')!, model.transcribe!, model.noTimestamps];
    const promptLength = tokens.length;
    while (tokens.length < 120 && tokens.at(-1) !== model.endOfText) {
      const reading = await sessions.begin(sounds.encoded, [tokens]);
      const [logits] = reading.logits;
      sessions.releaseAll(reading);
      const row = Float64Array.from(logits!.at(-1)!, (value, token) =>
        token > model.endOfText || (tokens.length === promptLength && token === model.endOfText) ? -Infinity : value,
      );
      tokens.push(row.indexOf(Math.max(...row)));
    }
    sounds.close();
    const said = tokenizer.decode(tokens.slice(promptLength).filter((token) => token < model.endOfText));
    expect(said.trim(), file).toBe(text);
  }
  expect(heard.length).toBeGreaterThanOrEqual(8);
}, 180_000);

describe('sound without words', () => {
  it('is silence where nothing sounds, without asking the model', async () => {
    expect((await recognise(new Float32Array(160_000))).segments).toEqual([]);
  });
  it('never grows into a loop, whatever is made of it', async () => {
    const hum = Float32Array.from({ length: 160_000 }, (_, i) => 0.2 * Math.sin((2 * Math.PI * 220 * i) / 16_000));
    for (const samples of [noise(10, 0.05), hum]) {
      const result = await recognise(samples);
      expect(result.compressionRatio).toBeLessThan(gates.compressionRatio);
      expect(wordsOf(result).length).toBeLessThan(40);
    }
  });
});

it('does not run away on sound that repeats itself', async () => {
  const clip = easy.find(({ file }) => file.endsWith('easy2.flac'))!;
  const phrase = (await soundOf(clip.file)).subarray(0, 34_000);
  const samples = new Float32Array(4 * phrase.length);
  for (let i = 0; i < 4; i++) samples.set(phrase, i * phrase.length);
  const result = await recognise(samples);
  expect(wordsOf(result).length).toBeLessThanOrEqual(4 * 8 + 4);
});
