import type { AudioSample } from 'mediabunny';

const fold = Math.SQRT1_2;

/** Left and right of each layout in WAVE order, after ITU-R BS.775, scaled so that nothing clips. */
const layouts: Record<number, readonly (readonly [number, number])[]> = {
  3: [
    [1, 0],
    [0, 1],
    [fold, fold],
  ],
  4: [
    [1, 0],
    [0, 1],
    [fold, fold],
    [fold, fold],
  ],
  5: [
    [1, 0],
    [0, 1],
    [fold, fold],
    [fold, 0],
    [0, fold],
  ],
  6: [
    [1, 0],
    [0, 1],
    [fold, fold],
    [0, 0],
    [fold, 0],
    [0, fold],
  ],
  8: [
    [1, 0],
    [0, 1],
    [fold, fold],
    [0, 0],
    [fold, 0],
    [0, fold],
    [fold, 0],
    [0, fold],
  ],
};

/** A rendered cut has the channels of its source, two at most. */
export const outputChannels = (channels: number): number => Math.min(2, channels);

const mix = (planes: readonly Float32Array[], frames: number): Float32Array => {
  const weights = layouts[planes.length] ?? planes.map((_, index) => (index % 2 ? [0, 1] : [1, 0]) as [number, number]);
  const scale = 1 / Math.max(...[0, 1].map((side) => weights.reduce((sum, weight) => sum + weight[side as 0 | 1], 0)));
  const out = new Float32Array(frames * 2);
  planes.forEach((plane, channel) => {
    const [left, right] = weights[channel]!;
    for (let frame = 0; frame < frames; frame += 1) {
      out[frame * 2]! += plane[frame]! * left * scale;
      out[frame * 2 + 1]! += plane[frame]! * right * scale;
    }
  });
  return out;
};

/** The frames of a decoded piece, interleaved, -1…1. */
export const interleave = (sample: AudioSample, channels: number): Float32Array => {
  const { numberOfFrames: frames, numberOfChannels } = sample;
  const out = new Float32Array(frames * channels);
  if (numberOfChannels <= 2) {
    const plane = new Float32Array(frames);
    for (let channel = 0; channel < channels; channel += 1) {
      const from = Math.min(channel, numberOfChannels - 1);
      sample.copyTo(plane, { planeIndex: from, format: 'f32-planar' });
      for (let frame = 0; frame < frames; frame += 1) out[frame * channels + channel] = plane[frame]!;
    }
    return out;
  }
  const planes = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(frames);
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
    return plane;
  });
  return mix(planes, frames);
};
