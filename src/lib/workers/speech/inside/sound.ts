import type { RecogniseOptions } from '$lib/domain/ports.ts';
import { detectLanguage, type Detected } from './language.ts';
import { logSumExp } from './rules.ts';
import type { Value } from './runtime/backend.ts';
import type { Reading, WhisperSessions } from './sessions.ts';
import type { WhisperModel } from './whisper-model.ts';

/** What is known of one window before its text. */
export type Heard = {
  language: string | null;
  languageProbability: number | null;
  noSpeechProbability: number;
};

/** Windows encoded and their prompts read, as one batch: what every attempt at them starts from. */
export type Sounds = {
  encoded: Value;
  promptLength: number;
  first: Reading;
  rows: readonly Heard[];
  close(): void;
};

export type PromptOptions = Pick<RecogniseOptions, 'language' | 'task'> & {
  /** Tokens of a text the model is to take for what was said before. */
  previous?: readonly number[] | undefined;
};

type Tools = { model: WhisperModel; sessions: WhisperSessions };

/**
 * Encodes features and reads the prompts. With language 'auto' a prompt is read with a guess, which does not touch the
 * place that tells the language; only when that disagrees in some row are they read again.
 */
export const openSounds = async (
  tools: Tools,
  mels: readonly Float32Array[],
  options: PromptOptions,
): Promise<Sounds> => {
  const { model, sessions } = tools;
  const sounds: Value[] = [];
  for (const mel of mels) sounds.push(await sessions.encode(mel));
  const encoded = sessions.stack(sounds);
  const chosen = chosenLanguage(model, options.language);
  const guess = chosen ?? [...model.languages.keys()][0] ?? null;
  const promptFor = (language: string | null) => promptOf(model, language, options);
  const { at, tokens } = promptFor(guess);
  let first = await sessions.begin(
    encoded,
    mels.map(() => tokens),
  );
  const detected = first.logits.map((row): Detected | null =>
    chosen === null ? detectLanguage(row[at]!, model.languages) : null,
  );
  const noSpeech = first.logits.map((row) => noSpeechOf(model, row[at]!));
  if (detected.some((found) => found && found.language !== guess)) {
    sessions.releaseAll(first);
    first = await sessions.begin(
      encoded,
      detected.map((found) => promptFor(found?.language ?? guess).tokens),
    );
  }
  const rows = detected.map((found, row) => ({
    language: found?.language ?? guess ?? (model.isMultilingual ? null : 'en'),
    languageProbability: found?.probability ?? null,
    noSpeechProbability: noSpeech[row]!,
  }));
  const close = () => {
    sessions.releaseAll(first);
    encoded.free();
  };
  return { encoded, promptLength: tokens.length, first, rows, close };
};

/** The language asked for where the model has it: a model of one language hears everything as that. */
const chosenLanguage = (model: WhisperModel, language: string): string | null =>
  model.languages.has(language) ? language : null;

const noSpeechOf = (model: WhisperModel, logits: Float32Array): number =>
  model.noSpeech === null ? 0 : Math.exp(logits[model.noSpeech]! - logSumExp(logits));

/** `at`: where the transcript's start stands, whose logits tell language and silence. */
const promptOf = (
  model: WhisperModel,
  language: string | null,
  { task, previous = [] }: PromptOptions,
): { at: number; tokens: number[] } => {
  const before = previous.length > 0 && model.startOfPrevious !== null ? [model.startOfPrevious, ...previous] : [];
  const languageToken = language === null ? undefined : model.languages.get(language);
  const taskToken = task === 'translate' ? model.translate : model.transcribe;
  const named = languageToken === undefined || taskToken === null ? [] : [languageToken, taskToken];
  return { at: before.length, tokens: [...before, model.startOfTranscript, ...named] };
};
