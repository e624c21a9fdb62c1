/** How far a passage is brought towards the loudness of the whole, and at most by how much, in dB. */
const share = 0.75;
const mostBoostDb = 10;
const mostCutDb = 6;
/** A passage: 3 s. Its gain is smoothed over one more second, so that no word is bent. */
const passageSteps = 30;
const smoothSteps = 11;
/** Softer than this below the whole is pause and noise: it keeps the gain of the speech beside it. */
const pauseLu = 20;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

const around = (values: Float32Array, at: number, steps: number): Float32Array =>
  values.subarray(Math.max(0, at - (steps >> 1)), at + (steps >> 1) + 1);

const meanPowerDb = (levels: readonly number[]): number =>
  10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0) / levels.length);

/**
 * Gains in dB, one each 100 ms, that even out how loud people speak: each passage of 3 s is brought three quarters of
 * the way to the whole. `curve` is momentary loudness as `LoudnessMeter` gives it.
 */
export const levelGains = (curve: Float32Array, integratedLufs: number): Float32Array => {
  const gains = new Float32Array(curve.length);
  let last = 0;
  let known = -1;
  curve.forEach((_, at) => {
    const spoken = [...around(curve, at, passageSteps)].filter((level) => level > integratedLufs - pauseLu);
    if (spoken.length > 0) {
      last = clamp((integratedLufs - meanPowerDb(spoken)) * share, -mostCutDb, mostBoostDb);
      if (known < 0) gains.fill(last, 0, at);
      known = at;
    }
    gains[at] = last;
  });
  return gains.map((_, at) => {
    const near = around(gains, at, smoothSteps);
    return near.reduce((sum, gain) => sum + gain, 0) / near.length;
  });
};
