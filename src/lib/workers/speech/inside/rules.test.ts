import { describe, expect, it } from 'vitest';
import { chooseGreedy, chooseSampled, seededRandom } from './choose.ts';
import { applyRules, logSumExp, type Rules } from './rules.ts';

// A toy vocabulary: 0-4 text, 5 end of text, 6-8 specials (8 = no timestamps), 9-19 timestamps 0.00 … 0.20.
const rules: Rules = {
  endOfText: 5,
  noTimestamps: 8,
  timestampBegin: 9,
  suppressed: [2],
  suppressedAtBegin: [5],
  maxInitialTimestamp: 3,
  noRepeatNgram: 0,
  lastTimestamp: 10,
};
/** Text so likely that the mass of the timestamps never decides. */
const flat = () => Float32Array.from({ length: 20 }, (_, i) => (i < 6 ? 5 : 0));
const allowed = (generated: number[], change: Partial<Rules> = {}, logits = flat()) => {
  applyRules(logits, generated, { ...rules, ...change });
  return [...logits.keys()].filter((token) => logits[token] !== -Infinity);
};

describe('applyRules', () => {
  it('begins with a timestamp no later than the limit', () => {
    expect(allowed([])).toEqual([9, 10, 11, 12]);
  });
  it('wants text after the opening timestamp, and never suppressed or special tokens', () => {
    expect(allowed([9])).toEqual([0, 1, 3, 4, 5]);
  });
  it('lets a timestamp close text only later than it began', () => {
    expect(allowed([11, 0])).toEqual([0, 1, 3, 4, 5, 12, 13, 14, 15, 16, 17, 18, 19]);
  });
  it('wants a timestamp or the end after a closing one, the same time allowed', () => {
    expect(allowed([9, 0, 14])).toEqual([5, 14, 15, 16, 17, 18, 19]);
  });
  it('wants text after a pair, and later times after that', () => {
    expect(allowed([9, 0, 14, 14])).toEqual([0, 1, 3, 4, 5]);
    expect(allowed([9, 0, 14, 14, 1])).toEqual([0, 1, 3, 4, 5, 15, 16, 17, 18, 19]);
  });
  it('names no time behind the end of the window', () => {
    expect(allowed([9, 0], { lastTimestamp: 3 })).toEqual([0, 1, 3, 4, 5, 10, 11, 12]);
    expect(allowed([9, 0, 12], { lastTimestamp: 2 })).toEqual([5, 12]);
  });
  it('forces a timestamp when all of them together outweigh every other token', () => {
    const logits = new Float32Array(20);
    logits[0] = 1.5; // e^1.5 = 4.5 against ten timestamps of e^0 each
    expect(allowed([9, 1], {}, logits)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    const likely = new Float32Array(20);
    likely[0] = 2.5; // e^2.5 = 12.2
    expect(allowed([9, 1], {}, likely)).toContain(0);
  });
  it('forbids the token that would complete a run seen before', () => {
    expect(allowed([9, 0, 1, 3, 4, 0, 1], { noRepeatNgram: 3 })).not.toContain(3);
    expect(allowed([9, 0, 1, 3, 4, 0, 4], { noRepeatNgram: 3 })).toContain(3);
    expect(allowed([9, 0, 1, 3, 4, 0, 1], { noRepeatNgram: 0 })).toContain(3);
  });
});

describe('choosing', () => {
  it('gives the likeliest token with its natural log-probability', () => {
    const logits = Float32Array.from([Math.log(1), Math.log(6), Math.log(3)]);
    const { token, logProbability } = chooseGreedy(logits);
    expect(token).toBe(1);
    expect(logProbability).toBeCloseTo(Math.log(0.6), 6);
    expect(logSumExp(logits, 1)).toBeCloseTo(Math.log(9), 6);
  });
  it('draws in proportion to the tempered probabilities, never what is forbidden', () => {
    const logits = Float32Array.from([-Infinity, Math.log(1), Math.log(4)]);
    const random = seededRandom(7);
    const counts = [0, 0, 0];
    for (let i = 0; i < 6_000; i++) counts[chooseSampled(logits, 0.5, random).token]!++;
    expect(counts[0]).toBe(0);
    expect(counts[2]! / 6_000).toBeCloseTo(16 / 17, 1); // (4:1)^(1/0.5) = 16:1
  });
  it('repeats itself for one seed and not for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });
});
