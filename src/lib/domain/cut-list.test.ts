import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clipOf,
  cutListOf,
  editedSeconds,
  hasCuts,
  keptAfter,
  keptAt,
  leastRemnantSeconds,
  mergeSpans,
  savedSeconds,
  subtractSpans,
  toEdited,
  toFile,
  transcriptAfterCut,
  wholeList,
} from './cut-list.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import type { Transcript, Word } from './transcript.ts';

const durationSeconds = 60;

const transcriptOf = (words: Word[][], cuts: { start: number; end: number }[] = []): Transcript => ({
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en', speakers: [] },
  paragraphs: words.map((list, at) => ({ id: `p${at}`, speaker: null, language: null, words: list })),
  cuts,
});

const word = (id: string, start: number | null, end: number | null, cut?: boolean): Word => ({
  ...{ id, text: id, start, end, conf: null, confTime: null, origin: 'machine' as const },
  ...(cut ? { cut } : {}),
});

/** Words that overlap the next, leave gaps, have no time, are cut or not, with cut stretches anywhere. */
const documents = fc
  .record({
    words: fc.array(
      fc.record({
        gap: fc.constantFrom(0.001, 0.02, 0.04, 0.3, 2),
        length: fc.constantFrom(0.01, 0.05, 0.4, 1.5),
        isTimed: fc.boolean(),
        isCut: fc.boolean(),
        breaks: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
    cuts: fc.array(
      fc.record({
        start: fc.double({ min: -1, max: 61, noNaN: true }),
        length: fc.double({ min: 0, max: 6, noNaN: true }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ words, cuts }) => {
    let now = 0;
    const rows: Word[][] = [[]];
    words.forEach(({ gap, length, isTimed, isCut, breaks }, index) => {
      if (breaks) rows.push([]);
      now += gap + length / 2;
      rows.at(-1)!.push(word(`w${index}`, isTimed ? now : null, isTimed ? now + length : null, isCut));
    });
    return transcriptOf(
      rows,
      cuts.map(({ start, length }) => ({ start, end: start + length })),
    );
  });

const wordsOf = (transcript: Transcript) => transcript.paragraphs.flatMap((paragraph) => paragraph.words);
const moments = fc.double({ min: 0, max: 59.999, noNaN: true });

describe('cutListOf', () => {
  it('keeps spans that ascend, stand apart and lie in the file', () => {
    fc.assert(
      fc.property(documents, (transcript) => {
        const { kept } = cutListOf(transcript, durationSeconds);
        kept.forEach(({ start, end }, index) => {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(index === 0 ? 0 : kept[index - 1]!.end);
          expect(end).toBeLessThanOrEqual(durationSeconds);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('lets nothing be heard of a cut word, and all of a word that stays up to the next cut one', () => {
    fc.assert(
      fc.property(documents, (transcript) => {
        const list = cutListOf(transcript, durationSeconds);
        const timed = wordsOf(transcript).filter(({ start }) => start !== null);
        timed.forEach(({ start, end, cut }, index) => {
          const next = timed.slice(index + 1).find((other) => other.cut !== cut);
          const until = next ? Math.min(end!, next.start!) : end!;
          const samples = [0.001, 0.3, 0.7, 0.999].map((share) => start! + share * (until - start!));
          const heard = samples.filter((second) => second < durationSeconds && keptAt(list, second));
          const possible = samples.filter((second) => second < durationSeconds);
          expect(heard).toEqual(cut ? [] : possible);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('cuts the pause between two cut words, and leaves no remnant that would click', () => {
    const two = transcriptOf([[word('a', 1, 2, true), word('b', 3, 4, true), word('c', 5, 6)]]);
    expect(cutListOf(two, 10).kept).toEqual([
      { start: 0, end: 1 },
      { start: 4, end: 10 },
    ]);
    const near = transcriptOf([[word('a', 1, 2, true)]], [{ start: 2 + leastRemnantSeconds * 0.9, end: 3 }]);
    expect(cutListOf(near, 10).kept).toEqual([
      { start: 0, end: 1 },
      { start: 3, end: 10 },
    ]);
  });

  it('never lets a cut silence reach into a word that stays', () => {
    const list = cutListOf(transcriptOf([[word('a', 1, 2), word('b', 4, 5)]], [{ start: 1.5, end: 4.5 }]), 10);
    expect(list.kept).toEqual([
      { start: 0, end: 2 },
      { start: 4, end: 10 },
    ]);
    expect(savedSeconds(list)).toBe(2);
  });

  it('is the whole recording where nothing is cut, and nothing where all is', () => {
    expect(cutListOf(transcriptOf([[word('a', 1, 2)]]), 10)).toEqual(wholeList(10));
    expect(hasCuts(wholeList(10))).toBe(false);
    const all = cutListOf(transcriptOf([], [{ start: -1, end: 11 }]), 10);
    expect([all.kept, editedSeconds(all), savedSeconds(all), toFile(all, 3), toEdited(all, 3)]).toEqual([
      [],
      0,
      10,
      0,
      0,
    ]);
    expect(wholeList(0).kept).toEqual([]);
  });

  it('is remembered for a document and made anew for another', () => {
    const document = transcriptOf([[word('a', 1, 2, true)]]);
    expect(cutListOf(document, 10)).toBe(cutListOf(document, 10));
    expect(cutListOf({ ...document, cuts: [{ start: 4, end: 5 }] }, 10)).not.toEqual(cutListOf(document, 10));
    expect(cutListOf(document, 12).durationSeconds).toBe(12);
  });
});

describe('the two clocks', () => {
  it('agree wherever something is heard', () => {
    fc.assert(
      fc.property(documents, moments, (transcript, second) => {
        const list = cutListOf(transcript, durationSeconds);
        const edited = toEdited(list, second);
        expect(edited).toBeGreaterThanOrEqual(0);
        expect(edited).toBeLessThanOrEqual(editedSeconds(list) + 1e-9);
        const span = keptAt(list, second);
        if (span && second < span.end - 1e-6) expect(toFile(list, edited)).toBeCloseTo(second, 6);
        if (list.kept.length > 0) expect(toEdited(list, toFile(list, edited))).toBeCloseTo(edited, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('never go back, and go on where the next kept stretch starts', () => {
    fc.assert(
      fc.property(documents, moments, moments, (transcript, a, b) => {
        const list = cutListOf(transcript, durationSeconds);
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        expect(toEdited(list, early)).toBeLessThanOrEqual(toEdited(list, late));
        expect(toFile(list, early)).toBeLessThanOrEqual(toFile(list, late));
        const next = keptAfter(list, early);
        if (next) expect(next.start).toBeGreaterThan(early);
        if (next && !keptAt(list, early)) expect(toEdited(list, next.start)).toBeCloseTo(toEdited(list, early), 9);
      }),
      { numRuns: 200 },
    );
  });

  it('hold for a clip of them too', () => {
    const list = cutListOf(transcriptOf([[word('a', 2, 3, true)]]), 10);
    const clip = clipOf(list, { start: 1, end: 5 });
    expect(clip.kept).toEqual([
      { start: 1, end: 2 },
      { start: 3, end: 5 },
    ]);
    expect([toEdited(clip, 3.5), toFile(clip, 1.5), editedSeconds(clip)]).toEqual([1.5, 3.5, 3]);
  });
});

describe('transcriptAfterCut', () => {
  it('is a sound transcript on the edited clock, with the words that stay and no other', () => {
    fc.assert(
      fc.property(documents, (transcript) => {
        const list = cutListOf(transcript, durationSeconds);
        const after = transcriptAfterCut(transcript, list);
        expect(findBrokenInvariant(after)).toBeNull();
        expect(wordsOf(after).map(({ id }) => id)).toEqual(
          wordsOf(transcript)
            .filter(({ cut, start }) => !cut && (start === null || start < durationSeconds))
            .map(({ id }) => id),
        );
        for (const { id, start, end } of wordsOf(after)) {
          const before = wordsOf(transcript).find((known) => known.id === id)!;
          if (start === null || end === null) continue;
          expect(toFile(list, start)).toBeCloseTo(before.start!, 6);
          expect(end).toBeLessThanOrEqual(editedSeconds(list) + 1e-9);
          expect(end - start).toBeLessThanOrEqual(before.end! - before.start! + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a clip holds the words spoken in it', () => {
    const transcript = transcriptOf([
      [word('a', 0, 1), word('b', 2, 3, true)],
      [word('c', 4, 5), word('d', null, null)],
    ]);
    const clip = clipOf(cutListOf(transcript, 10), { start: 1.5, end: 6 });
    const after = transcriptAfterCut(transcript, clip);
    expect(wordsOf(after)).toMatchObject([
      { id: 'c', start: 1.5, end: 2.5 },
      { id: 'd', start: null },
    ]);
    expect(after.paragraphs).toHaveLength(1);
  });
});

describe('spans', () => {
  const spans = fc
    .array(fc.record({ start: fc.integer({ min: 0, max: 50 }), length: fc.integer({ min: 0, max: 9 }) }), {
      maxLength: 12,
    })
    .map((list) => mergeSpans(list.map(({ start, length }) => ({ start, end: start + length }))));

  it('are subtracted second by second', () => {
    fc.assert(
      fc.property(spans, spans, (from, others) => {
        const rest = subtractSpans(from, others);
        const holds = (list: typeof from, second: number) =>
          list.some(({ start, end }) => start <= second && second < end);
        for (let second = 0.5; second < 60; second += 1) {
          expect(holds(rest, second)).toBe(holds(from, second) && !holds(others, second));
        }
        expect(mergeSpans(rest, 0).length).toBeLessThanOrEqual(rest.length);
      }),
      { numRuns: 200 },
    );
  });
});
