import { describe, expect, it } from 'vitest';
import type { RecogniseOptions } from '$lib/domain/ports.ts';
import { Recogniser } from './recogniser.ts';
import type { Value } from './runtime/backend.ts';
import type { Reading, WhisperSessions } from './sessions.ts';
import { toySessions, type Say } from './toy-sessions.ts';
import type { WhisperModel } from './whisper-model.ts';

// Words 0, 1, 2; 3 ends; 4 starts; 5 and 6 are languages, 7 and 8 tasks; 9 previous, 10 no speech, 11 no times; then times.
const size = 520;
const model: WhisperModel = {
  ...{ melBins: 80, decoderLayers: 1, decoderHeads: 1, headSize: 1, endOfText: 3, startOfTranscript: 4 },
  ...{ startOfPrevious: 9, translate: 7, transcribe: 8, noSpeech: 10, noTimestamps: 11, timestampBegin: 12 },
  languages: new Map([
    ['en', 5],
    ['de', 6],
  ]),
  ...{ isMultilingual: true, suppressed: [], suppressedAtBegin: [], maxLength: 60, noRepeatNgram: 0 },
  ...{ maxInitialTimestamp: 50, alignmentHeads: [], alignmentRow: 'predicting', medianFilterWidth: 7 },
  maxWindowSeconds: 30,
};

/** Probabilities by token; all others next to nothing. */
const chances = (given: Record<number, number>): number[] =>
  Array.from({ length: size }, (_, token) => given[token] ?? 1e-9);

/** How likely each of the five words is, and the end behind them; what the start tells of language and silence. */
type Sound = { sure: number; start: Record<number, number> };
const clear: Sound = { sure: 0.9, start: { 5: 0.6, 6: 0.2, 10: 0.01 } };
const german: Sound = { sure: 0.9, start: { 5: 0.1, 6: 0.4, 10: 0.01 } };
/** Six times ln 0.28 over seven tokens, the first of them certain: -1.09, below the gate of -1. */
const doubtful: Sound = { sure: 0.28, start: { 5: 0.6, 6: 0.2, 10: 0.01 } };
const noSpeech: Sound = { sure: 0.28, start: { 5: 0.05, 6: 0.05, 10: 0.9 } };

const toolsFor = (sounds: readonly Sound[]) => {
  const say: Say = (sound, tokens) => {
    const { sure } = sounds[sound]!;
    if (tokens.length === 0) return chances({ 12: 1 });
    const rest = (1 - sure) / 3;
    const isEnd = tokens.length > 5;
    return chances({ 0: rest, 1: isEnd ? rest : sure, 2: rest, 3: isEnd ? sure : rest });
  };
  const toy = toySessions(say);
  const prompts: (readonly number[])[][] = [];
  let encoded = 0;
  const value = (): Value => ({ dims: [], floats: () => new Float32Array(0), free: () => {} });
  const sessions = {
    ...toy.sessions,
    ...{ hasAlignment: false, canSelect: true, stack: ([first]: Value[]) => first },
    encode: async () => (encoded++, value()),
    begin: async (_sound: Value, given: readonly (readonly number[])[]) => {
      prompts.push([...given]);
      const reading = toy.begin(given.map((_, row) => row)) as { -readonly [key in keyof Reading]: Reading[key] };
      reading.logits = reading.logits.map((row, at) => {
        const begun = Float32Array.from(chances(sounds[at]!.start), Math.log);
        return given[at]!.map((token, position) => (position === given[at]!.length - 1 ? row[0]! : begun));
      });
      return reading;
    },
    releaseAll: (reading: Reading) =>
      [...Object.values(reading.self), ...Object.values(reading.cross)].forEach((each) => each.free()),
  } as unknown as WhisperSessions;
  const tokenizer = {
    decode: (tokens: readonly number[]) => tokens.map((token) => ` w${token}`).join(''),
    encode: () => [2, 1],
  };
  const hear = (options: Partial<RecogniseOptions> = {}) =>
    new Recogniser({ model, sessions, tokenizer }).recognise(
      sounds.map((_, index) => ({ index, samples: new Float32Array(16_000).fill(0.1) })),
      { language: 'en', task: 'transcribe', ...options, onText: () => {}, breathe: async () => {} },
    );
  return { hear, prompts, rowsOfSteps: toy.rowsOfSteps, alive: toy.alive, encodings: () => encoded };
};

describe('the language', () => {
  it('is told by the first token of each window, and each is read in its own', async () => {
    const { hear, prompts, encodings } = toolsFor([clear, german]);
    const [one, other] = await hear({ language: 'auto' });
    // Among languages alone: 0.6 of 0.6 + 0.2; 0.4 of 0.1 + 0.4.
    expect(one).toMatchObject({ language: 'en', languageProbability: expect.closeTo(0.75, 6) });
    expect(other).toMatchObject({ language: 'de', languageProbability: expect.closeTo(0.8, 6) });
    expect(prompts.at(-1)).toEqual([
      [4, 5, 8],
      [4, 6, 8],
    ]);
    expect(encodings()).toBe(2);
  });
  it('is not asked for where the person named it, and the prompt is read once', async () => {
    const { hear, prompts } = toolsFor([german]);
    const [one] = await hear({ language: 'en' });
    expect(one).toMatchObject({ language: 'en', languageProbability: null });
    expect(prompts).toEqual([[[4, 5, 8]]]);
  });
});

it('asks for a translation, and puts the person’s words before', async () => {
  const { hear, prompts } = toolsFor([clear]);
  await hear({ task: 'translate', prompt: 'names' });
  expect(prompts).toEqual([[[9, 2, 1, 4, 5, 7]]]);
});

describe('the gates', () => {
  it('send only the rows that fail to a higher temperature', async () => {
    const { hear, rowsOfSteps, alive } = toolsFor([clear, doubtful]);
    const [one, other] = await hear();
    expect(one).toMatchObject({ temperature: 0, segments: [{ text: 'w1 w1 w1 w1 w1' }] });
    expect(one!.averageLogProbability).toBeCloseTo((6 * Math.log(0.9)) / 7, 5);
    expect(other!.temperature).toBeGreaterThan(0);
    const again = rowsOfSteps.slice(6);
    expect(rowsOfSteps.slice(0, 6)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(again.length).toBeGreaterThan(0);
    expect(new Set(again)).toEqual(new Set([1]));
    expect(alive()).toBe(0);
  });
  it('drop what is unlikely over what is probably no speech, without another try', async () => {
    const { hear, rowsOfSteps } = toolsFor([noSpeech]);
    const [one] = await hear();
    // 0.9 of 0.05 + 0.05 + 0.9.
    expect(one).toMatchObject({ segments: [], noSpeechProbability: expect.closeTo(0.9, 5) });
    expect(rowsOfSteps).toHaveLength(6);
  });
});
