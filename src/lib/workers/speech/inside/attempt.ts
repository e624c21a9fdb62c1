import { chooseGreedy, chooseSampled, seededRandom } from './choose.ts';
import { loopLength } from './gates.ts';
import { applyRules, type Rules } from './rules.ts';
import type { Value } from './runtime/backend.ts';
import type { Reading, WhisperSessions } from './sessions.ts';

/** One decoding of a window. `tokens` leave out the prompt and the end. */
export type Attempt = {
  tokens: number[];
  logProbabilities: number[];
  /** Attention of the prompt's last token, then of each of `tokens` as it was read. */
  attention: Float32Array[];
  /** Mean over the tokens and the end. */
  averageLogProbability: number;
  temperature: number;
  endedBy: 'end' | 'loop' | 'length';
};

/** What bounds one row. */
export type Limits = { rules: Rules; maxTokens: number };

export type AttemptRequest = {
  encoded: Value;
  first: Reading;
  /** Row by row, as are `seeds`. */
  limits: readonly Limits[];
  /** Draws are the same for the same seed. */
  seeds: readonly number[];
  temperature: number;
  breathe: () => Promise<void>;
  onTokens: (row: number, tokens: readonly number[]) => void;
};

type Row = {
  index: number;
  limits: Limits;
  random: () => number;
  tokens: number[];
  text: number[];
  logProbabilities: number[];
  attention: Float32Array[];
  sum: number;
  endedBy: Attempt['endedBy'] | null;
};

/**
 * Decodes the rows of a batch side by side, a token each at a time. A row leaves at its end, in a loop, or at its limit, so
 * that nobody waits for the slowest.
 */
export const attempt = async (sessions: WhisperSessions, request: AttemptRequest): Promise<Attempt[]> => {
  const { encoded, first, temperature } = request;
  const all = request.limits.map((limits, index): Row => startRow(first, limits, index, request.seeds[index]!));
  let active = all;
  let reading = first;
  const advance = (next: Reading) => {
    if (reading !== first) sessions.release(reading);
    if (reading.cross !== next.cross && reading.cross !== first.cross)
      for (const value of Object.values(reading.cross)) value.free();
    reading = next;
  };
  try {
    while (active.length > 0) {
      await request.breathe();
      // Other attempts begin with these too.
      const isShared = reading === first;
      active.forEach((row, at) => {
        const logits = reading.logits[at]!.at(-1)!;
        say(row, isShared ? logits.slice() : logits, temperature);
      });
      const going = active.flatMap((row, at) => (row.endedBy === null ? [at] : []));
      if (going.length < active.length && going.length > 0) advance(sessions.select(reading, going));
      active = going.map((at) => active[at]!);
      if (active.length === 0) break;
      for (const row of active) request.onTokens(row.index, row.tokens);
      const lastOnes = active.map((row) => row.tokens.at(-1)!);
      advance(await sessions.next(encoded, reading, lastOnes));
      active.forEach((row, at) => listen(row, reading.attention[at] ?? []));
    }
  } finally {
    if (reading !== first) {
      sessions.release(reading);
      if (reading.cross !== first.cross) for (const value of Object.values(reading.cross)) value.free();
    }
  }
  return all.map((row) => finished(row, temperature));
};

const startRow = (...[first, limits, index, seed]: [Reading, Limits, number, number]): Row => ({
  index,
  limits,
  random: seededRandom(seed),
  tokens: [],
  text: [],
  logProbabilities: [],
  attention: (first.attention[index] ?? []).slice(-1),
  sum: 0,
  endedBy: null,
});

/** Takes the next token, or the end. A row in a loop, or full, has ended before it. */
const say = (row: Row, logits: Float32Array, temperature: number): void => {
  if (loopLength(row.text) > 0) row.endedBy = 'loop';
  else if (row.tokens.length >= row.limits.maxTokens) row.endedBy = 'length';
  if (row.endedBy !== null) return;
  const { rules } = row.limits;
  applyRules(logits, row.tokens, rules);
  const choice = temperature === 0 ? chooseGreedy(logits) : chooseSampled(logits, temperature, row.random);
  row.sum += choice.logProbability;
  if (choice.token === rules.endOfText) {
    row.endedBy = 'end';
    return;
  }
  row.tokens.push(choice.token);
  row.logProbabilities.push(choice.logProbability);
  if (choice.token < rules.timestampBegin) row.text.push(choice.token);
};

const listen = (row: Row, attention: readonly Float32Array[]): void => {
  row.attention.push(...attention);
};

const finished = ({ tokens, logProbabilities, attention, sum, endedBy }: Row, temperature: number): Attempt => ({
  tokens,
  logProbabilities,
  attention,
  averageLogProbability: sum / (tokens.length + 1),
  temperature,
  endedBy: endedBy ?? 'length',
});

/** The attempt up to the first round of its loop. */
export const withoutLoop = (made: Attempt, timestampBegin: number): Attempt => {
  const text = made.tokens.flatMap((token, index) => (token < timestampBegin ? [index] : []));
  const length = loopLength(text.map((index) => made.tokens[index]!));
  if (length === 0) return made;
  const cut = text[text.length - length]!;
  return {
    ...made,
    tokens: made.tokens.slice(0, cut),
    logProbabilities: made.logProbabilities.slice(0, cut),
    attention: made.attention.slice(0, cut + 1),
  };
};
