import { describe, expect, it } from 'vitest';
import { PerformanceTracker, realTimeFactor, tookMs, type StepSpan } from './perf.ts';

const span = (recordingId: string, step: string, elapsedMs = 500): StepSpan => ({
  ...{ recordingId, step, modelId: null, elapsedMs, audioSeconds: 10 },
  startedAtMs: performance.timeOrigin + 100,
});

describe('PerformanceTracker', () => {
  it('gives a User Timing span for each step, and hands it on to be kept', () => {
    const kept: StepSpan[] = [];
    new PerformanceTracker((each) => kept.push(each)).record(span('rec1', 'decode'));
    const [entry] = performance.getEntriesByName('decode rec1', 'measure');
    expect(entry!.startTime).toBeCloseTo(100, 0);
    expect(entry!.duration).toBeCloseTo(500);
    expect((entry as PerformanceMeasure).detail).toMatchObject({ audioSeconds: 10, realTimeFactor: 0.05 });
    expect(kept).toEqual([span('rec1', 'decode')]);
  });

  it('fills the browser’s list with 500 at most', () => {
    const cleared: (string | undefined)[] = [];
    const clock = {
      timeOrigin: 0,
      measure: () => ({}) as PerformanceMeasure,
      clearMeasures: (name?: string) => void cleared.push(name),
    };
    const tracker = new PerformanceTracker(() => {}, clock);
    for (let index = 0; index < 502; index++) tracker.record(span(`rec${index}`, 'decode'));
    expect(cleared).toEqual(['decode rec0', 'decode rec1']);
  });
});

it('tells the time over the length of the sound, where there is one', () => {
  expect(realTimeFactor({ elapsedMs: 3000, audioSeconds: 6 })).toBe(0.5);
  expect(realTimeFactor({ elapsedMs: 3000, audioSeconds: null })).toBeNull();
  expect(realTimeFactor({ elapsedMs: 3000, audioSeconds: 0 })).toBeNull();
});

it('counts time that steps share once, and the days between them not at all', () => {
  const at = (startedAtMs: number, elapsedMs: number) => ({ startedAtMs, elapsedMs });
  expect(tookMs([at(100_000, 5), at(0, 10), at(4, 10), at(5, 2)])).toBe(19);
  expect(tookMs([])).toBe(0);
});
