/** Samples of 16 kHz sound (32 ms) that get one probability. */
export const frameSamples = 512;

export const frameCount = (samples: number): number => Math.ceil(samples / frameSamples);
