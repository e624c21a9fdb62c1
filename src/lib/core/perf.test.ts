import { describe, expect, it } from 'vitest';
import { PerformanceTracker } from './perf.ts';

const span = (recordingId: string, step: string, elapsedMs = 500) => ({
  recordingId,
  step,
  modelId: null,
  startMs: 100,
  elapsedMs,
  audioSeconds: 10,
});

describe('PerformanceTracker', () => {
  it('gives a User Timing span for each step', () => {
    new PerformanceTracker().record(span('rec1', 'decode'));
    const [entry] = performance.getEntriesByName('decode rec1', 'measure');
    expect(entry!.duration).toBe(500);
    expect((entry as PerformanceMeasure).detail).toMatchObject({ audioSeconds: 10, realTimeFactor: 0.05 });
  });

  it('times from start to end', () => {
    let now = 1000;
    const clock = { now: () => now, measure: () => ({}) as PerformanceMeasure, clearMeasures: () => {} };
    const tracker = new PerformanceTracker(clock);
    const end = tracker.start('rec1', 'recognise');
    now = 4000;
    expect(end(6)).toEqual({ ...span('rec1', 'recognise', 3000), startMs: 1000, audioSeconds: 6, realTimeFactor: 0.5 });
    expect(tracker.start('rec1', 'title')()).toMatchObject({ audioSeconds: null, realTimeFactor: null });
  });

  it('answers for one recording and stays bounded', () => {
    const cleared: (string | undefined)[] = [];
    const clock = {
      now: () => 0,
      measure: () => ({}) as PerformanceMeasure,
      clearMeasures: (name?: string) => void cleared.push(name),
    };
    const tracker = new PerformanceTracker(clock);
    for (let index = 0; index < 503; index++) tracker.record(span(`rec${index}`, 'decode'));
    expect(tracker.current).toHaveLength(500);
    expect(cleared).toEqual(['decode rec0', 'decode rec1', 'decode rec2']);
    expect(tracker.forRecording('rec1')).toEqual([]);
    expect(tracker.forRecording('rec500')).toHaveLength(1);
  });

  it('tells its subscribers until they leave', () => {
    const tracker = new PerformanceTracker();
    const told: number[] = [];
    const subscription = tracker.subscribe((spans) => told.push(spans.length));
    tracker.record(span('a', 'b'));
    subscription.unsubscribe();
    tracker.record(span('a', 'b'));
    expect(told).toEqual([0, 1]);
  });
});
