import type { Tensor } from 'onnxruntime-web';
import type { RecogniseOptions } from '$lib/domain/ports.ts';
import { detectLanguage, type Detected } from './language.ts';
import { logSumExp } from './rules.ts';
import type { Reading, WhisperSessions } from './sessions.ts';
import type { WhisperModel } from './whisper-model.ts';

/** A window encoded and its prompt read: what every attempt at it starts from. */
export type Sound = {
  encoded: Tensor;
  prompt: readonly number[];
  first: Reading;
  language: string | null;
  languageProbability: number | null;
  noSpeechProbability: number;
  close(): void;
};

/**
 * Encodes features and reads the prompt. With language 'auto' the prompt is read with a guess, which does not touch the
 * row that tells the language; only when that row disagrees is it read again.
 */
export const openSound = async (
  tools: { model: WhisperModel; sessions: WhisperSessions },
  mel: Float32Array,
  options: RecogniseOptions,
): Promise<Sound> => {
  const { model, sessions } = tools;
  const encoded = await sessions.encode(mel);
  const guess = chosenLanguage(model, options) ?? [...model.languages.keys()][0] ?? null;
  let prompt = promptOf(model, guess, options.task);
  let first = await sessions.begin(encoded, prompt);
  const heard = decideLanguage(model, options, first.logits[0]!);
  if (heard && heard.language !== guess) {
    for (const tensor of Object.values({ ...first.self, ...first.cross })) tensor.dispose();
    prompt = promptOf(model, heard.language, options.task);
    first = await sessions.begin(encoded, prompt);
  }
  const noSpeech = model.noSpeech === null ? -Infinity : first.logits[0]![model.noSpeech]!;
  return {
    encoded,
    prompt,
    first,
    language: heard?.language ?? guess ?? (model.isMultilingual ? null : 'en'),
    languageProbability: heard?.probability ?? null,
    noSpeechProbability: Math.exp(noSpeech - logSumExp(first.logits[0]!)),
    close: () => sessions.releaseSound(encoded, first),
  };
};

/** The language asked for where the model has it: a model of one language hears everything as that. */
const chosenLanguage = (model: WhisperModel, { language }: RecogniseOptions): string | null =>
  model.languages.has(language) ? language : null;

const decideLanguage = (model: WhisperModel, options: RecogniseOptions, logits: Float32Array): Detected | null =>
  chosenLanguage(model, options) === null ? detectLanguage(logits, model.languages) : null;

const promptOf = (model: WhisperModel, language: string | null, task: RecogniseOptions['task']): number[] => {
  const languageToken = language === null ? undefined : model.languages.get(language);
  const taskToken = task === 'translate' ? model.translate : model.transcribe;
  if (languageToken === undefined || taskToken === null) return [model.startOfTranscript];
  return [model.startOfTranscript, languageToken, taskToken];
};
