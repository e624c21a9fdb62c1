import { expect, it } from 'vitest';
import { sampleWord } from '../../../../tests/fakes/samples.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { RowCache } from './rows.ts';

const transcript: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: null },
  speakers: [
    { id: 'a', name: 'Anna' },
    { id: 'b', name: 'Bert' },
  ],
  paragraphs: ['p', 'q', 'r'].map((id) => ({ id, speaker: id === 'q' ? 'b' : null, language: null, words: [] })),
};

it('keeps the rows of what was not edited', () => {
  const cache = new RowCache();
  const before = cache.rowsOf(transcript);
  expect(before.map(({ number, speaker, colour }) => [number, speaker?.name, colour])).toEqual([
    [1, undefined, 1],
    [2, 'Bert', 2],
    [3, undefined, 1],
  ]);
  const typed = applyEdit(transcript, { kind: 'set-text', paragraph: 'q', text: 'x' }).transcript;
  const after = cache.rowsOf(typed);
  expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  const renamed = applyEdit(typed, { kind: 'rename-speaker', speaker: 'b', name: 'Berta' }).transcript;
  expect(cache.rowsOf(renamed)[1]!.speaker!.name).toBe('Berta');
});

it('says which language is spoken: that of the paragraph, else of the transcript', () => {
  const cache = new RowCache();
  const [first, ...others] = transcript.paragraphs;
  const mixed = { ...transcript, language: 'en', paragraphs: [{ ...first!, language: 'jw' }, ...others] };
  expect(cache.rowsOf(mixed).map(({ language }) => language)).toEqual(['jv', 'en', 'en']);
  expect(cache.rowsOf({ ...mixed, language: null }).map(({ language }) => language)).toEqual([
    'jv',
    undefined,
    undefined,
  ]);
});

it('shows the pause before a paragraph, and whether it is left out', () => {
  const cache = new RowCache();
  const paragraphs = [0, 3].map((start, at) => ({
    ...{ id: `p${at}`, speaker: null, language: null },
    words: [sampleWord(`w${at}`, 'word', start)],
  }));
  const spoken: Transcript = { ...transcript, paragraphs };
  const before = cache.rowsOf(spoken);
  expect(before.map(({ rest }) => rest)).toEqual([null, { start: 0.25, end: 3, isCut: false }]);
  expect(cache.rowsOf({ ...spoken })[1]).toBe(before[1]);
  const cut = cache.rowsOf({ ...spoken, cuts: [{ start: 0.3, end: 2.9 }] });
  expect(cut[0]).toBe(before[0]);
  expect(cut[1]!.rest).toEqual({ start: 0.25, end: 3, isCut: true });
});
