import { AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { LaneQueue } from '$lib/core/lane.ts';
import type { LoadedModel } from '$lib/domain/ports.ts';
import type { Means, SpeechApi } from './api.ts';
import { makeBreath } from './inside/breath.ts';
import { readConfig } from './inside/model-files.ts';
import { familyOf, openLibrary, openWhisper, type OpenModel } from './inside/models.ts';
import { readSpans } from './inside/pcm.ts';
import { quietestPoint } from './inside/quiet.ts';
import type { Backend } from './inside/runtime/backend.ts';
import { mostThreads, startCard, startPlain } from './inside/runtime.ts';
import { measure } from './inside/trial.ts';

type Ready = OpenModel & { key: string };

/** The speech engine inside its worker: one model at a time, one call at a time. */
export class WorkerSpeechEngine implements SpeechApi {
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
      if (!tools) throw new AppError('model/unavailable', { message: 'Only a Whisper is measured.' });
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
    await this.#ready?.close();
    this.#ready = undefined;
    const config = await readConfig(model, signal);
    const opened = await named('model/unavailable', () => {
      const family = familyOf(config);
      if (family !== 'whisper') return openLibrary(means, family, config, signal);
      return openWhisper(means, async () => (this.#backend ??= await start(means)), onProgress, signal);
    });
    this.#ready = { key, ...opened };
    onProgress(1);
    return this.#ready;
  }
}

const start = ({ model, compiled, threads = mostThreads() }: Means): Promise<Backend> =>
  model.device === 'webgpu' ? startCard() : startPlain(threads, compiled);

/** Gives errors of the runtime a code; ours and aborts pass. */
const named = async <T>(code: 'speech/failed' | 'model/unavailable', run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    throw isAbort(error) || error instanceof AppError ? error : toAppError(error, code);
  }
};
