/** Length of sound over which loudness is measured. */
const windowSeconds = 0.2;
const stepSeconds = 0.02;

/** Seconds from the start of `samples` to the middle of its quietest 200 ms; the earliest of equals. */
export const quietestPoint = (samples: Float32Array, sampleRate: number): number => {
  const window = Math.round(windowSeconds * sampleRate);
  const step = Math.round(stepSeconds * sampleRate);
  if (samples.length <= window) return samples.length / sampleRate / 2;
  let best = { energy: Infinity, at: 0 };
  for (let from = 0; from + window <= samples.length; from += step) {
    let energy = 0;
    for (let i = from; i < from + window; i++) energy += samples[i]! ** 2;
    if (energy < best.energy) best = { energy, at: from };
  }
  return (best.at + window / 2) / sampleRate;
};
