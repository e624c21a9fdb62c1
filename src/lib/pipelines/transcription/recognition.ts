import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { Pcm, Span, Speech } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { LoadedModel, SpeechEngine, SpeechWindow, WindowResult } from '$lib/domain/ports.ts';
import type { RecognitionChoice } from '$lib/domain/recognition.ts';
import type { Draft } from '$lib/domain/transcript.ts';
import type { Growing, StepContext } from '../step.ts';
import { GrowingDraft, type Heard, type UsedModel } from './draft.ts';
import { cutLong, middle, WindowPacker } from './windows.ts';

const log = logger('speech');

/** A span that ends closer than this to where the search has come may still grow. */
const settleSeconds = 1;
/** Windows are written down at most this often; whatever ends the step writes the rest. */
const keepEveryMs = 2_000;

/**
 * What a checkpoint holds. It counts only for the same weights and the same windows. Each window is written as JSON once:
 * to clone the words of hours anew at every checkpoint would keep the page from answering.
 */
type Saved = { modelId: string; revision: string; maxWindowSeconds: number; windows: readonly string[] };

export type Work = {
  engine: SpeechEngine;
  model: ModelRef;
  context: StepContext;
  language: string;
  choice: RecognitionChoice;
  pcm: Growing<Pcm>;
};

type Started = { packer: WindowPacker; pcm: Pcm; loaded: LoadedModel; saved: readonly string[] };

/** One recording being recognised: follows the speech found so far and recognises every window that is certain. */
export class Recognition {
  /** The device may come out lower than asked. */
  model: UsedModel;
  readonly #work: Work;
  readonly #draft = new GrowingDraft();
  /** Windows heard, as a checkpoint holds them; the last one as it is. */
  readonly #kept: string[] = [];
  #last: Heard | undefined;
  #started: Started | undefined;
  /** Spans taken so far, and how far into the next one. */
  #taken = 0;
  #cutTo: number | null = null;
  /** Windows that are certain and wait for their group to fill. */
  #waiting: SpeechWindow[] = [];
  #totalSeconds: number | undefined;
  #keptCount = 0;
  #keptAt = 0;

  constructor(work: Work) {
    this.#work = work;
    this.model = work.model;
    const total = work.pcm.whole(work.context.signal);
    total.then(
      (pcm) => (this.#totalSeconds = pcm.totalSamples / pcm.sampleRate),
      () => {}, // Whoever stopped or failed says so through the speech this follows.
    );
  }

  /** Recognises what the speech found so far makes certain; with `isWhole` everything. */
  async follow(speech: Speech, isWhole: boolean): Promise<void> {
    if (speech.spans.length === 0) return;
    const { packer } = await this.#start();
    for (const part of await this.#take(speech, isWhole)) await this.#hear(packer.add(part), false);
    if (isWhole) await this.#hear(packer.finish(), true);
  }

  /**
   * Window after window of the longest length, each from where the text of the one before ended (openai/whisper's
   * transcribe), over the stretches given.
   */
  async goThrough(stretches: readonly Span[]): Promise<void> {
    if (stretches.length === 0) return;
    const { loaded } = await this.#start();
    let index = 0;
    for (const { start, end } of stretches) {
      for (let at = start; at < end - 0.1;) {
        const window = { index: index++, pieces: [{ start: at, end: Math.min(end, at + loaded.maxWindowSeconds) }] };
        await this.#hearGroup([window]);
        const length = window.pieces[0]!.end - at;
        const reached = this.#last!.result.reachedSeconds ?? length;
        at += reached >= 1 ? reached : length;
      }
    }
  }

  /** What was heard so far. */
  get draft(): Draft {
    return this.#draft.made(this.model);
  }

  /** Writes down the windows not yet written. What an earlier run finished beyond them stays. */
  async keep(): Promise<void> {
    const count = this.#kept.length;
    if (count === this.#keptCount || !this.#started) return;
    this.#keptCount = count;
    this.#keptAt = performance.now();
    const { id: modelId, revision } = this.model;
    const { loaded, saved: before } = this.#started;
    const windows = [...this.#kept, ...before.slice(count)];
    const saved: Saved = { modelId, revision, maxWindowSeconds: loaded.maxWindowSeconds, windows };
    await this.#work.context.checkpoint.save(saved);
  }

  /** The next stretches that will not change any more, none longer than a window. */
  async #take(speech: Speech, isWhole: boolean): Promise<Span[]> {
    const taken: Span[] = [];
    for (let span = speech.spans[this.#taken]; span; span = speech.spans[this.#taken]) {
      const isLast = this.#taken === speech.spans.length - 1;
      const isSettled = isWhole || !isLast || span.end < speech.untilSeconds - settleSeconds;
      const left = { start: this.#cutTo ?? span.start, end: span.end };
      const { parts, rest } = await cutLong(left, this.#started!.loaded.maxWindowSeconds, {
        quietest: this.#quietest,
        isWhole: isSettled,
      });
      taken.push(...parts);
      this.#cutTo = rest?.start ?? null;
      if (rest) break;
      this.#taken++;
    }
    return taken;
  }

  readonly #quietest = (search: Span): Promise<number> => {
    const { engine, context } = this.#work;
    return engine.quietest?.(this.#started!.pcm, search, context.signal) ?? middle(search);
  };

  /** Loads the model at the first speech, and what an interrupted run had finished. */
  async #start(): Promise<Started> {
    if (this.#started) return this.#started;
    const { context, pcm } = this.#work;
    const loaded = await this.#load();
    const saved = await context.checkpoint.load<Saved>();
    const isSame = saved?.modelId === this.model.id && saved.revision === this.model.revision;
    const isKnown = isSame && saved.maxWindowSeconds === loaded.maxWindowSeconds;
    this.#started = {
      packer: new WindowPacker(loaded.maxWindowSeconds),
      pcm: await firstOf(pcm, context.signal),
      loaded,
      saved: isKnown && Array.isArray(saved.windows) ? saved.windows : [],
    };
    if (this.#started.saved.length > 0) log.info('resumed', { windows: this.#started.saved.length });
    return this.#started;
  }

  async #load(): Promise<LoadedModel> {
    const { engine, model, context } = this.#work;
    const loaded = await engine.load(model, () => {}, context.signal);
    const { device, threads, reason, hasEstimatedTimes } = loaded;
    const { id, revision } = model;
    this.model = {
      id,
      revision,
      device,
      threads,
      ...(reason && { reason }),
      ...(hasEstimatedTimes && { hasEstimatedTimes }),
    };
    log.info('model loaded', { model: model.id, device, threads, reason: reason ?? '' });
    return loaded;
  }

  /**
   * [Note: Groups by number] The first window goes alone, so that text comes soon; the others in groups of as many as the
   * model likes, cut by their number and by nothing else. So a run that was interrupted decodes the same windows together.
   */
  async #hear(windows: readonly SpeechWindow[], isLast: boolean): Promise<void> {
    this.#waiting.push(...windows);
    while (this.#waiting.length > 0) {
      const { windowsAtOnce } = this.#started!.loaded;
      const size = this.#waiting[0]!.index === 0 ? 1 : windowsAtOnce;
      if (this.#waiting.length < size && !isLast) return;
      await this.#hearGroup(this.#waiting.splice(0, size));
    }
  }

  async #hearGroup(windows: readonly SpeechWindow[]): Promise<void> {
    const known = windows.map((window) => this.#known(window));
    const results = known.every((result) => result !== undefined) ? known : await this.#recognise(windows);
    windows.forEach((window, at) => this.#note({ window, result: results[at]! }));
    this.#show(windows.at(-1)!);
    if (performance.now() - this.#keptAt >= keepEveryMs) await this.keep();
  }

  #note(heard: Heard): void {
    this.#draft.add(heard);
    this.#kept.push(JSON.stringify(heard));
    this.#last = heard;
  }

  #known(window: SpeechWindow): WindowResult | undefined {
    const text = this.#started!.saved[window.index];
    if (text === undefined) return undefined;
    const saved = JSON.parse(text) as Heard;
    return JSON.stringify(saved.window) === JSON.stringify(window) ? saved.result : undefined;
  }

  /** A worker that dies once is started again; twice on one group is a failure. */
  async #recognise(windows: readonly SpeechWindow[]): Promise<readonly WindowResult[]> {
    try {
      return await this.#transcribe(windows);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'worker/crashed') throw error;
      log.warn('worker crashed', { window: windows[0]!.index });
      await this.#load();
      return this.#transcribe(windows);
    }
  }

  async #transcribe(windows: readonly SpeechWindow[]): Promise<readonly WindowResult[]> {
    const { engine, context, language, choice } = this.#work;
    const { task, beamSize, prompt } = choice;
    const options = {
      language,
      task,
      ...(beamSize > 1 && { beamSize }),
      ...(prompt !== '' && { prompt }),
      ...(choice.windows === 'sequential' && { stopsEarly: true }),
    };
    const results = await engine.transcribe(this.#started!.pcm, windows, options, () => {}, context.signal);
    const now = engine.running?.();
    if (now) Object.assign(this.model, { device: now.device, threads: now.threads, reason: now.reason });
    return results;
  }

  #show(window: SpeechWindow): void {
    const { context } = this.#work;
    const doneSeconds = window.pieces.at(-1)!.end;
    const totalSeconds = this.#totalSeconds;
    context.publish('draft', this.draft);
    if (totalSeconds === undefined) context.report({ fraction: null, doneSeconds });
    else context.report({ fraction: Math.min(1, doneSeconds / totalSeconds), doneSeconds, totalSeconds });
  }
}

const firstOf = async <T>(growing: Growing<T>, signal: AbortSignal): Promise<T> => {
  for await (const state of growing.states(signal)) return state;
  return growing.whole(signal);
};
