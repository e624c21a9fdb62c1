import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptDifference, differencesOf } from './redecode.ts';
import { applyEdit } from './transcript-edit.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import type { DraftWord, Transcript, Word } from './transcript.ts';

const word = (text: string, start: number): Word => ({
  id: `w${start}`,
  text,
  start,
  end: start + 0.8,
  conf: 0.5,
  confTime: null,
  origin: 'machine',
});
const said = (text: string, from: number): Word[] => text.split(' ').map((each, index) => word(each, from + index));
const heard = (text: string, from: number, step = 1): DraftWord[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((each, index) => ({
      text: each,
      start: from + index * step,
      end: from + index * step + 0.7,
      probability: 0.9,
    }));
const transcript = (): Transcript => ({
  recordingId: 'r',
  revision: 1,
  machine: null,
  language: 'en',
  speakers: [],
  paragraphs: [
    { id: 'p1', speaker: null, language: null, words: said('the quick brown fox', 0) },
    { id: 'p2', speaker: null, language: null, words: said('jumps over a lazy dog', 4) },
  ],
});
let count = 0;
const makeId = () => `n${count++}`;
const textOf = ({ paragraphs }: Pick<Transcript, 'paragraphs'>) =>
  paragraphs.map(({ words }) => words.map(({ text }) => text).join(' '));
const all = { start: 0, end: 9 };

const accept = (before: Transcript, heardText: string, which: number[] | 'all') => {
  const differences = differencesOf(before, all, heard(heardText, 0));
  const chosen = which === 'all' ? differences : which.map((index) => differences[index]!);
  return chosen.reduce((current, difference) => {
    const edit = acceptDifference(current, difference, makeId);
    return edit ? applyEdit(current, edit).transcript : current;
  }, before);
};

describe('a second hearing', () => {
  it('shows each place that differs, and nothing where it agrees', () => {
    expect(differencesOf(transcript(), all, heard('the quick brown fox jumps over a lazy dog', 0))).toEqual([]);
    const found = differencesOf(transcript(), all, heard('the quack brown fox jumps over the very lazy dog', 0));
    expect(found.map(({ before, after }) => [before.map((w) => w.text), after.map((w) => w.text)])).toEqual([
      [['quick'], ['quack']],
      [['a'], ['the', 'very']],
    ]);
  });
  it('looks at the stretch only', () => {
    const found = differencesOf(transcript(), { start: 4, end: 9 }, heard('jumps over two lazy dogs', 4));
    expect(found.map(({ before }) => before[0]!.text)).toEqual(['a', 'dog']);
  });
  it('is taken word by word, and can be taken back', () => {
    const before = transcript();
    expect(textOf(accept(before, 'the quack brown fox jumps over the very lazy dog', [1]))).toEqual([
      'the quick brown fox',
      'jumps over the very lazy dog',
    ]);
    const [difference] = differencesOf(before, all, heard('the quack brown fox jumps over a lazy dog', 0));
    const edited = applyEdit(before, acceptDifference(before, difference!, makeId)!);
    expect(edited.transcript.paragraphs[0]!.words[1]).toMatchObject({ text: 'quack', start: 1, conf: 0.9 });
    expect(edited.transcript.paragraphs[1]).toBe(before.paragraphs[1]);
    expect(applyEdit(edited.transcript, edited.inverse).transcript).toEqual(before);
  });
  it('does nothing where somebody has changed the word meanwhile', () => {
    const before = transcript();
    const [difference] = differencesOf(before, all, heard('the quack brown fox jumps over a lazy dog', 0));
    const moved = applyEdit(before, { kind: 'set-text', paragraph: 'p1', text: 'the slow brown fox' }).transcript;
    expect(acceptDifference(moved, difference!, makeId)).toBeNull();
  });
  it('puts words where there were none', () => {
    const bare = { ...transcript(), paragraphs: [transcript().paragraphs[0]!] };
    const found = differencesOf(bare, { start: 5, end: 9 }, heard('one two', 5));
    const after = applyEdit(bare, acceptDifference(bare, found[0]!, makeId)!).transcript;
    expect(textOf(after)).toEqual(['the quick brown fox one two']);
  });
  it('taken whole, it is what was heard, in order, whatever that is', () => {
    const texts = fc.array(fc.constantFrom('the', 'quick', 'fox', 'a', 'dog', 'new', 'lazy'), {
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(texts, (words) => {
        const after = accept(transcript(), words.join(' '), 'all');
        expect(textOf(after).join(' ').trim()).toBe(words.join(' '));
        expect(findBrokenInvariant(after)).toBeNull();
      }),
    );
  });
});
