/** Peak and root mean square of some samples, 0…1. */
export const levelOf = (samples: Float32Array): { peak: number; rms: number } => {
  let peak = 0;
  let squares = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    squares += sample * sample;
  }
  return { peak, rms: samples.length === 0 ? 0 : Math.sqrt(squares / samples.length) };
};
