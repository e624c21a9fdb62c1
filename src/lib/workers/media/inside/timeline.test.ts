import { expect, test } from 'vitest';
import type { PcmSink } from './pcm-sink.ts';
import { Timeline, type DecodedSound } from './timeline.ts';

/** Takes samples as a sink does; `seconds` is where it stands at the beginning. */
const makeSink = (seconds = 0) => {
  const samples: number[] = [];
  return { samples, sink: { seconds, write: (part: Int16Array) => void samples.push(...part) } as unknown as PcmSink };
};

/** `frames` samples of one value at 16 kHz, so that nothing is resampled. */
const sound = (startSeconds: number, frames: number, value: number): DecodedSound => ({
  ...{ sampleRate: 16_000, numberOfChannels: 1, numberOfFrames: frames, timestamp: startSeconds * 1e6 },
  copyTo: (target) => void target.fill(value),
});

const endless = { startSeconds: 0, endSeconds: Infinity };

const place = (sounds: DecodedSound[], where = endless, seconds = 0): number[] => {
  const { samples, sink } = makeSink(seconds);
  const timeline = new Timeline(sink, where);
  for (const one of sounds) timeline.add(one);
  timeline.finish();
  return samples;
};

const half = 16_384;

test('a late start becomes silence', () => {
  const samples = place([sound(0.01, 160, 0.5)]);
  expect(samples).toEqual([...new Array(160).fill(0), ...new Array(160).fill(half)]);
});

test('what lies before the beginning is dropped', () => {
  expect(place([sound(-0.01, 160, 0.25), sound(0, 160, 0.5)])).toEqual(new Array(160).fill(half));
  expect(place([sound(-0.005, 160, 0.5)])).toHaveLength(80);
});

test('small differences of time stamps leave no seam', () => {
  expect(place([sound(0, 160, 0.5), sound(0.0105, 160, 0.5), sound(0.02, 160, 0.5)])).toEqual(
    new Array(480).fill(half),
  );
});

test('a gap is filled and an overlap cut', () => {
  const gap = place([sound(0, 160, 0.5), sound(1, 160, 0.5)]);
  expect(gap).toHaveLength(16_160);
  expect(gap.slice(160, 16_000).every((value) => value === 0)).toBe(true);
  expect(place([sound(0, 16_000, 0.5), sound(0.5, 16_000, 0.5)])).toHaveLength(24_000);
});

test('going on from where another decoder stopped drops what is already there', () => {
  expect(place([sound(9.5, 16_000, 0.25), sound(10.5, 16_000, 0.5)], endless, 10.25)).toHaveLength(20_000);
});

test('the clock begins and ends where the sound does', () => {
  const samples = place([sound(0, 16_000, 0.5)], { startSeconds: 0.1, endSeconds: 0.9 });
  expect(samples).toHaveLength(12_800);
});

test('a missing tail of silence is put back, missing sound is not', () => {
  expect(place([sound(0, 16_000, 0.5)], { startSeconds: 0, endSeconds: 1.1 })).toHaveLength(17_600);
  expect(place([sound(0, 16_000, 0.5)], { startSeconds: 0, endSeconds: 9 })).toHaveLength(16_000);
});

test('a rate that changes midway keeps the time', () => {
  const fast: DecodedSound = { ...sound(0.5, 24_000, 0.5), sampleRate: 48_000 };
  expect(place([sound(0, 8000, 0.5), fast])).toHaveLength(16_000);
});
