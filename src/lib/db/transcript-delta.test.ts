import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleParagraph, sampleTranscript, sampleWord } from '../../../tests/fakes/samples.ts';
import type { Paragraph, Word } from '$lib/domain/transcript.ts';
import { packWords, unpackWords } from './pack.ts';
import { applyDelta, deltaBetween, replay, wholeBody } from './transcript-delta.ts';

const known = fc.double({ min: 0, max: 1e5, noNaN: true });
const word: fc.Arbitrary<Word> = fc.record(
  {
    id: fc.string(),
    text: fc.string({ unit: 'grapheme' }),
    start: fc.option(known),
    end: fc.option(known),
    conf: fc.option(known),
    confTime: fc.option(known),
    origin: fc.constantFrom('machine' as const, 'edited' as const, 'inserted' as const),
    joined: fc.boolean(),
    cut: fc.boolean(),
    line: fc.boolean(),
  },
  { requiredKeys: ['id', 'text', 'start', 'end', 'conf', 'confTime', 'origin'] },
);

describe('packed words', () => {
  it('come back as they were, to the last bit', () => {
    const isKept = fc.property(fc.array(word), (words) => {
      expect(unpackWords(packWords(words))).toEqual(words);
    });
    fc.assert(isKept);
  });

  it('are refused when a column is cut, or holds what it should not', () => {
    const packed = packWords([sampleWord('a', 'one', 1), sampleWord('b', 'two', 2)]);
    expect(() => unpackWords({ ...packed, ids: ['a'] })).toThrow();
    expect(() => unpackWords({ ...packed, numbers: packed.numbers.slice(1) })).toThrow();
    expect(() => unpackWords({ ...packed, flags: Uint8Array.of(0, 3) })).toThrow();
    expect(() => unpackWords({ ...packed, texts: ['one', 7 as never] })).toThrow();
  });
});

describe('what changed between two revisions', () => {
  const pool = Array.from({ length: 6 }, (_, index) => sampleParagraph(`p${index}`, [`w${index}`]));
  const paragraphs = fc.subarray(pool).chain((some) => fc.shuffledSubarray(some, { minLength: some.length }));
  const edited = (paragraph: Paragraph): Paragraph => ({ ...paragraph, language: 'de' });

  it('leads from the one to the other, through JSON', () => {
    fc.assert(
      fc.property(paragraphs, paragraphs, fc.nat({ max: 5 }), (before, after, at) => {
        const one = sampleTranscript({ paragraphs: before });
        const changed = after.map((paragraph, index) => (index === at ? edited(paragraph) : paragraph));
        const two = sampleTranscript({ revision: 2, paragraphs: changed });
        const delta = JSON.parse(JSON.stringify(deltaBetween(one, two))) as ReturnType<typeof deltaBetween>;
        expect(applyDelta(one, delta)).toEqual(two);
      }),
    );
  });

  it('is one paragraph for an edit of one word, in a copy no less than in the same objects', () => {
    const one = sampleTranscript({ paragraphs: pool });
    const copy = structuredClone(pool);
    const two = sampleTranscript({ revision: 2, paragraphs: copy.with(3, edited(copy[3]!)) });
    expect(deltaBetween(one, two)).toMatchObject({ at: 3, removed: 1, paragraphs: [{ id: 'p3' }] });
  });

  it('holds what lies over the words: cuts, annotations, redactions', () => {
    const one = sampleTranscript();
    const cut = one.paragraphs[0]!.words.map((each, index) => (index === 0 ? { ...each, cut: true } : each));
    const two = sampleTranscript({
      revision: 2,
      cuts: [{ start: 1, end: 2 }],
      redactions: [{ id: 'r', kind: 'name', words: ['p1-0'] }],
      annotations: [
        {
          ...{ id: 'n', kind: 'note', words: ['p1-1'], quote: 'morning.', at: { start: 0.5, end: 0.75 }, revision: 1 },
          ...{ colour: 'green', text: 'greets', tags: ['opening'], createdAt: '2026-11-22T20:00:00.000Z' },
        },
      ],
      paragraphs: [{ ...one.paragraphs[0]!, words: cut }, one.paragraphs[1]!],
    });
    const delta = JSON.parse(JSON.stringify(deltaBetween(one, two))) as ReturnType<typeof deltaBetween>;
    expect(delta.paragraphs.map((paragraph) => paragraph.id)).toEqual(['p1']);
    expect(applyDelta(one, delta)).toEqual(two);
    expect(replay({ snapshot: { seq: 2, body: wholeBody(two) }, records: [], damaged: false })).toEqual(two);
  });

  it('is told again by a journal, behind a snapshot or without', () => {
    const one = sampleTranscript();
    const two = sampleTranscript({ revision: 2, paragraphs: [pool[0]!, ...one.paragraphs] });
    const first = { seq: 1, body: JSON.stringify(deltaBetween(undefined, one)) };
    const second = { seq: 2, body: JSON.stringify(deltaBetween(one, two)) };
    expect(replay({ snapshot: null, records: [first, second], damaged: false })).toEqual(two);
    const snapshot = { seq: 1, body: wholeBody(one) };
    expect(replay({ snapshot, records: [second], damaged: false })).toEqual(two);
    expect(replay({ snapshot: null, records: [], damaged: false })).toBeUndefined();
  });
});
