import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines } from './cue-lines.ts';
import { defaultCueOptions, toCues, type Cue } from './cues.ts';
import { cleanText, lengthOf, timedWords } from './timed-words.ts';
import type { Paragraph, Word } from './transcript.ts';

let made = 0;
const word = (text: string, start: number | null = null, end: number | null = null): Word => ({
  id: `w${made++}`,
  text,
  start,
  end,
  conf: null,
  confTime: null,
  origin: 'machine',
});
const paragraph = (words: Word[], speaker: string | null = null): Paragraph => ({
  id: `p${made++}`,
  speaker,
  language: null,
  words,
});
/** Words of a text, each `each` seconds long from `from`, without silence between. */
const spoken = (text: string, from = 0, each = 0.3): Word[] =>
  text.split(' ').map((item, index) => word(item, from + index * each, from + (index + 1) * each));
const cuesOf = (...paragraphs: Paragraph[]): Cue[] => toCues({ paragraphs });
const linesOf = (cues: readonly Cue[]) => cues.map((cue) => cue.lines.join(' / '));

describe('toCues', () => {
  it('gives nothing for nothing', () => {
    expect(cuesOf()).toEqual([]);
    expect(cuesOf(paragraph([]), paragraph([word(' '), word('\n')]))).toEqual([]);
  });

  it('ends a cue with the sentence', () => {
    const text = 'The first sentence ends right here. The second one is about as long as that.';
    expect(linesOf(cuesOf(paragraph(spoken(text))))).toEqual([
      'The first sentence ends right here.',
      'The second one is about as long as that.',
    ]);
  });

  it('breaks a long sentence behind a clause, and lines about evenly', () => {
    const text =
      'When the sun came up over the old harbour wall, all of the boats had already gone out to the open sea.';
    const cues = cuesOf(paragraph(spoken(text)));
    expect(cues[0]!.words.at(-1)!.text).toBe('wall,');
    for (const cue of cues) for (const line of cue.lines) expect(line.length).toBeLessThanOrEqual(42);
  });

  it('starts a new cue where the speaker or the paragraph changes, and at a silence', () => {
    const cues = cuesOf(
      paragraph(spoken('yes', 0), 'a'),
      paragraph(spoken('no', 0.3), 'b'),
      paragraph([...spoken('well then', 0.6), ...spoken('later on', 5)], 'b'),
    );
    expect(linesOf(cues)).toEqual(['yes', 'no', 'well then', 'later on']);
    expect(cues.map((cue) => cue.speaker)).toEqual(['a', 'b', 'b', 'b']);
  });

  it('stays on for a second and for the reader, but only into silence', () => {
    const long = 'incomprehensibilities straightforwardly notwithstanding';
    const [short, next, reading] = cuesOf(
      paragraph([word('Hi.', 1, 1.2)]),
      paragraph([word('Ho.', 1.6, 1.8)]),
      paragraph(spoken(long, 10, 0.2)),
    );
    expect(short).toMatchObject({ start: 1, end: 1.52 });
    expect(next).toMatchObject({ start: 1.6, end: 2.6 });
    expect(reading!.end - reading!.start).toBeCloseTo(long.length / 17, 2);
  });

  it('leaves no flicker between cues that nearly touch', () => {
    const [first] = cuesOf(paragraph(spoken('one two three four', 0)), paragraph(spoken('five', 1.6)));
    expect(first!.end).toBe(1.52);
  });

  it('never shows a cue longer than seven seconds', () => {
    const [cue] = cuesOf(paragraph([word('Ohm', 0, 60)]));
    expect(cue).toMatchObject({ start: 0, end: 7 });
  });

  it('keeps Chinese together and counts its characters', () => {
    const words = [...'今天天气很好我们去公园'].map((text, index) => ({
      ...word(text, index * 0.2, index * 0.2 + 0.2),
      joined: index > 0,
    }));
    const cues = toCues({ paragraphs: [paragraph(words)] }, { lineCharacters: 6 });
    expect(cues.flatMap((cue) => cue.lines).join('')).toBe('今天天气很好我们去公园');
    for (const line of cues.flatMap((cue) => cue.lines)) expect([...line].length).toBeLessThanOrEqual(6);
  });

  it('is quick on four hours of speech', { timeout: 30_000 }, () => {
    const words = Array.from({ length: 40_000 }, (_, index) =>
      word(index % 12 === 11 ? 'sentence.' : 'word', index * 0.36, index * 0.36 + 0.3),
    );
    const before = performance.now();
    expect(cuesOf(paragraph(words)).length).toBeGreaterThan(3000);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});

describe('words without times', () => {
  it('share the gap they stand in by their length', () => {
    const words = [word('a', 0, 1), word('bb'), word('bbbbb'), word('c', 1.3, 2)];
    const timed = timedWords({ paragraphs: [paragraph(words)] });
    expect(timed.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 1000],
      [1000, 1100],
      [1100, 1300],
      [1300, 2000],
    ]);
  });

  it('take a share of the word before where there is no gap', () => {
    const words = [word('same', 0, 1), word('long'), word('c', 1, 2)];
    const timed = timedWords({ paragraphs: [paragraph(words)] });
    expect(timed.map(({ startMs }) => startMs)).toEqual([0, 500, 1000]);
  });

  it('are laid out at a speaking pace at open ends, or where nothing has a time', () => {
    const timed = timedWords({ paragraphs: [paragraph([word('one'), word('two'), word('end', 9, 9.5), word('x')])] });
    expect(timed[1]!.endMs).toBe(9000);
    expect(timed[0]!.startMs).toBeGreaterThan(8000);
    expect(timed[3]).toMatchObject({ startMs: 9500, endMs: 9630 });
    expect(timedWords({ paragraphs: [paragraph([word('a'), word('b')])] }).map(({ startMs }) => startMs)).toEqual([
      0, 130,
    ]);
  });
});

describe('breakLines', () => {
  const words = (text: string) =>
    text.split(' ').map((item) => ({ text: item, characters: item.length, joined: false }));

  it('keeps one line where one suffices, and balances two', () => {
    expect(breakLines(words('short enough'), 42, 2)).toEqual(['short enough']);
    expect(breakLines(words('this is the first half and this is the other half'), 42, 2)).toEqual([
      'this is the first half',
      'and this is the other half',
    ]);
  });

  it('breaks behind a comma when that costs little', () => {
    expect(breakLines(words('he said it was late, and then he simply went home'), 42, 2)[0]).toBe(
      'he said it was late,',
    );
  });
});

/** Any code points, lone surrogates among them; quicker to set up than the strings fast-check makes of them. */
const anyText = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength }).map((codes) => String.fromCodePoint(...codes));

const time = fc.oneof(fc.constant(null), fc.double({ min: -5, max: 300, noNaN: false }));
const anyWord = fc
  .record({
    text: fc.oneof(fc.string({ maxLength: 14 }), anyText(60), fc.constant('end.')),
    start: time,
    end: time,
    joined: fc.boolean(),
  })
  .map(({ joined, ...given }) => ({ ...word(given.text, given.start, given.end), joined }));
const rising = fc
  .array(
    fc.record({
      text: fc.constantFrom('a', 'word', 'comma,', 'stop.', 'longerword'),
      step: fc.integer({ min: 2, max: 2000 }),
    }),
  )
  .map((items) => {
    let at = 0;
    return items.map(({ text, step }) => word(text, at / 1000, (at += step) / 1000));
  });
const paragraphs = fc.array(
  fc
    .tuple(fc.oneof(fc.array(anyWord, { maxLength: 40 }), rising), fc.constantFrom(null, 'a', 'b'))
    .map(([words, speaker]) => paragraph(words, speaker)),
  { maxLength: 5 },
);

describe('whatever the words', () => {
  it(
    'cues are in order, apart, of positive length, within their limits, and no word is lost',
    { timeout: 30_000 },
    () => {
      fc.assert(
        fc.property(
          paragraphs,
          fc.integer({ min: 20, max: 80 }),
          fc.integer({ min: 1, max: 3 }),
          (given, width, lines) => {
            const cues = toCues({ paragraphs: given }, { lineCharacters: width, maxLines: lines });
            const kept = cues.flatMap((cue) => cue.words.map(({ text }) => text));
            const expected = given.flatMap((item) => item.words.map(({ text }) => cleanText(text))).filter(Boolean);
            expect(kept).toEqual(expected);
            for (const [index, cue] of cues.entries()) {
              const next = cues[index + 1];
              expect(cue.end).toBeGreaterThan(cue.start);
              expect(cue.start).toBeGreaterThanOrEqual(0);
              expect(cue.end - cue.start).toBeLessThanOrEqual(defaultCueOptions.maxSeconds + 1e-9);
              if (next) expect(cue.end).toBeLessThan(next.start);
              if (next && next.start - cue.start >= 0.32)
                expect(next.start - cue.end).toBeGreaterThanOrEqual(0.08 - 1e-9);
              expect(cue.lines.length).toBeLessThanOrEqual(lines);
              if (cue.words.length > 1) for (const line of cue.lines) expect(lengthOf(line)).toBeLessThanOrEqual(width);
            }
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it('a known time that rises is kept to the millisecond', () => {
    fc.assert(
      fc.property(rising, (words) => {
        const timed = timedWords({ paragraphs: [paragraph(words)] });
        for (const [index, item] of timed.entries()) expect(item.startMs).toBe(Math.round(words[index]!.start! * 1000));
      }),
    );
  });
});
