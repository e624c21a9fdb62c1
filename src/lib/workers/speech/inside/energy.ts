import { frameCount, frameSamples } from './frames.ts';

/** Below this a frame is silence whatever surrounds it, dB of full scale. */
const silenceDb = -60;
/** So far above the noise a frame is as likely speech as not. */
const evenOddsDb = 9;
const slopeDb = 2;

/**
 * Speech probability, 0…1, of each frame by loudness alone: how far it stands above the quietest tenth. The stand-in
 * where the model cannot run; any noise that comes and goes passes for speech.
 */
export const energyProbabilities = (samples: Float32Array): Float32Array => {
  const levels = Float32Array.from({ length: frameCount(samples.length) }, (_, frame) =>
    levelDb(samples.subarray(frame * frameSamples, (frame + 1) * frameSamples)),
  );
  const noise = Math.max(silenceDb, levels.toSorted()[Math.floor(levels.length / 10)] ?? silenceDb);
  return levels.map((level) => (level < silenceDb ? 0 : 1 / (1 + Math.exp((noise + evenOddsDb - level) / slopeDb))));
};

const levelDb = (frame: Float32Array): number => {
  let sum = 0;
  for (const value of frame) sum += value * value;
  return 10 * Math.log10(sum / Math.max(1, frame.length) + 1e-12);
};
