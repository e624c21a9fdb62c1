import type { RecogniseOptions, WindowResult, WindowSegment } from '$lib/domain/ports.ts';
import { alignTokens } from './align.ts';
import { attempt, withoutLoop, type Attempt } from './attempt.ts';
import { compressionRatio, gates, isBetter, isSilence, judge, type Outcome } from './gates.ts';
import { openSound, type Sound } from './sound.ts';
import { makeLogMel, sampleRate } from './mel.ts';
import { cutSegments, secondsPerTimestamp, type TokenSegment } from './segments.ts';
import type { WhisperSessions } from './sessions.ts';
import type { Decode } from './tokenizer.ts';
import type { WhisperModel } from './whisper-model.ts';
import { isUnspaced, splitWords } from './words.ts';
import { alignedTimes, inOrder, spreadTimes, wordProbability } from './word-times.ts';

export type Tools = { model: WhisperModel; sessions: WhisperSessions; decode: Decode };

export type RecogniseCall = RecogniseOptions & {
  index: number;
  onText: (text: string) => void;
  breathe: () => Promise<void>;
};

type Scored = Attempt & Outcome & { text: string };

/** Part of a window left over when the model stopped early is tried by itself if it is at least so long. */
const leastRestSeconds = 2;
const mostPasses = 6;
/** Below this peak (about -66 dBFS) there is nothing to hear. */
const silentPeak = 0.0005;

/** Turns the samples of one window into text with times: openai/whisper's transcribe() for windows cut at pauses. */
export class Recogniser {
  readonly #logMel: (samples: Float32Array) => Float32Array;

  constructor(private readonly tools: Tools) {
    this.#logMel = makeLogMel(tools.model.melBins);
  }

  /** `samples`: 16 kHz mono, at most 30 s. The same samples and options always give the same result. */
  async recognise(samples: Float32Array, call: RecogniseCall): Promise<WindowResult> {
    const parts: WindowResult[] = [];
    let offset = 0;
    for (let pass = 0; pass < mostPasses; pass++) {
      const rest = samples.subarray(Math.round(offset * sampleRate));
      const before = parts.map(textOf).join(' ');
      const onText = (text: string) => call.onText(`${before} ${text}`.trim());
      const { result, reached } = await this.#pass(rest, { ...call, onText });
      parts.push(shifted(result, offset));
      const left = rest.length / sampleRate - reached;
      if (reached < 1 || left < leastRestSeconds) break;
      offset += reached;
    }
    return joined(parts, samples.length / sampleRate);
  }

  /** One encoding, decoded until an attempt passes the gates. `reached`: seconds of it the text covers. */
  async #pass(samples: Float32Array, call: RecogniseCall): Promise<{ result: WindowResult; reached: number }> {
    const seconds = samples.length / sampleRate;
    if (!samples.some((value) => Math.abs(value) > silentPeak)) return { result: silent(call.index), reached: seconds };
    const sound = await openSound(this.tools, this.#logMel(samples), call);
    try {
      const best = await this.#decode(sound, seconds, call);
      const facts = {
        index: call.index,
        language: sound.language,
        languageProbability: sound.languageProbability,
        noSpeechProbability: sound.noSpeechProbability,
        averageLogProbability: best.averageLogProbability,
        compressionRatio: best.compressionRatio,
        temperature: best.temperature,
      };
      if (isSilence(best, sound.noSpeechProbability)) return { result: { ...facts, segments: [] }, reached: seconds };
      const cuts = cutSegments(best.tokens, this.tools.model.timestampBegin, seconds);
      const segments = this.#timed(best, cuts, { seconds, language: sound.language });
      return { result: { ...facts, segments }, reached: reachOf(cuts, best, seconds) };
    } finally {
      sound.close();
    }
  }

  async #decode(sound: Sound, seconds: number, call: RecogniseCall): Promise<Scored> {
    let best: Scored | undefined;
    let worse = 0;
    for (const [step, temperature] of gates.temperatures.entries()) {
      const made = await this.#attempt(sound, { seconds, temperature, seed: call.index * 8 + step, call });
      if (!best || isBetter(made, best)) [best, worse] = [made, 0];
      else worse++;
      const verdict = judge(made, sound.noSpeechProbability);
      if (verdict === 'accepted') return made;
      // Hotter attempts help against loops; against mere doubt they seldom do once one has come out worse.
      if (verdict === 'unlikely' && worse > 0) break;
    }
    return best!;
  }

  async #attempt(
    sound: Sound,
    { seconds, temperature, seed, call }: { seconds: number; temperature: number; seed: number; call: RecogniseCall },
  ): Promise<Scored> {
    const { model, sessions, decode } = this.tools;
    const textOfTokens = (tokens: readonly number[]) =>
      decode(tokens.filter((token) => token < model.endOfText)).trim();
    const lastTimestamp = Math.min(1_500, Math.ceil(seconds / secondsPerTimestamp));
    const made = await attempt(sessions, {
      sound: sound.encoded,
      first: sound.first,
      rules: { ...model, lastTimestamp },
      // Nobody says 20 tokens a second.
      maxTokens: Math.min(model.maxLength - sound.prompt.length, 24 + Math.ceil(20 * seconds)),
      temperature,
      seed,
      breathe: call.breathe,
      onTokens: (tokens) => {
        if (tokens.length % 4 === 0) call.onText(textOfTokens(tokens));
      },
    });
    const cut = withoutLoop(made, model.timestampBegin);
    const text = textOfTokens(cut.tokens);
    return { ...cut, text, compressionRatio: await compressionRatio(text), hasLoop: made.endedBy === 'loop' };
  }

  #timed(
    made: Attempt,
    cuts: readonly TokenSegment[],
    { seconds, language }: { seconds: number; language: string | null },
  ): WindowSegment[] {
    const starts = this.#starts(made, seconds);
    const timed = cuts.map((segment) => {
      const words = splitWords(made.tokens, segment, this.tools.decode, language);
      const times = starts ? alignedTimes(words, starts, segment) : spreadTimes(words, segment);
      return words.map((word, index) => ({
        text: word.text.trim(),
        ...times[index]!,
        probability: wordProbability(word, made.logProbabilities),
        ...(isUnspaced(language) && !word.text.startsWith(' ') && { joined: true }),
      }));
    });
    const ordered = inOrder(timed.flat(), seconds);
    let at = 0;
    return timed.flatMap((words) => {
      const own = ordered.slice(at, (at += words.length));
      if (own.length === 0) return [];
      const text = own.map((word, index) => (index > 0 && !word.joined ? ' ' : '') + word.text).join('');
      return [{ start: own[0]!.start, end: own.at(-1)!.end, text, words: own }];
    });
  }

  #starts(made: Attempt, seconds: number): Float32Array | null {
    const { model, sessions } = this.tools;
    if (!sessions.hasAlignment || made.tokens.length === 0) return null;
    const heads = model.alignmentHeads.length;
    const positions = made.attention[0]!.length / heads;
    return alignTokens({
      attention: made.attention,
      text: made.tokens.flatMap((token, index) => (token < model.timestampBegin ? [index] : [])),
      heads,
      frames: Math.min(positions, Math.ceil(seconds / secondsPerTimestamp)),
      row: model.alignmentRow,
      medianFilterWidth: model.medianFilterWidth,
    });
  }
}

const textOf = (result: WindowResult): string => result.segments.map((segment) => segment.text).join(' ');

/** How far the text goes: everything unless the model stopped at a timestamp before the end, or in a loop. */
const reachOf = (cuts: readonly TokenSegment[], made: Attempt, seconds: number): number => {
  const closed = cuts.findLast((segment) => segment.isClosed);
  return cuts.length > 0 && closed && (made.endedBy !== 'end' || cuts.at(-1)!.isClosed) ? closed.end : seconds;
};

const silent = (index: number): WindowResult => ({
  index,
  language: null,
  languageProbability: null,
  noSpeechProbability: 1,
  averageLogProbability: 0,
  compressionRatio: 0,
  temperature: 0,
  segments: [],
});

const shifted = (result: WindowResult, seconds: number): WindowResult => ({
  ...result,
  segments: result.segments.map((segment) => ({
    ...segment,
    start: segment.start + seconds,
    end: segment.end + seconds,
    words: segment.words.map((word) => ({ ...word, start: word.start + seconds, end: word.end + seconds })),
  })),
});

/** The first part's facts, the worst part's doubts, all segments with their starts still in order. */
const joined = (parts: readonly WindowResult[], seconds: number): WindowResult => {
  if (parts.length === 1) return parts[0]!;
  const words = inOrder(
    parts.flatMap((part) => part.segments.flatMap((segment) => segment.words)),
    seconds,
  );
  let at = 0;
  const segments = parts.flatMap((part) =>
    part.segments.map((segment) => {
      const own = words.slice(at, (at += segment.words.length));
      return { ...segment, start: own[0]!.start, end: own.at(-1)!.end, words: own };
    }),
  );
  return {
    ...parts[0]!,
    averageLogProbability: Math.min(...parts.map((part) => part.averageLogProbability)),
    compressionRatio: Math.max(...parts.map((part) => part.compressionRatio)),
    temperature: Math.max(...parts.map((part) => part.temperature)),
    segments,
  };
};
