import { AppError } from '$lib/core/errors.ts';
import { modelFamilies, type ModelFamily, type ModelRef } from '$lib/domain/model.ts';
import type { LoadedModel, WindowResult } from '$lib/domain/ports.ts';
import type { Means } from '../api.ts';
import { assertSane } from './check.ts';
import { openPipeline } from './library/open.ts';
import { LibraryRecogniser } from './library/recogniser.ts';
import { readBytes, readJson, readModel } from './model-files.ts';
import { Recogniser, type RecogniseCall, type Sample, type Tools } from './recogniser.ts';
import type { Backend } from './runtime/backend.ts';
import { mostThreads } from './runtime.ts';
import { WhisperSessions } from './sessions.ts';
import { loadTokenizer } from './tokenizer.ts';
import { parseWhisperModel, type Json } from './whisper-model.ts';

/** A model ready to hear, whichever program hears with it. */
export type OpenModel = {
  loaded: LoadedModel;
  recogniser: { recognise(windows: readonly Sample[], call: RecogniseCall): Promise<WindowResult[]> };
  /** Parts of our own loop; null where the library hears. */
  tools: Tools | null;
  close(): Promise<unknown>;
};

type Progress = (fraction: number) => void;

/** Windows decoded side by side on the processor: a token then costs about half (docs/benchmarks.md). */
const windowsAtOnce = 4;
/** The longest window given to the library's models; they were trained on about as much. */
const libraryWindowSeconds = 30;

/** The family a model's `config.json` names. Throws `model/unavailable` for one nobody here can run. */
export const familyOf = ({ model_type: told }: Json): ModelFamily => {
  const family = modelFamilies.find((each) => each === told);
  if (!family) throw new AppError('model/unavailable', { detail: { modelType: String(told) } });
  return family;
};

/** Our own loop over a Whisper. */
export const openWhisper = async (
  ...[means, backend, onProgress, signal]: [Means, () => Promise<Backend>, Progress, AbortSignal]
): Promise<OpenModel> => {
  const files = await readModel(means.model, onProgress, signal);
  const started = await backend();
  const facts = parseWhisperModel(files.json);
  const tokenizer = await loadTokenizer(files.json.tokenizer, files.tokenizerConfig);
  onProgress(0.75);
  const sessions = await WhisperSessions.open(started, facts, files);
  onProgress(0.95);
  if (started.device === 'webgpu') await assertSane({ model: facts, sessions });
  const { device, threads } = started;
  const { maxWindowSeconds } = facts;
  const loaded = {
    ...{ device, threads, maxWindowSeconds, windowsAtOnce: batchOf(means.model) },
    ...(!sessions.hasAlignment && { hasEstimatedTimes: true }),
  };
  const tools = { model: facts, sessions, tokenizer };
  return { loaded, tools, recogniser: new Recogniser(tools), close: () => sessions.close() };
};

/** Another family by the library's pipeline. */
export const openLibrary = async (
  ...[means, family, config, signal]: [Means, Exclude<ModelFamily, 'whisper'>, Json, AbortSignal]
): Promise<OpenModel> => {
  const { model, threads = mostThreads() } = means;
  const pipeline = await openPipeline(model, threads, (path) => readBytes(model, path, signal));
  const tokenizer = await readJson(model, 'tokenizer.json', signal);
  const recogniser = new LibraryRecogniser({ pipeline, family, config, tokenizer });
  const loaded = {
    ...{ device: model.device, threads: model.device === 'webgpu' ? 1 : threads },
    ...{ maxWindowSeconds: libraryWindowSeconds, windowsAtOnce: 1 },
    ...(!recogniser.hasTimes && { hasEstimatedTimes: true }),
  };
  return { loaded, tools: null, recogniser, close: () => pipeline.dispose() };
};

/**
 * [Note: Alone or side by side] 8-bit decoders take one scale for all activations of a call, so that a window's neighbours
 * would change its text: they decode one window at a time. So does the card, where rows cannot leave.
 */
const batchOf = ({ device, dtype }: ModelRef): number =>
  device === 'wasm' && dtype.decoder !== 'q8' ? windowsAtOnce : 1;
