import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '$lib/domain/artifacts.ts';
import { cutLong, lengthOf, mapToFile, middle, packWindows, WindowPacker } from './windows.ts';

const pieces = async (spans: Span[], max: number) => (await packWindows(spans, max)).map((window) => window.pieces);

describe('packWindows', () => {
  it('merges over short pauses and leaves long ones out', async () => {
    const spans = [
      { start: 1, end: 3 },
      { start: 3.5, end: 5 },
      { start: 9, end: 11 },
    ];
    expect(await pieces(spans, 30)).toEqual([
      [
        { start: 1, end: 5 },
        { start: 9, end: 11 },
      ],
    ]);
  });
  it('begins a window when the next span does not fit', async () => {
    const spans = [
      { start: 0, end: 6 },
      { start: 8, end: 13 },
      { start: 13.2, end: 14 },
    ];
    expect(await pieces(spans, 10)).toEqual([[{ start: 0, end: 6 }], [{ start: 8, end: 14 }]]);
  });
  it('cuts a long span where it is quiet, within reach', async () => {
    const cuts: Span[] = [];
    const windows = await packWindows([{ start: 0, end: 25 }], 10, (search) => {
      cuts.push(search);
      return Promise.resolve(search.start === 6 ? 7.5 : 99);
    });
    expect(cuts[0]).toEqual({ start: 6, end: 10 });
    expect(windows.map((window) => window.pieces[0])).toEqual([
      { start: 0, end: 7.5 },
      { start: 7.5, end: 17.5 },
      { start: 17.5, end: 25 },
    ]);
  });
  it('has nothing to say of silence', async () => expect(await packWindows([], 30)).toEqual([]));
});

/** Spans in order with pauses between them, lengths from a blink to minutes. */
const anySpans = fc
  .array(
    fc.record({
      pause: fc.double({ min: 0.05, max: 8, noNaN: true }),
      length: fc.double({ min: 0.1, max: 95, noNaN: true }),
    }),
    {
      maxLength: 25,
    },
  )
  .map((items) => {
    let at = 0;
    return items.map(({ pause, length }) => ({ start: (at += pause), end: (at += length) }));
  });

describe('whatever the speech', () => {
  it('no window is too long and no speech is lost or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(anySpans, fc.constantFrom(10, 30), async (spans, max) => {
        const windows = await packWindows(spans, max);
        const all = windows.flatMap((window) => window.pieces);
        for (const window of windows) expect(lengthOf(window.pieces)).toBeLessThanOrEqual(max + 1e-3);
        for (const [index, piece] of all.entries()) {
          expect(piece.end).toBeGreaterThan(piece.start);
          if (index > 0) expect(piece.start).toBeGreaterThanOrEqual(all[index - 1]!.end);
        }
        const covered = (span: Span) =>
          all.reduce(
            (sum, piece) => sum + Math.max(0, Math.min(piece.end, span.end) - Math.max(piece.start, span.start)),
            0,
          );
        for (const span of spans) expect(covered(span)).toBeCloseTo(span.end - span.start, 6);
      }),
    );
  });

  it('finding it bit by bit gives the same windows', async () => {
    await fc.assert(
      fc.asyncProperty(anySpans, fc.double({ min: 3, max: 40, noNaN: true }), async (spans, stepSeconds) => {
        const packer = new WindowPacker(10);
        const windows = [];
        for (const span of spans) {
          let rest: Span | null = span;
          for (let known = span.start + stepSeconds; known < span.end; known += stepSeconds) {
            const grown: Awaited<ReturnType<typeof cutLong>> = await cutLong({ start: rest.start, end: known }, 10, {
              quietest: middle,
              isWhole: false,
            });
            for (const part of grown.parts) windows.push(...packer.add(part));
            rest = { start: grown.rest!.start, end: span.end };
          }
          const last = await cutLong(rest, 10, { quietest: middle, isWhole: true });
          for (const part of last.parts) windows.push(...packer.add(part));
        }
        expect([...windows, ...packer.finish()]).toEqual(await packWindows(spans, 10));
      }),
    );
  });
});

describe('mapToFile', () => {
  const window = {
    index: 0,
    pieces: [
      { start: 10, end: 12 },
      { start: 20, end: 23 },
    ],
  };
  it('finds the piece of a word', () => {
    expect(mapToFile(window, 0.5, 1)).toEqual({ start: 10.5, end: 11 });
    expect(mapToFile(window, 2.5, 3)).toEqual({ start: 20.5, end: 21 });
  });
  it('keeps a word on a seam in the piece of its middle', () => {
    expect(mapToFile(window, 1.5, 2.2)).toEqual({ start: 11.5, end: 12 });
    expect(mapToFile(window, 1.9, 2.6)).toEqual({ start: 20, end: 20.6 });
  });
  it('keeps what runs over the end inside', () => {
    expect(mapToFile(window, 4.9, 5.5)).toEqual({ start: 22.9, end: 23 });
  });
});
