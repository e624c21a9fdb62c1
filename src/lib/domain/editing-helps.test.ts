import { describe, expect, it } from 'vitest';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { evidenceOf, parseTags, placeAnnotations, tagsOf } from './annotations.ts';
import { findCueProblems, readingSpeed } from './cue-problems.ts';
import { defaultCueOptions, toCues } from './cues.ts';
import { doubtfulWords, reviewedShare } from './doubt.ts';
import { applyEdit } from './transcript-edit.ts';
import { expandReplacement, findInTranscript, patternOf, replaceMatches } from './transcript-find.ts';
import type { Annotation } from './transcript-marks.ts';
import { paragraphText } from './transcript.ts';

const note = (id: string, change: Partial<Annotation>): Annotation => ({
  ...{ id, kind: 'note', words: [], quote: '', at: null, revision: 1, colour: 'yellow', text: '', tags: [] },
  ...{ createdAt: '2026-11-22T20:00:00.000Z', ...change },
});

describe('annotations', () => {
  const [first, second] = sampleTranscript().paragraphs;

  it('stay on their words whatever is typed around them, in reading order', () => {
    const evidence = evidenceOf(second!.words.slice(1), 3);
    expect(evidence).toMatchObject({
      quote: 'are you?',
      words: ['p2-1', 'p2-2'],
      at: { start: 5.5, end: 6.25 },
      revision: 3,
    });
    const start = sampleTranscript({
      annotations: [note('late', evidence), note('early', evidenceOf([first!.words[0]!], 1))],
    });
    const { transcript } = applyEdit(start, { kind: 'set-text', paragraph: 'p2', text: 'And how really are you?' });
    const merged = applyEdit(transcript, { kind: 'merge', paragraph: 'p2' }).transcript;
    expect(placeAnnotations(merged).map(({ annotation, text, paragraph }) => [annotation.id, text, paragraph])).toEqual(
      [
        ['early', 'Good', 'p1'],
        ['late', 'are you?', 'p1'],
      ],
    );
  });

  it('come last once all of their words are gone', () => {
    const start = sampleTranscript({
      annotations: [note('gone', { words: ['p1-0'], quote: 'Good' }), note('here', { words: ['p2-0'] })],
    });
    const { transcript } = applyEdit(start, { kind: 'delete-words', words: ['p1-0', 'p1-1'] });
    expect(placeAnnotations(transcript).map(({ annotation, paragraph }) => [annotation.id, paragraph])).toEqual([
      ['here', 'p2'],
      ['gone', null],
    ]);
  });

  it('carry tags that are tidied and listed once', () => {
    expect(parseTags(' #price, opening ,price,,')).toEqual(['price', 'opening']);
    expect(tagsOf({ annotations: [note('a', { tags: ['b', 'a'] }), note('b', { tags: ['a'] })] })).toEqual(['a', 'b']);
  });
});

describe('find and replace', () => {
  const start = sampleTranscript({ paragraphs: [sampleParagraph('p', ['The', 'cat,', 'the', 'cats', 'and', 'Kat'])] });
  const found = (query: string, options = {}) =>
    findInTranscript(start, query, { matchesCase: false, ...options }).map(({ start: from }) => from);

  it('knows case, whole words and regular expressions', () => {
    expect(found('cat')).toEqual([4, 13]);
    expect(found('cat', { wholeWord: true })).toEqual([4]);
    expect(found('THE', { matchesCase: true })).toEqual([]);
    expect(found('[ck]at\\b', { isRegex: true })).toEqual([4, 22]);
    expect(found('x*', { isRegex: true })).toEqual([]);
    expect(patternOf('(', { matchesCase: false, isRegex: true })).toBe('invalid');
    expect(found('(', { isRegex: true })).toEqual([]);
  });

  it('puts groups in, and leaves dollars alone elsewhere', () => {
    const [match] = findInTranscript(start, '(c)(at)', { matchesCase: false, isRegex: true });
    expect(expandReplacement('$2-$1-$&-$$1-$3', match!, true)).toBe('at-c-cat-$1-');
    expect(expandReplacement('$1', match!, false)).toBe('$1');
  });

  it('spreads a longer phrase over the time of the words it replaces, as one step', () => {
    const matches = findInTranscript(start, 'cat, the', { matchesCase: true });
    const { transcript } = applyEdit(start, replaceMatches(start, matches, 'big old lion, a'));
    const [paragraph] = transcript.paragraphs;
    expect(paragraphText(paragraph!)).toBe('The big old lion, a cats and Kat');
    const times = paragraph!.words.slice(1, 5).map((word) => [word.start, word.end]);
    expect(times[0]![0]).toBe(0.5);
    expect(times.at(-1)![1]).toBeLessThanOrEqual(1.5);
    expect(times.every(([from, until]) => from !== null && until! > from!)).toBe(true);
    expect(paragraph!.words.slice(5)).toEqual(start.paragraphs[0]!.words.slice(3));
  });
});

describe('doubt', () => {
  it('is counted until a word is looked at', () => {
    const [first, ...rest] = sampleTranscript().paragraphs;
    const words = first!.words.map((word, index) => ({ ...word, conf: index === 0 ? 0.4 : 0.8 }));
    const start = sampleTranscript({ paragraphs: [{ ...first!, words }, ...rest] });
    expect(doubtfulWords(start).map(({ word, paragraph }) => [word.id, paragraph])).toEqual([['p1-0', 'p1']]);
    expect(reviewedShare(start)).toBeCloseTo(0.8);
    expect(reviewedShare({ paragraphs: [] })).toBe(1);
  });
});

describe('problems of subtitles', () => {
  it('are told with figures and limits', () => {
    const fast = 'incomprehensibilities characteristically misunderstood'.split(' ');
    const words = sampleParagraph('p', fast).words.map((word, index) => ({
      ...word,
      start: index / 10,
      end: index / 10 + 0.1,
    }));
    const next = sampleParagraph('q', ['Then'], 0.6);
    const cues = toCues({ paragraphs: [{ ...sampleParagraph('p', []), words }, next] });
    const problems = findCueProblems(cues, defaultCueOptions);
    expect(problems.map(({ cue, kind }) => [cue, kind])).toContainEqual([0, 'fast']);
    expect(problems.find(({ kind }) => kind === 'fast')!.value).toBeCloseTo(readingSpeed(cues[0]!));
    const calm = sampleTranscript();
    expect(findCueProblems(toCues(calm), defaultCueOptions)).toEqual([]);
    const narrow = { ...defaultCueOptions, lineCharacters: 10 };
    expect(
      findCueProblems(toCues({ paragraphs: [sampleParagraph('p', ['unbelievably'])] }, narrow), narrow),
    ).toMatchObject([{ cue: 0, kind: 'long-line', value: 12, limit: 10 }]);
  });
});
