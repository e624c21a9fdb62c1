import type { Trial } from '$lib/domain/trial.ts';
import { makeLogMel, sampleRate } from './mel.ts';
import type { Tools } from './recogniser.ts';
import { openSounds } from './sound.ts';

const rounds = 3;
const tokens = 16;

/** Times a window of something like speech: the median of three encodings, and the mean of some tokens. */
export const measure = async ({ model, sessions }: Tools, breathe: () => Promise<void>): Promise<Trial> => {
  const windowSeconds = model.maxWindowSeconds;
  const mel = makeLogMel(model.melBins)(buzz(windowSeconds));
  const encodings: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await breathe();
    const before = performance.now();
    (await sessions.encode(mel)).free();
    encodings.push(performance.now() - before);
  }
  const sounds = await openSounds({ model, sessions }, [mel], { language: 'auto', task: 'transcribe' });
  let reading = sounds.first;
  const before = performance.now();
  for (let token = 0; token < tokens; token++) {
    const next = await sessions.next(sounds.encoded, reading, [model.timestampBegin + token]);
    if (reading !== sounds.first) sessions.release(reading);
    reading = next;
  }
  const tokenMs = (performance.now() - before) / tokens;
  sessions.release(reading);
  sounds.close();
  return { encodeMs: encodings.sort((one, other) => one - other)[rounds >> 1]!, tokenMs, windowSeconds };
};

/** A voice-like buzz that comes and goes. */
const buzz = (seconds: number): Float32Array =>
  Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
    const t = i / sampleRate;
    const pitch = Math.sin(2 * Math.PI * 120 * t) + 0.5 * Math.sin(2 * Math.PI * 720 * t);
    return 0.1 * pitch * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t));
  });
