import type { DecodedChannel } from '$lib/domain/sound.ts';

const channelWeights = (channels: number, only: number): readonly number[] =>
  Array.from({ length: channels }, (_, channel) => (channel === only ? 1 : 0));

/**
 * Weight of each channel in the mono mix, sum 1: the ITU-R BS.775 coefficients as ffmpeg applies them (front centre 1,
 * front left and right and surrounds 0.707, no subwoofer), channels in WAVE order.
 */
const fold = Math.SQRT1_2;
const layouts: Record<number, readonly number[]> = {
  4: [fold, fold, 1, fold],
  5: [fold, fold, 1, fold * fold, fold * fold],
  6: [fold, fold, 1, 0, fold * fold, fold * fold],
  8: [fold, fold, 1, 0, fold * fold, fold * fold, fold * fold, fold * fold],
};

export const downmixWeights = (channels: number, channel: DecodedChannel = 'mix'): readonly number[] => {
  if (channel !== 'mix' && channels > 1) return channelWeights(channels, channel === 'left' ? 0 : 1);
  const weights = layouts[channels] ?? new Array<number>(channels).fill(1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
};
