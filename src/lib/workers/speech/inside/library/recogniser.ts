import type { WindowResult, WindowWord } from '$lib/domain/ports.ts';
import { compressionRatio, loopLength } from '../gates.ts';
import { sampleRate } from '../mel.ts';
import { silent } from '../parts.ts';
import type { RecogniseCall, Sample } from '../recogniser.ts';
import { inOrder, spreadTimes } from '../word-times.ts';
import { isUnspaced } from '../words.ts';
import type { Json } from '../whisper-model.ts';
import { bestPath, ctcWords, piecesOf, type CtcWord } from './ctc.ts';
import type { LibraryFamily, LibraryPipeline } from './open.ts';

export type LibraryTools = { pipeline: LibraryPipeline; family: LibraryFamily; config: Json; tokenizer: Json };

/** Below this peak (about -66 dBFS) there is nothing to hear. */
const silentPeak = 0.0005;
/** A model of this kind marks a token where it is surest of it: its word sounds on for about so long. */
const lingerSeconds = 0.16;

type Said = { words: WindowWord[]; averageLogProbability: number };

/** Whole windows heard by the library's pipeline, for models that are no Whisper. */
export class LibraryRecogniser {
  readonly #pieceOf: (token: number) => string | null;

  constructor(private readonly tools: LibraryTools) {
    this.#pieceOf = piecesOf(tools.tokenizer);
  }

  /** True where the model itself tells when a word was said; else times are reckoned from the length of words. */
  get hasTimes(): boolean {
    return this.tools.family === 'parakeet_ctc';
  }

  async recognise(windows: readonly Sample[], call: RecogniseCall): Promise<WindowResult[]> {
    const results: WindowResult[] = [];
    for (const { index, samples } of windows) {
      await call.breathe();
      const isAudible = samples.some((value) => Math.abs(value) > silentPeak);
      results.push(isAudible ? await this.#hear({ index, samples }, call) : silent(index));
      const text = results.at(-1)!.segments.map((segment) => segment.text);
      call.onText(index, text.join(' '));
    }
    return results;
  }

  async #hear({ index, samples }: Sample, { language: asked }: RecogniseCall): Promise<WindowResult> {
    const seconds = samples.length / sampleRate;
    const language = this.#languageFor(asked);
    const said = this.hasTimes ? await this.#byFrames(samples) : await this.#byText(samples, language);
    const words = inOrder(withoutLoops(said.words), seconds);
    const text = words.map((word, at) => (at > 0 && !word.joined ? ' ' : '') + word.text).join('');
    return {
      ...{ index, language, languageProbability: null, noSpeechProbability: 0, temperature: 0 },
      averageLogProbability: said.averageLogProbability,
      compressionRatio: await compressionRatio(text),
      segments: words.length > 0 ? [{ start: words[0]!.start, end: words.at(-1)!.end, text, words }] : [],
    };
  }

  /** None of these finds out the language by itself: the one asked for, where the model has more than one, or English. */
  #languageFor(asked: string): string {
    return this.tools.family === 'cohere_asr' && asked !== 'auto' ? asked : 'en';
  }

  /** The pipeline's own call. Limits keep its loops short: nobody says 20 tokens a second. */
  async #byText(samples: Float32Array, language: string): Promise<Said> {
    const { pipeline, family } = this.tools;
    const seconds = samples.length / sampleRate;
    const options = {
      max_new_tokens: 24 + Math.ceil((family === 'moonshine' ? 6 : 20) * seconds),
      ...(family === 'cohere_asr' && { language }),
    };
    const { text } = await pipeline(samples, options);
    return { words: spreadWords(text, seconds, language), averageLogProbability: 0 };
  }

  /** What the pipeline does for such a model, but for keeping when each token came. */
  async #byFrames(samples: Float32Array): Promise<Said> {
    const { pipeline, config } = this.tools;
    const { logits } = await pipeline.model(await pipeline.processor(samples));
    const [, frames, size] = logits.dims as [number, number, number];
    const blank = typeof config.pad_token_id === 'number' ? config.pad_token_id : size - 1;
    const tokens = bestPath(logits.data, size, blank);
    const sum = tokens.reduce((total, { logProbability }) => total + logProbability, 0);
    const frameSeconds = samples.length / sampleRate / frames;
    const words = ctcWords(tokens, this.#pieceOf).map((word, at, all) => timed(word, all[at + 1], frameSeconds));
    return { words, averageLogProbability: tokens.length > 0 ? sum / tokens.length : 0 };
  }
}

const timed = ({ text, from, to, probability }: CtcWord, next: CtcWord | undefined, frame: number): WindowWord => {
  const end = to * frame + lingerSeconds;
  return { text, start: from * frame, end: next ? Math.min(end, next.from * frame) : end, probability };
};

/** A text over its window in proportion to its letters. */
const spreadWords = (text: string, seconds: number, language: string): WindowWord[] => {
  const isJoined = isUnspaced(language);
  const words = (isJoined ? [...text.replace(/\s+/g, '')] : text.trim().split(/\s+/)).filter((word) => word !== '');
  const tokens = words.map((word) => ({ text: word, from: 0, to: 0 }));
  const times = spreadTimes(tokens, { from: 0, to: 0, start: 0, end: seconds, isClosed: true });
  return words.map((word, at) => ({
    ...{ text: word, ...times[at]!, probability: null },
    ...(isJoined && { joined: true }),
  }));
};

/** Words up to the first round of a loop at their end. */
export const withoutLoops = (words: readonly WindowWord[]): WindowWord[] => {
  const numbers = new Map<string, number>();
  const numbered = words.map(({ text }) => {
    const key = text.toLowerCase();
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
  return words.slice(0, words.length - loopLength(numbered));
};
