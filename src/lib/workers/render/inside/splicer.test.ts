import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '$lib/domain/artifacts.ts';
import { crossfadeSeconds, Splicer } from './splicer.ts';

const sampleRate = 8000;
const durationSeconds = 2;
const whole = durationSeconds * sampleRate;

/** Pushes a sound in pieces of many lengths and gives what comes out. */
const splice = (kept: Span[], sound: (frame: number) => number, piece = 777, muted: Span[] = []): Float32Array => {
  const out: number[] = [];
  const options = { kept, muted, sampleRate, channels: 2, durationSeconds };
  const splicer = new Splicer(options, (frames) => out.push(...frames));
  for (let from = 0; from < whole; from += piece) {
    const count = Math.min(piece, whole - from);
    splicer.push(
      from,
      Float32Array.from({ length: count * 2 }, (_, at) => sound(from + (at >> 1)) * (at % 2 ? -1 : 1)),
    );
  }
  splicer.finish();
  expect(out).toHaveLength(splicer.totalFrames * 2);
  expect(out.every((value, at) => at % 2 === 0 || Math.abs(value + out[at - 1]!) < 1e-6)).toBe(true);
  return Float32Array.from(out.filter((_, at) => at % 2 === 0));
};

const spans = fc
  .array(
    fc.record({
      gap: fc.double({ min: 0.001, max: 0.3, noNaN: true }),
      length: fc.double({ min: 0.02, max: 0.4, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((list) => {
    let now = 0;
    return list
      .map(({ gap, length }) => {
        const start = now + gap;
        now = start + length;
        return { start, end: now };
      })
      .filter(({ end }) => end <= durationSeconds);
  })
  .filter((list) => list.length > 0);

describe('Splicer', () => {
  it('gives back a recording that is not cut, sample by sample', () => {
    const sound = (frame: number) => Math.sin(frame / 7);
    const out = splice([{ start: 0, end: durationSeconds }], sound);
    expect(out.length).toBe(whole);
    expect(out.every((value, frame) => Math.abs(value - sound(frame)) < 1e-6)).toBe(true);
  });

  it('is as long as what was kept, whatever the cuts, and puts each stretch where the edited clock says', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 200, max: 3000 }), (kept, piece) => {
        // Each frame says where it comes from.
        const out = splice(kept, (frame) => frame / whole, piece);
        const seconds = kept.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(Math.abs(out.length - seconds * sampleRate)).toBeLessThanOrEqual(1);
        let at = 0;
        for (const { start, end } of kept) {
          const middle = Math.round((at + (end - start) / 2) * sampleRate);
          expect(out[middle]! * whole).toBeCloseTo((start + (end - start) / 2) * sampleRate, -0.6);
          at += end - start;
        }
      }),
      { numRuns: 25 },
    );
  });

  it('keeps a steady sound steady over a joint: the fades add up to one', () => {
    const out = splice(
      [
        { start: 0, end: 0.5 },
        { start: 1, end: 2 },
      ],
      () => 0.5,
    );
    expect(out.every((value) => Math.abs(value - 0.5) < 1e-5)).toBe(true);
  });

  it('lets nothing be heard of what was cut beyond half a crossfade', () => {
    const loud = (frame: number) => (frame >= 0.5 * sampleRate && frame < sampleRate ? 1 : 0);
    const out = splice(
      [
        { start: 0, end: 0.5 },
        { start: 1, end: 2 },
      ],
      loud,
    );
    const half = (crossfadeSeconds / 2) * sampleRate;
    const heard = [...out.keys()].filter((frame) => out[frame] !== 0);
    expect(heard.every((frame) => Math.abs(frame + 0.5 - 0.5 * sampleRate) <= half)).toBe(true);
    expect(Math.max(...out)).toBeLessThanOrEqual(1);
  });

  it('fades in and out where it begins or ends within the recording', () => {
    const out = splice([{ start: 0.5, end: 1 }], () => 1);
    expect(out[0]!).toBeLessThan(0.1);
    expect(out.at(-1)!).toBeLessThan(0.1);
    expect(out[2000]).toBe(1);
  });

  it('silences what is redacted', () => {
    const out = splice([{ start: 0, end: 2 }], () => 1, 777, [{ start: 1, end: 1.5 }]);
    expect(out.findIndex((value) => value === 0)).toBe(sampleRate);
    expect(out.findLastIndex((value) => value === 0)).toBe(1.5 * sampleRate - 1);
  });

  it('takes what never came for silence', () => {
    const out: number[] = [];
    const options = { kept: [{ start: 0.1, end: 0.3 }], muted: [], sampleRate, channels: 1, durationSeconds };
    const splicer = new Splicer(options, (frames) => out.push(...frames));
    splicer.push(1600, new Float32Array(100).fill(1));
    expect(splicer.isDone).toBe(false);
    splicer.finish();
    expect([out.length, out[799], out[850], out[950]]).toEqual([1600, 0, 1, 0]);
  });
});
