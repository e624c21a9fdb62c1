import { AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { LaneQueue } from '$lib/core/lane.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { Loaded, SpeechApi } from './api.ts';
import { makeBreath } from './inside/breath.ts';
import { assertSane } from './inside/check.ts';
import { readModel } from './inside/model-files.ts';
import { readSpans } from './inside/pcm.ts';
import { quietestPoint } from './inside/quiet.ts';
import { Recogniser } from './inside/recogniser.ts';
import { startRuntime, type Runtime } from './inside/runtime.ts';
import { WhisperSessions } from './inside/sessions.ts';
import { loadTokenizer } from './inside/tokenizer.ts';
import { parseWhisperModel } from './inside/whisper-model.ts';

type Ready = { key: string; loaded: Loaded; sessions: WhisperSessions; recogniser: Recogniser };

/** The speech engine inside its worker: one model at a time, one call at a time. */
export class WhisperEngine implements SpeechApi {
  #ready: Ready | undefined;
  #runtime: Runtime | undefined;
  readonly #queue = new LaneQueue();

  load(model: ModelRef, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<Loaded> {
    return this.#queue.run(async () => (await this.#open(model, onProgress, signal)).loaded, signal);
  }

  transcribe(...[request, onText, signal]: Parameters<SpeechApi['transcribe']>): ReturnType<SpeechApi['transcribe']> {
    return this.#queue.run(async () => {
      const { recogniser } = await this.#open(request.model, () => {}, signal);
      const samples = await readSpans(request.pcm, request.window.pieces);
      const call = { ...request.options, index: request.window.index, onText, breathe: makeBreath(signal) };
      return named('speech/failed', () => recogniser.recognise(samples, call));
    }, signal);
  }

  async quietest(...[pcm, search]: Parameters<SpeechApi['quietest']>): Promise<number> {
    return search.start + quietestPoint(await readSpans(pcm, [search]), pcm.sampleRate);
  }

  async #open(model: ModelRef, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<Ready> {
    const key = JSON.stringify([model.id, model.revision, model.base, model.dtype, model.device]);
    if (this.#ready?.key === key) return this.#ready;
    await this.#ready?.sessions.close();
    this.#ready = undefined;
    const files = await readModel(model, onProgress, signal);
    this.#ready = await named('model/unavailable', async () => {
      const runtime = (this.#runtime ??= await startRuntime(model.device));
      const facts = parseWhisperModel(files.json);
      const decode = await loadTokenizer(files.json.tokenizer, files.tokenizerConfig);
      onProgress(0.75);
      const sessions = await WhisperSessions.open(runtime, facts, files);
      onProgress(0.95);
      if (runtime.device === 'webgpu') await assertSane({ model: facts, sessions });
      const loaded = { device: runtime.device, threads: runtime.threads, maxWindowSeconds: facts.maxWindowSeconds };
      return { key, loaded, sessions, recogniser: new Recogniser({ model: facts, sessions, decode }) };
    });
    onProgress(1);
    return this.#ready;
  }
}

/** Gives errors of the runtime a code; ours and aborts pass. */
const named = async <T>(code: 'speech/failed' | 'model/unavailable', run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    throw isAbort(error) || error instanceof AppError ? error : toAppError(error, code);
  }
};
