import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleaningPresets, cleaningText, keptSpans, noCleaning, onTheClock, presetOf, SoundMap } from './cleaning.ts';

const speech = [
  { start: 1, end: 3 },
  { start: 3.4, end: 5 },
  { start: 15, end: 16 },
];

describe('shortened pauses', () => {
  test('short ones stay, long ones keep a part at both ends', () => {
    expect(keptSpans(speech, 30, 1)).toEqual([
      { start: 0.5, end: 5.5 },
      { start: 14.5, end: 16.5 },
    ]);
  });

  test('no pause of the copy is longer than asked, and no speech is lost', () => {
    const gaps = fc.array(
      fc.tuple(fc.double({ min: 0.3, max: 20, noNaN: true }), fc.double({ min: 0.3, max: 9, noNaN: true })),
    );
    fc.assert(
      fc.property(gaps, fc.double({ min: 0.2, max: 5, noNaN: true }), (parts, longest) => {
        let at = 0;
        const spans = parts.map(([pause, length]) => ({ start: (at += pause), end: (at += length) }));
        const kept = keptSpans(spans, at + 1, longest);
        const map = new SoundMap(kept, 1);
        spans.forEach(({ start, end }, index) => {
          expect(map.toCopy(end) - map.toCopy(start)).toBeCloseTo(end - start, 6);
          if (index > 0) expect(map.toCopy(start) - map.toCopy(spans[index - 1]!.end)).toBeLessThan(longest + 1e-6);
          const middle = (start + end) / 2;
          expect(map.toRecording(map.toCopy(middle))).toBeCloseTo(middle, 6);
        });
      }),
    );
  });
});

test('speed moves every time, there and back', () => {
  const map = new SoundMap(null, 1.5);
  expect(map.toCopy(30)).toBe(20);
  expect(map.toRecording(20)).toBe(30);
});

test('a cleaning tells its preset, its parameters, and itself without what moves times', () => {
  expect(presetOf({ ...cleaningPresets.meeting })).toBe('meeting');
  expect(presetOf({ ...cleaningPresets.meeting, humHz: 50 })).toBeUndefined();
  expect(cleaningText(cleaningPresets.voice)).toBe('highPassHz=80 denoise=strong loudnessLufs=-16');
  expect(onTheClock({ ...noCleaning, speed: 2, longestPauseSeconds: 1, declick: true })).toEqual({
    ...noCleaning,
    declick: true,
  });
});
