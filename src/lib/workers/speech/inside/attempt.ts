import type { Tensor } from 'onnxruntime-web';
import { chooseGreedy, chooseSampled, seededRandom } from './choose.ts';
import { loopLength } from './gates.ts';
import { applyRules, type Rules } from './rules.ts';
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

export type AttemptRequest = {
  sound: Tensor;
  first: Reading;
  rules: Rules;
  maxTokens: number;
  temperature: number;
  /** Draws are the same for the same seed. */
  seed: number;
  breathe: () => Promise<void>;
  onTokens: (tokens: readonly number[]) => void;
};

/** Decodes one token after another until the end, a loop, or `maxTokens`. */
export const attempt = async (sessions: WhisperSessions, request: AttemptRequest): Promise<Attempt> => {
  const { sound, first, rules, temperature } = request;
  const random = seededRandom(request.seed);
  const tokens: number[] = [];
  const text: number[] = [];
  const logProbabilities: number[] = [];
  const attention = first.attention.slice(-1);
  let endedBy: Attempt['endedBy'] = 'length';
  let reading = first;
  let sum = 0;
  try {
    while (tokens.length < request.maxTokens) {
      await request.breathe();
      const logits = reading.logits.at(-1)!.slice();
      applyRules(logits, tokens, rules);
      const choice = temperature === 0 ? chooseGreedy(logits) : chooseSampled(logits, temperature, random);
      sum += choice.logProbability;
      if (choice.token === rules.endOfText) {
        endedBy = 'end';
        break;
      }
      tokens.push(choice.token);
      logProbabilities.push(choice.logProbability);
      if (choice.token < rules.timestampBegin) text.push(choice.token);
      request.onTokens(tokens);
      const next = await sessions.next(sound, reading, choice.token);
      if (reading !== first) sessions.release(reading);
      reading = next;
      attention.push(...next.attention);
      if (loopLength(text) > 0) {
        endedBy = 'loop';
        break;
      }
    }
  } finally {
    if (reading !== first) sessions.release(reading);
  }
  const averageLogProbability = sum / (tokens.length + 1);
  return { tokens, logProbabilities, attention, averageLogProbability, temperature, endedBy };
};

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
