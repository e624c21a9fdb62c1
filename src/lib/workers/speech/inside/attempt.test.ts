import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.ts';
import { beamSearch, likeliest } from './beam.ts';
import type { Rules } from './rules.ts';
import type { Value } from './runtime/backend.ts';
import { toySessions, type Say } from './toy-sessions.ts';

/**
 * Tokens 0, 1, 2 are words, 3 ends the text, 4 is `<|notimestamps|>`, from 5 on timestamps: 5 is 0 s. Rules force the
 * first token to be a timestamp, so every text begins with 5.
 */
const rules: Rules = {
  endOfText: 3,
  noTimestamps: 4,
  timestampBegin: 5,
  suppressed: [],
  suppressedAtBegin: [],
  maxInitialTimestamp: 50,
  noRepeatNgram: 0,
  lastTimestamp: 50,
};
const limits = { rules, maxTokens: 12 };
const encoded = {} as Value;
const common = { encoded, breathe: async () => {}, onTokens: () => {} };
const start = [0.01, 0.01, 0.01, 0.01, 0.01, 0.95];

/** Each row says as many words as its sound is loud, then ends. */
const count: Say = (sound, tokens) => {
  if (tokens.length === 0) return start;
  return tokens.length <= sound ? [0.1, 0.7, 0.1, 0.05, 0.01, 0.04] : [0.1, 0.1, 0.05, 0.7, 0.01, 0.04];
};

const together = async (say: Say, sounds: number[], temperature = 0) => {
  const toy = toySessions(say);
  const first = toy.begin(sounds);
  const request = { ...common, first, limits: sounds.map(() => limits), seeds: sounds.map((_, i) => i), temperature };
  const made = await attempt(toy.sessions, request);
  return { made, toy };
};

describe('a batch', () => {
  it('lets each row leave at its end, and says what each would say alone', async () => {
    const { made, toy } = await together(count, [1, 3, 2]);
    expect(made.map(({ tokens }) => tokens)).toEqual([
      [5, 1],
      [5, 1, 1, 1],
      [5, 1, 1],
    ]);
    // Three rows read their timestamp and a word; then one has left, then two.
    expect(toy.rowsOfSteps).toEqual([3, 3, 2, 1]);
    for (const [row, sound] of [1, 3, 2].entries()) {
      const alone = await together(count, [sound]);
      expect(made[row]).toEqual(alone.made[0]);
    }
  });
  it('reckons the mean over the tokens and the end', async () => {
    const [one] = (await together(count, [1])).made;
    // Of the first, only timestamps may come: 0.95 of 0.95. Then 0.7 and the end 0.7, of what may come.
    const mayCome = 0.1 + 0.7 + 0.1 + 0.05;
    const expected = (Math.log(1) + Math.log(0.7 / mayCome) + Math.log(0.7 / (0.1 + 0.1 + 0.05 + 0.7))) / 3;
    expect(one!.averageLogProbability).toBeCloseTo(expected, 6);
    expect(one!.endedBy).toBe('end');
    expect(one!.attention).toHaveLength(3);
  });
  it('ends in a loop, or when it is full', async () => {
    const forever: Say = (_sound, tokens) => (tokens.length === 0 ? start : [0.1, 0.8, 0.1, 0.01, 0.01, 0.01]);
    const { made } = await together(forever, [0]);
    expect(made[0]).toMatchObject({ endedBy: 'length' });
    expect(made[0]!.tokens).toHaveLength(12);
    const toy = toySessions(forever);
    const roomy = { rules, maxTokens: 90 };
    const request = { ...common, first: toy.begin([0]), limits: [roomy], seeds: [0], temperature: 0 };
    const [looped] = await attempt(toy.sessions, request);
    expect(looped!.endedBy).toBe('loop');
    expect(looped!.tokens.length).toBeLessThan(20);
  });
  it('frees all it made but what it was given', async () => {
    const { toy } = await together(count, [1, 3, 2]);
    expect(toy.alive()).toBe(2);
  });
  it('draws the same for the same seed, and a stopped batch frees too', async () => {
    expect((await together(count, [2, 2], 0.8)).made).toEqual((await together(count, [2, 2], 0.8)).made);
    const toy = toySessions(count);
    let breaths = 0;
    const breathe = async () => {
      if (++breaths === 3) throw new DOMException('', 'AbortError');
    };
    const request = { ...common, breathe, first: toy.begin([3]), limits: [limits], seeds: [0], temperature: 0 };
    await expect(attempt(toy.sessions, request)).rejects.toMatchObject({ name: 'AbortError' });
    expect(toy.alive()).toBe(2);
  });
});

/**
 * The garden path of every textbook: after the start word 1 (0.6) looks better than word 2 (0.4), but 1 leads to nothing
 * likely (0.3), while after 2 the end is nearly certain (0.9): 0.4 · 0.9 > 0.6 · 0.3.
 */
const gardenPath: Say = (_sound, tokens) => {
  if (tokens.length === 0) return [1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1];
  if (tokens.length === 1) return [1e-6, 0.6, 0.4, 1e-6, 1e-6, 1e-6];
  return tokens[1] === 1 ? [0.28, 0.2, 0.22, 0.3, 1e-6, 1e-6] : [0.04, 0.03, 0.03, 0.9, 1e-6, 1e-6];
};

describe('beam search', () => {
  const search = async (beamSize: number) => {
    const toy = toySessions(gardenPath);
    const made = await beamSearch(toy.sessions, { ...common, first: toy.begin([0]), limits, beamSize });
    return { made, toy };
  };
  it('finds the likelier text that greedy decoding walks past', async () => {
    expect((await together(gardenPath, [0])).made[0]!.tokens).toEqual([5, 1]);
    const { made } = await search(2);
    expect(made.tokens).toEqual([5, 2]);
    expect(made.averageLogProbability).toBeCloseTo((Math.log(0.4) + Math.log(0.9)) / 3, 3);
    expect(made.attention).toHaveLength(3);
  });
  it('is greedy decoding with one beam, and frees all it made', async () => {
    expect((await search(1)).made.tokens).toEqual([5, 1]);
    expect((await search(3)).toy.alive()).toBe(2);
  });
  it('knows the highest of many, in order', () => {
    expect(likeliest(Float32Array.of(0.1, 5, -1, 7, 5, 0), 3)).toEqual([3, 1, 4]);
    expect(likeliest(Float32Array.of(2), 3)).toEqual([0]);
  });
});
