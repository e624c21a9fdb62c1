import type { WhisperModel } from './whisper-model.ts';

/** What of a model the rules use, and the last 20 ms step a timestamp may name in this window. */
export type Rules = Pick<
  WhisperModel,
  | 'endOfText'
  | 'noTimestamps'
  | 'timestampBegin'
  | 'suppressed'
  | 'suppressedAtBegin'
  | 'maxInitialTimestamp'
  | 'noRepeatNgram'
> & { lastTimestamp: number };

/**
 * Forbids, in place, what may not come after `generated` (the tokens since the prompt): suppressed tokens, repeated
 * n-grams, and everything that breaks the grammar of timestamps. The rules of openai/whisper, decoding.py
 * (SuppressBlank, SuppressTokens, ApplyTimestampRules), with the end of the window as one more bound.
 */
export const applyRules = (logits: Float32Array, generated: readonly number[], rules: Rules): void => {
  for (const token of rules.suppressed) logits[token] = -Infinity;
  forbid(logits, rules.endOfText + 1, rules.timestampBegin);
  if (generated.length === 0) for (const token of rules.suppressedAtBegin) logits[token] = -Infinity;
  if (rules.noRepeatNgram > 0) forbidRepeats(logits, generated, rules.noRepeatNgram);
  applyTimestampGrammar(logits, generated, rules);
  preferTimestamp(logits, rules.timestampBegin);
};

const forbid = (logits: Float32Array, from: number, to: number): void => {
  logits.fill(-Infinity, Math.max(0, from), Math.max(0, Math.min(to, logits.length)));
};

/** Timestamps come in pairs between stretches of text, never fall, and each stretch has some length. */
const applyTimestampGrammar = (logits: Float32Array, generated: readonly number[], rules: Rules): void => {
  const begin = rules.timestampBegin;
  const isTime = (token: number | undefined) => token !== undefined && token >= begin;
  const isAfterTime = isTime(generated.at(-1));
  const isAfterPair = isAfterTime && (generated.length < 2 || isTime(generated.at(-2)));
  if (isAfterPair) forbid(logits, begin, logits.length);
  else if (isAfterTime) forbid(logits, 0, rules.endOfText);

  const latest = generated.findLast(isTime);
  if (latest !== undefined) forbid(logits, begin, isAfterTime && !isAfterPair ? latest : latest + 1);
  if (generated.length === 0) {
    forbid(logits, 0, begin);
    if (rules.maxInitialTimestamp !== null) forbid(logits, begin + rules.maxInitialTimestamp + 1, logits.length);
  }
  forbid(logits, begin + Math.max(rules.lastTimestamp, (latest ?? begin) - begin) + 1, logits.length);
};

/** Where all timestamps together are likelier than any single other token, a timestamp must come. */
const preferTimestamp = (logits: Float32Array, begin: number): void => {
  let text = -Infinity;
  for (let i = 0; i < begin; i++) if (logits[i]! > text) text = logits[i]!;
  if (logSumExp(logits, begin) > text) forbid(logits, 0, begin);
};

/** A run of `size` tokens may not come a second time. */
const forbidRepeats = (logits: Float32Array, generated: readonly number[], size: number): void => {
  const tail = generated.length - size + 1;
  for (let start = 0; start < tail; start++) {
    let same = 0;
    while (same < size - 1 && generated[start + same] === generated[tail + same]) same++;
    if (same === size - 1) logits[generated[start + same]!] = -Infinity;
  }
};

/** log Σ exp over the logits from `from` on. */
export const logSumExp = (logits: Float32Array, from = 0): number => {
  let highest = -Infinity;
  for (let i = from; i < logits.length; i++) if (logits[i]! > highest) highest = logits[i]!;
  if (highest === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = from; i < logits.length; i++) sum += Math.exp(logits[i]! - highest);
  return highest + Math.log(sum);
};
