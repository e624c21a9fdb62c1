import { AppError } from '$lib/core/errors.ts';
import { melFrames } from './mel.ts';
import { openSounds } from './sound.ts';
import type { WhisperSessions } from './sessions.ts';
import type { WhisperModel } from './whisper-model.ts';

/**
 * One run over a soft hum: a graphics card that gives nonsense does it here. Throws `model/unavailable` when anything
 * but finite numbers comes out, or when every token is as likely as any other.
 */
export const assertSane = async (tools: { model: WhisperModel; sessions: WhisperSessions }): Promise<void> => {
  const { melBins } = tools.model;
  const mel = Float32Array.from({ length: melBins * melFrames }, (_, i) => Math.sin(i / 97) * 0.1 - 0.4);
  const sounds = await openSounds(tools, [mel], { language: 'auto', task: 'transcribe' });
  const logits = sounds.first.logits[0]!.at(-1)!;
  const isFinite = logits.every((value) => Number.isFinite(value));
  const isFlat = logits.every((value) => value === logits[0]);
  sounds.close();
  if (!isFinite || isFlat) throw new AppError('model/unavailable', { detail: { isFinite, isFlat } });
};
