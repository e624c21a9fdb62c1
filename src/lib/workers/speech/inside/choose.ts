import { logSumExp } from './rules.ts';

export type Choice = { token: number; logProbability: number };

/** The likeliest token. Its probability, like a sampled one's, is taken at temperature 1. */
export const chooseGreedy = (logits: Float32Array): Choice => {
  let token = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[token]!) token = i;
  return { token, logProbability: logits[token]! - logSumExp(logits) };
};

/** Draws a token from softmax(logits / temperature). */
export const chooseSampled = (logits: Float32Array, temperature: number, random: () => number): Choice => {
  const highest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  let total = 0;
  for (const value of logits) total += Math.exp((value - highest) / temperature);
  let left = random() * total;
  let token = logits.indexOf(highest);
  for (let i = 0; i < logits.length; i++) {
    left -= Math.exp((logits[i]! - highest) / temperature);
    if (left < 0) {
      token = i;
      break;
    }
  }
  return { token, logProbability: logits[token]! - logSumExp(logits) };
};

/** Numbers in [0, 1) that are the same for the same seed (mulberry32): a result can be had again. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
