import type { Attempt, Limits } from './attempt.ts';
import { applyRules, logSumExp } from './rules.ts';
import type { Value } from './runtime/backend.ts';
import type { Reading, WhisperSessions } from './sessions.ts';

export type BeamRequest = {
  encoded: Value;
  first: Reading;
  limits: Limits;
  beamSize: number;
  breathe: () => Promise<void>;
  onTokens: (tokens: readonly number[]) => void;
};

/** A line of text: what it says, how likely each token was, and the beam that read its last one. */
export type Line = {
  tokens: number[];
  logProbabilities: number[];
  attention: Float32Array[];
  sum: number;
  from: number;
  hasEnded: boolean;
};

/**
 * Beam search over one window (openai/whisper, decoding.py: BeamSearchDecoder with patience 1): each line is followed by
 * its `beamSize + 1` likeliest tokens; the best lines go on, those that end are put aside, and once as many have ended as
 * there are beams the one with the highest mean log-probability is the text (MaximumLikelihoodRanker without penalty).
 */
export const beamSearch = async (sessions: WhisperSessions, request: BeamRequest): Promise<Attempt> => {
  const { first, encoded, beamSize, limits } = request;
  const ended: Line[] = [];
  let reading = first;
  let lines: Line[] = [startLine(first)];
  const advance = (next: Reading) => {
    if (reading !== first) sessions.release(reading);
    if (reading.cross !== next.cross && reading.cross !== first.cross) free(reading.cross);
    reading = next;
  };
  try {
    for (let step = 0; step < limits.maxTokens && ended.length < beamSize; step++) {
      await request.breathe();
      const rows = lines.map((line, row) => ({ line, logits: reading.logits[row]!.at(-1)!.slice() }));
      const next = widen(rows, limits, beamSize);
      ended.push(...next.filter((line) => line.hasEnded).slice(0, beamSize - ended.length));
      lines = next.filter((line) => !line.hasEnded);
      if (lines.length === 0) break;
      request.onTokens(lines[0]!.tokens);
      advance(
        sessions.reorder(
          reading,
          lines.map((line) => line.from),
        ),
      );
      const said = lines.map((line) => line.tokens.at(-1)!);
      advance(await sessions.next(encoded, reading, said));
      lines = lines.map((line, row) => ({
        ...line,
        attention: [...line.attention, ...(reading.attention[row] ?? [])],
      }));
    }
  } finally {
    if (reading !== first) sessions.release(reading);
    if (reading.cross !== first.cross) free(reading.cross);
  }
  return bestOf([...ended, ...lines.slice(0, Math.max(0, beamSize - ended.length))]);
};

const free = (values: Reading['cross']): void => Object.values(values).forEach((value) => value.free());

const startLine = (first: Reading): Line => ({
  tokens: [],
  logProbabilities: [],
  attention: (first.attention[0] ?? []).slice(-1),
  sum: 0,
  from: 0,
  hasEnded: false,
});

/** The likeliest continuations of all lines: up to `beamSize` that go on, and those that end among them. */
export const widen = (
  rows: readonly { line: Line; logits: Float32Array }[],
  { rules }: Pick<Limits, 'rules'>,
  beamSize: number,
): Line[] => {
  const candidates = rows.flatMap(({ line, logits }, from) => {
    applyRules(logits, line.tokens, rules);
    const total = logSumExp(logits);
    return likeliest(logits, beamSize + 1).map((token) => {
      const logProbability = logits[token]! - total;
      return { line, from, token, logProbability, sum: line.sum + logProbability };
    });
  });
  candidates.sort((one, other) => other.sum - one.sum);
  const kept: Line[] = [];
  let going = 0;
  for (const { line, from, token, logProbability, sum } of candidates) {
    if (going === beamSize) break;
    if (sum === -Infinity) continue;
    const hasEnded = token === rules.endOfText;
    if (!hasEnded) going++;
    kept.push({
      tokens: hasEnded ? line.tokens : [...line.tokens, token],
      logProbabilities: hasEnded ? line.logProbabilities : [...line.logProbabilities, logProbability],
      attention: line.attention,
      sum,
      from,
      hasEnded,
    });
  }
  return kept;
};

/** Positions of the `count` highest values, highest first. */
export const likeliest = (values: Float32Array, count: number): number[] => {
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (best.length === count && values[i]! <= values[best[count - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < values[i]!) at--;
    best.splice(at, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
};

const mean = ({ sum, tokens }: Line): number => sum / (tokens.length + 1);

const bestOf = (lines: readonly Line[]): Attempt => {
  const best = lines.reduce((most, line) => (mean(line) > mean(most) ? line : most));
  return {
    tokens: best.tokens,
    logProbabilities: best.logProbabilities,
    attention: best.attention,
    averageLogProbability: mean(best),
    temperature: 0,
    endedBy: best.hasEnded ? 'end' : 'length',
  };
};
