import { AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { LaneQueue } from '$lib/core/lane.ts';
import type { LoadedModel } from '$lib/domain/ports.ts';
import type { Means, SpeechApi } from './api.ts';
import { makeBreath } from './inside/breath.ts';
import { assertSane } from './inside/check.ts';
import { readModel } from './inside/model-files.ts';
import { readSpans } from './inside/pcm.ts';
import { quietestPoint } from './inside/quiet.ts';
import { Recogniser, type Tools } from './inside/recogniser.ts';
import type { Backend } from './inside/runtime/backend.ts';
import { mostThreads, startCard, startPlain } from './inside/runtime.ts';
import { WhisperSessions } from './inside/sessions.ts';
import { measure } from './inside/trial.ts';
import { loadTokenizer } from './inside/tokenizer.ts';
import { parseWhisperModel } from './inside/whisper-model.ts';

type Ready = { key: string; loaded: LoadedModel; tools: Tools; recogniser: Recogniser };

/** Windows decoded side by side on the processor: a token then costs about half (docs/benchmarks.md). */
const windowsAtOnce = 4;

/** The speech engine inside its worker: one model at a time, one call at a time. */
export class WhisperEngine implements SpeechApi {
  #ready: Ready | undefined;
  #backend: Backend | undefined;
  readonly #queue = new LaneQueue();

  load(means: Means, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<LoadedModel> {
    return this.#queue.run(async () => (await this.#open(means, onProgress, signal)).loaded, signal);
  }

  transcribe(...[request, onText, signal]: Parameters<SpeechApi['transcribe']>): ReturnType<SpeechApi['transcribe']> {
    const { means, pcm, windows, options } = request;
    return this.#queue.run(async () => {
      const { recogniser } = await this.#open(means, () => {}, signal);
      const samples = await Promise.all(
        windows.map(async ({ index, pieces }) => ({ index, samples: await readSpans(pcm, pieces) })),
      );
      const call = { ...options, onText, breathe: makeBreath(signal, means.rest) };
      return named('speech/failed', () => recogniser.recognise(samples, call));
    }, signal);
  }

  trial(means: Means, signal: AbortSignal): ReturnType<SpeechApi['trial']> {
    return this.#queue.run(async () => {
      const { tools } = await this.#open(means, () => {}, signal);
      return named('speech/failed', () => measure(tools, makeBreath(signal)));
    }, signal);
  }

  async quietest(...[pcm, search]: Parameters<SpeechApi['quietest']>): Promise<number> {
    return search.start + quietestPoint(await readSpans(pcm, [search]), pcm.sampleRate);
  }

  async #open(means: Means, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<Ready> {
    const { model } = means;
    const key = JSON.stringify([model.id, model.revision, model.base, model.dtype, model.device]);
    if (this.#ready?.key === key) return this.#ready;
    await this.#ready?.tools.sessions.close();
    this.#ready = undefined;
    const files = await readModel(model, onProgress, signal);
    this.#ready = await named('model/unavailable', async () => {
      const backend = (this.#backend ??= await start(means));
      const facts = parseWhisperModel(files.json);
      const tokenizer = await loadTokenizer(files.json.tokenizer, files.tokenizerConfig);
      onProgress(0.75);
      const sessions = await WhisperSessions.open(backend, facts, files);
      onProgress(0.95);
      if (backend.device === 'webgpu') await assertSane({ model: facts, sessions });
      const { device, threads } = backend;
      const { maxWindowSeconds } = facts;
      const loaded = { device, threads, maxWindowSeconds, windowsAtOnce: batchOf(means) };
      const tools = { model: facts, sessions, tokenizer };
      return { key, loaded, tools, recogniser: new Recogniser(tools) };
    });
    onProgress(1);
    return this.#ready;
  }
}

const start = ({ model, compiled, threads = mostThreads() }: Means): Promise<Backend> =>
  model.device === 'webgpu' ? startCard() : startPlain(threads, compiled);

/**
 * [Note: Alone or side by side] 8-bit decoders take one scale for all activations of a call, so that a window's neighbours
 * would change its text: they decode one window at a time. So does the card, where rows cannot leave.
 */
const batchOf = ({ model }: Means): number =>
  model.device === 'wasm' && model.dtype.decoder !== 'q8' ? windowsAtOnce : 1;

/** Gives errors of the runtime a code; ours and aborts pass. */
const named = async <T>(code: 'speech/failed' | 'model/unavailable', run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    throw isAbort(error) || error instanceof AppError ? error : toAppError(error, code);
  }
};
