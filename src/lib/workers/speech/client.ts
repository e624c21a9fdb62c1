import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { Pcm, Span } from '$lib/domain/artifacts.ts';
import type { DeviceReason } from '$lib/domain/device-choice.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { LoadedModel, SpeechEngine, SpeechWindow, WindowResult } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { callback } from '../rpc.ts';
import type { Means, SpeechApi } from './api.ts';
import { createCompiledRuntime, type CompiledRuntime } from './compiled.ts';
import { efforts, type Effort } from './effort.ts';

export type SpeechEngineOptions = {
  compiled?: CompiledRuntime;
  /** How hard to work, asked before each window. */
  effort?: () => Effort;
};

const log = logger('speech');

/** A worker inside a longer call (one encoding takes seconds on a slow device) is ended: within 200 ms the processor is free. */
const graceMs = 50;

/** The worker with what it needs at each call; it is ended when it will not stop, crashes or idles. */
class SpeechHost {
  current: ModelRef | undefined;
  #threads: number | undefined;
  readonly #host = new WorkerHost<SpeechApi>(
    () => new Worker(new URL('./speech.worker.ts', import.meta.url), { type: 'module', name: 'speech' }),
    { graceMs },
  );

  constructor(private readonly options: Required<SpeechEngineOptions>) {}

  /** A worker started anew where the device or the number of threads changes: a realm has one runtime. */
  async load(model: ModelRef, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<LoadedModel> {
    const { threads } = efforts[this.options.effort()];
    const wanted = threads?.(navigator.hardwareConcurrency, globalThis.crossOriginIsolated);
    if ((this.current && this.current.device !== model.device) || wanted !== this.#threads) this.stop();
    [this.current, this.#threads] = [model, wanted];
    const means = await this.#meansFor(model);
    try {
      return await this.#host.call(signal, (api, own) => api.load(means, callback(onProgress), own));
    } catch (error) {
      // Once a session has failed in a realm, the runtime refuses every later one there.
      if (error instanceof AppError && error.code === 'model/unavailable') this.stop();
      throw error;
    }
  }

  async hear(...[pcm, windows, options, onText, signal]: Parameters<SpeechEngine['transcribe']>) {
    if (!this.current) throw new AppError('model/missing', { message: 'No model was loaded.' });
    const request = { means: await this.#meansFor(this.current), pcm, windows, options };
    return this.#host.call(signal, (api, own) => api.transcribe(request, callback(onText), own));
  }

  quietest(pcm: Pcm, search: Span, signal: AbortSignal): Promise<number> {
    return this.#host.call(signal, (api) => api.quietest(pcm, search));
  }

  stop(): void {
    this.#host.stop();
  }

  async #meansFor(model: ModelRef): Promise<Means> {
    const compiled = model.device === 'wasm' ? await this.options.compiled() : undefined;
    return { model, compiled, threads: this.#threads, rest: efforts[this.options.effort()].rest };
  }
}

/**
 * The speech engine behind its worker. A graphics card that fails, or finds no word in speech, gives way to the processor,
 * in a fresh worker, for as long as this engine lives.
 */
export const createSpeechEngine = ({
  compiled = createCompiledRuntime(),
  effort = () => 'balanced',
}: SpeechEngineOptions = {}): SpeechEngine & { dispose(): void } => {
  const host = new SpeechHost({ compiled, effort });
  /** Models that did not run on the card, and why; and those that have said something there. */
  const failed = new Map<string, DeviceReason>();
  const trusted = new Set<string>();
  let running: LoadedModel | undefined;

  const load = async (...[model, onProgress, signal]: Parameters<SpeechEngine['load']>): Promise<LoadedModel> => {
    const reason = failed.get(model.id) ?? model.reason;
    const wanted = failed.has(model.id) ? onProcessor(model) : model;
    const loaded = await host.load(wanted, onProgress, signal);
    running = { ...loaded, ...(reason && { reason }) };
    return running;
  };

  return {
    async load(model, onProgress, signal) {
      try {
        return await load(model, onProgress, signal);
      } catch (error) {
        const isStuck = model.device !== 'webgpu' || model.needsCard || failed.has(model.id);
        if (isStuck || !(error instanceof AppError) || error.code === 'model/missing') throw error;
        log.warn('the card gives way', { model: model.id, error: error.message });
        failed.set(model.id, 'card-failed');
        return load(model, onProgress, signal);
      }
    },
    transcribe: async (...call) => {
      const results = await host.hear(...call);
      const { current } = host;
      if (current?.device !== 'webgpu' || current.needsCard || trusted.has(current.id)) return results;
      if (!isMute(call[1], results)) {
        trusted.add(current.id);
        return results;
      }
      failed.set(current.id, 'card-mute');
      await load(current, () => {}, call[4]);
      return host.hear(...call);
    },
    running: () => running,
    quietest: (...call) => host.quietest(...call),
    dispose: () => host.stop(),
  };
};

/** Nothing was heard in at least so many seconds of speech. */
const leastSpeechSeconds = 3;

const isMute = (windows: readonly SpeechWindow[], results: readonly WindowResult[]): boolean => {
  const pieces = windows.flatMap((window) => window.pieces);
  const seconds = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  return seconds >= leastSpeechSeconds && results.every(({ segments }) => segments.length === 0);
};

const onProcessor = (model: ModelRef): ModelRef => ({
  ...model,
  device: 'wasm',
  dtype: model.fallbackDtype ?? model.dtype,
});
