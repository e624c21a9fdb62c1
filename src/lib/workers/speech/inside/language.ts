import { logSumExp } from './rules.ts';

export type Detected = { language: string; probability: number };

/** The likeliest language by the logits that follow the start of the transcript, other tokens left out. */
export const detectLanguage = (logits: Float32Array, languages: ReadonlyMap<string, number>): Detected | null => {
  const entries = [...languages];
  if (entries.length === 0) return null;
  const among = Float32Array.from(entries, ([, token]) => logits[token]!);
  const total = logSumExp(among);
  const best = among.reduce((most, value, index) => (value > among[most]! ? index : most), 0);
  return { language: entries[best]![0], probability: Math.exp(among[best]! - total) };
};
