import { AppError } from '$lib/core/errors.ts';

/** Which row of the decoder's attention tells a token's time: the one that predicts it, or the one it is fed to. */
export type AlignmentRow = 'predicting' | 'fed';

/** What the decoding loop must know of a model, read from its JSON files. Token numbers throughout. */
export type WhisperModel = {
  melBins: number;
  decoderLayers: number;
  decoderHeads: number;
  headSize: number;
  endOfText: number;
  startOfTranscript: number;
  /** Stands before a text the model is to take for what was said before. */
  startOfPrevious: number | null;
  transcribe: number | null;
  translate: number | null;
  noTimestamps: number;
  /** `<|0.00|>`; each further token is 20 ms later. */
  timestampBegin: number;
  noSpeech: number | null;
  isMultilingual: boolean;
  /** ISO code to token; empty for a model of one language. */
  languages: ReadonlyMap<string, number>;
  suppressed: readonly number[];
  suppressedAtBegin: readonly number[];
  /** Longest sequence, prompt included. */
  maxLength: number;
  /** No run of so many tokens may come twice; 0 for no such rule. */
  noRepeatNgram: number;
  maxInitialTimestamp: number | null;
  alignmentHeads: readonly { layer: number; head: number }[];
  alignmentRow: AlignmentRow;
  medianFilterWidth: number;
  maxWindowSeconds: number;
};

export type Json = Readonly<Record<string, unknown>>;

/** The files as fetched; `manifest` is what the model's own folder says of it, where it says anything. */
export type ModelJson = {
  config: Json;
  generation: Json;
  preprocessor: Json;
  tokenizer: Json;
  manifest: Json;
};

/** Reads the layout transformers.js exports use. Throws `model/corrupt` where something needed is missing. */
export const parseWhisperModel = ({
  config,
  generation,
  preprocessor,
  tokenizer,
  manifest,
}: ModelJson): WhisperModel => {
  const noTimestamps = needed(generation, 'no_timestamps_token_id');
  const tasks = (generation.task_to_id ?? {}) as Record<string, number>;
  const heads = needed(config, 'decoder_attention_heads');
  const suppressed = [...list(generation.suppress_tokens), ...list(config.suppress_tokens)];
  return {
    melBins: number(preprocessor.feature_size) ?? needed(config, 'num_mel_bins'),
    decoderLayers: needed(config, 'decoder_layers'),
    decoderHeads: heads,
    headSize: needed(config, 'd_model') / heads,
    endOfText: number(generation.eos_token_id) ?? needed(config, 'eos_token_id'),
    startOfTranscript: number(generation.decoder_start_token_id) ?? needed(config, 'decoder_start_token_id'),
    startOfPrevious: number(generation.prev_sot_token_id) ?? addedToken(tokenizer, ['<|startofprev|>']),
    transcribe: tasks.transcribe ?? null,
    translate: tasks.translate ?? null,
    noTimestamps,
    timestampBegin: noTimestamps + 1,
    noSpeech: addedToken(tokenizer, ['<|nospeech|>', '<|nocaptions|>']),
    isMultilingual: generation.is_multilingual === true,
    languages: languagesOf(generation),
    suppressed: [...new Set(suppressed)],
    suppressedAtBegin: list(generation.begin_suppress_tokens),
    maxLength: Math.min(number(generation.max_length) ?? 448, number(config.max_target_positions) ?? 448),
    noRepeatNgram: number(generation.no_repeat_ngram_size) ?? 0,
    maxInitialTimestamp: number(generation.max_initial_timestamp_index) ?? 50,
    alignmentHeads: headsOf(generation),
    alignmentRow: manifest.alignmentRow === 'fed' ? 'fed' : 'predicting',
    medianFilterWidth: number(config.median_filter_width) ?? 7,
    maxWindowSeconds: Math.min(30, number(manifest.windowSeconds) ?? 30),
  };
};

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const list = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];

const needed = (json: Json, key: string): number => {
  const value = number(json[key]);
  if (value === undefined) throw new AppError('model/corrupt', { detail: { missing: key } });
  return value;
};

const addedToken = (tokenizer: Json, names: readonly string[]): number | null => {
  const added = (Array.isArray(tokenizer.added_tokens) ? tokenizer.added_tokens : []) as {
    id: number;
    content: string;
  }[];
  return added.find((token) => names.includes(token.content))?.id ?? null;
};

const languagesOf = (generation: Json): Map<string, number> => {
  const entries = Object.entries((generation.lang_to_id ?? {}) as Record<string, number>);
  return new Map(entries.map(([name, id]) => [name.replace(/[<|>]/g, ''), id]));
};

const headsOf = (generation: Json): { layer: number; head: number }[] => {
  const pairs = Array.isArray(generation.alignment_heads) ? (generation.alignment_heads as [number, number][]) : [];
  return pairs.map(([layer, head]) => ({ layer, head }));
};
