import type { RecogniseOptions, WindowResult, WindowSegment } from '$lib/domain/ports.ts';
import { alignTokens } from './align.ts';
import { attempt, withoutLoop, type Attempt, type Limits } from './attempt.ts';
import { beamSearch } from './beam.ts';
import { compressionRatio, gates, isBetter, isSilence, judge, type Outcome } from './gates.ts';
import { makeLogMel, sampleRate } from './mel.ts';
import { joined, reachOf, shifted, silent, textOf } from './parts.ts';
import { cutSegments, secondsPerTimestamp, type TokenSegment } from './segments.ts';
import type { WhisperSessions } from './sessions.ts';
import { openSounds, type Heard, type PromptOptions, type Sounds } from './sound.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { WhisperModel } from './whisper-model.ts';
import { isUnspaced, splitWords } from './words.ts';
import { alignedTimes, inOrder, spreadTimes, wordProbability } from './word-times.ts';

export type Tools = { model: WhisperModel; sessions: WhisperSessions; tokenizer: Tokenizer };

/** A window as samples: 16 kHz mono, at most 30 s. `index` seeds what is drawn. */
export type Sample = { index: number; samples: Float32Array };

export type RecogniseCall = RecogniseOptions & {
  /** The text of one of the windows as it grows. */
  onText: (index: number, text: string) => void;
  breathe: () => Promise<void>;
};

type Scored = Attempt & Outcome & { text: string };
/** Part of a window that is decoded by itself. */
type Piece = { index: number; samples: Float32Array; seconds: number; before: string };

/** Part of a window left over when the model stopped early is tried by itself if it is at least so long. */
const leastRestSeconds = 2;
const mostPasses = 6;
/** Below this peak (about -66 dBFS) there is nothing to hear. */
const silentPeak = 0.0005;
/** Tokens of the person's words that go before a prompt; openai/whisper leaves half of the room. */
const mostPromptTokens = 223;

/** Turns the samples of windows into text with times: openai/whisper's transcribe() for windows cut at pauses. */
export class Recogniser {
  readonly #logMel: (samples: Float32Array) => Float32Array;

  constructor(private readonly tools: Tools) {
    this.#logMel = makeLogMel(tools.model.melBins);
  }

  /**
   * Decodes windows side by side. The same windows and options together always give the same results; where only one
   * goes on, what the model left of it is decoded by itself.
   */
  async recognise(windows: readonly Sample[], call: RecogniseCall): Promise<WindowResult[]> {
    const states = windows.map((window) => ({ window, offset: 0, parts: [] as WindowResult[], isDone: false }));
    for (let pass = 0; pass < mostPasses; pass++) {
      const open = states.filter((state) => !state.isDone);
      if (open.length === 0) break;
      const pieces = open.map(({ window, offset, parts }): Piece => {
        const samples = window.samples.subarray(Math.round(offset * sampleRate));
        return { index: window.index, samples, seconds: samples.length / sampleRate, before: textOf(parts) };
      });
      const heard = await this.#pass(pieces, call);
      open.forEach((state, at) => {
        const { result, reached } = heard[at]!;
        state.parts.push(shifted(result, state.offset));
        const left = pieces[at]!.seconds - reached;
        state.isDone = reached < 1 || left < leastRestSeconds || call.stopsEarly === true;
        state.offset += reached;
      });
    }
    return states.map(({ window, parts, offset }) => ({
      ...joined(parts, window.samples.length / sampleRate),
      reachedSeconds: Math.min(offset, window.samples.length / sampleRate),
    }));
  }

  /** One encoding of each, decoded until an attempt passes the gates. `reached`: seconds of it the text covers. */
  async #pass(
    pieces: readonly Piece[],
    call: RecogniseCall,
  ): Promise<readonly { result: WindowResult; reached: number }[]> {
    const audible = pieces.filter(({ samples }) => samples.some((value) => Math.abs(value) > silentPeak));
    const found = new Map(pieces.map((piece) => [piece, { result: silent(piece.index), reached: piece.seconds }]));
    if (audible.length > 0) {
      const mels = audible.map(({ samples }) => this.#logMel(samples));
      const sounds = await openSounds(this.tools, mels, this.#promptOptions(call));
      try {
        const best = await this.#decode(sounds, audible, call);
        audible.forEach((piece, row) => found.set(piece, this.#finish(best[row]!, sounds.rows[row]!, piece)));
      } finally {
        sounds.close();
      }
    }
    return pieces.map((piece) => found.get(piece)!);
  }

  #finish(best: Scored, heard: Heard, { index, seconds }: Piece): { result: WindowResult; reached: number } {
    const { averageLogProbability, compressionRatio, temperature } = best;
    const facts = { index, ...heard, averageLogProbability, compressionRatio, temperature };
    if (isSilence(best, heard.noSpeechProbability)) return { result: { ...facts, segments: [] }, reached: seconds };
    const cuts = cutSegments(best.tokens, this.tools.model.timestampBegin, seconds);
    const segments = this.#timed(best, cuts, { seconds, language: heard.language });
    return { result: { ...facts, segments }, reached: reachOf(cuts, best, seconds) };
  }

  /** The ladder of temperatures: only rows whose attempt failed the gates go on to the next. */
  async #decode(sounds: Sounds, pieces: readonly Piece[], call: RecogniseCall): Promise<Scored[]> {
    const rows = pieces.map((piece, row) => ({ piece, row, best: undefined as Scored | undefined, worse: 0 }));
    let pending = rows;
    for (const [step, temperature] of gates.temperatures.entries()) {
      const made = await this.#attempt(sounds, pending, { temperature, step, call });
      pending.forEach((state, at) => {
        const one = made[at]!;
        if (!state.best || isBetter(one, state.best)) [state.best, state.worse] = [one, 0];
        else state.worse++;
      });
      pending = pending.filter((state, at) => {
        const verdict = judge(made[at]!, sounds.rows[state.row]!.noSpeechProbability);
        if (verdict === 'accepted') state.best = made[at]!;
        // Hotter attempts help against loops; against mere doubt they seldom do once one has come out worse.
        return verdict === 'repetitive' || (verdict === 'unlikely' && state.worse === 0);
      });
      if (pending.length === 0) break;
    }
    return rows.map((state) => state.best!);
  }

  async #attempt(
    sounds: Sounds,
    states: readonly { piece: Piece; row: number }[],
    { temperature, step, call }: { temperature: number; step: number; call: RecogniseCall },
  ): Promise<Scored[]> {
    const { sessions } = this.tools;
    const isWhole = states.length === sounds.first.rows;
    const first = isWhole
      ? sounds.first
      : sessions.select(
          sounds.first,
          states.map(({ row }) => row),
        );
    const limits = states.map(({ piece }) => this.#limits(piece.seconds, sounds.promptLength));
    const tell = (row: number, tokens: readonly number[]) => {
      const { index, before } = states[row]!.piece;
      if (tokens.length % 4 === 0) call.onText(index, `${before} ${this.#textOf(tokens)}`.trim());
    };
    const common = { encoded: sounds.encoded, first, breathe: call.breathe };
    try {
      const beamSize = temperature === 0 && sessions.canSelect ? (call.beamSize ?? 1) : 1;
      const made =
        beamSize > 1 && states.length === 1
          ? [await beamSearch(sessions, { ...common, limits: limits[0]!, beamSize, onTokens: (t) => tell(0, t) })]
          : await attempt(sessions, {
              ...common,
              limits,
              seeds: states.map(({ piece }) => piece.index * 8 + step),
              temperature,
              onTokens: tell,
            });
      return await Promise.all(made.map((one) => this.#score(one)));
    } finally {
      if (!isWhole) sessions.releaseAll(first);
    }
  }

  #limits(seconds: number, promptLength: number): Limits {
    const { model } = this.tools;
    const lastTimestamp = Math.min(1_500, Math.ceil(seconds / secondsPerTimestamp));
    // Nobody says 20 tokens a second.
    const maxTokens = Math.min(model.maxLength - promptLength, 24 + Math.ceil(20 * seconds));
    return { rules: { ...model, lastTimestamp }, maxTokens };
  }

  async #score(made: Attempt): Promise<Scored> {
    const cut = withoutLoop(made, this.tools.model.timestampBegin);
    const text = this.#textOf(cut.tokens);
    return { ...cut, text, compressionRatio: await compressionRatio(text), hasLoop: made.endedBy === 'loop' };
  }

  #textOf(tokens: readonly number[]): string {
    const { model, tokenizer } = this.tools;
    return tokenizer.decode(tokens.filter((token) => token < model.endOfText)).trim();
  }

  /** A prompt goes to models that were trained with one. */
  #promptOptions({ language, task, prompt = '' }: RecogniseCall): PromptOptions {
    const { model, tokenizer } = this.tools;
    if (prompt.trim() === '' || model.startOfPrevious === null) return { language, task };
    const room = Math.min(mostPromptTokens, Math.floor(model.maxLength / 2) - 1);
    return { language, task, previous: tokenizer.encode(` ${prompt.trim()}`).slice(-room) };
  }

  #timed(
    made: Attempt,
    cuts: readonly TokenSegment[],
    { seconds, language }: { seconds: number; language: string | null },
  ): WindowSegment[] {
    const starts = this.#starts(made, seconds);
    const timed = cuts.map((segment) => {
      const words = splitWords(made.tokens, segment, this.tools.tokenizer.decode, language);
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
