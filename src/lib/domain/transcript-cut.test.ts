import { describe, expect, it } from 'vitest';
import { cutListOf, savedSeconds } from './cut-list.ts';
import { findFillers, fillerLanguages } from './fillers.ts';
import { findSilences } from './silences.ts';
import { applyEdit } from './transcript-edit.ts';
import { addCuts, cutPlaces, cutSpan, restoreAll, restoreSpan, toggleCut } from './transcript-cut.ts';
import type { Transcript } from './transcript.ts';

/** Words of one second, one every two seconds. */
const said = (text: string, language: string | null = 'en'): Transcript => ({
  ...{ recordingId: 'r', revision: 1, machine: null, language, speakers: [] },
  paragraphs: text.split('|').map((part, at) => ({
    id: `p${at}`,
    speaker: null,
    language: null,
    words: part.split(' ').map((word, index) => {
      const start = (at * 10 + index) * 2;
      const rest = { conf: null, confTime: null, origin: 'machine' as const };
      return { id: `w${at}.${index}`, text: word, start, end: start + 1, ...rest };
    }),
  })),
});

const cutIds = ({ paragraphs }: Transcript) =>
  paragraphs.flatMap(({ words }) => words.filter((word) => word.cut).map(({ id }) => id));

describe('cutting a stretch', () => {
  const start = said('one two three four five');

  it('takes the words in it and the silence around them, and gives both back', () => {
    const { transcript, inverse } = applyEdit(start, cutSpan(start, { start: 1.5, end: 5.6 }));
    expect(cutIds(transcript)).toEqual(['w0.1', 'w0.2']);
    expect(transcript.cuts).toEqual([
      { start: 1.5, end: 2 },
      { start: 3, end: 4 },
      { start: 5, end: 5.6 },
    ]);
    expect(cutListOf(transcript, 10).kept).toEqual([
      { start: 0, end: 1.5 },
      { start: 5.6, end: 10 },
    ]);
    expect(applyEdit(transcript, inverse).transcript).toEqual(start);
    const restored = applyEdit(transcript, restoreSpan(transcript, { start: 1.5, end: 5.6 })).transcript;
    expect([cutIds(restored), restored.cuts]).toEqual([[], []]);
  });

  it('restores a part and leaves the rest', () => {
    const cut = applyEdit(start, cutSpan(start, { start: 0, end: 9 })).transcript;
    const part = applyEdit(cut, restoreSpan(cut, { start: 3.9, end: 5.2 })).transcript;
    expect(cutIds(part)).toEqual(['w0.0', 'w0.1', 'w0.3', 'w0.4']);
    expect(cutListOf(part, 9).kept).toEqual([{ start: 3.9, end: 5.2 }]);
    const all = applyEdit(part, restoreAll(part)).transcript;
    expect(savedSeconds(cutListOf(all, 9))).toBe(0);
  });

  it('changes nothing where there is nothing to restore', () => {
    expect(applyEdit(start, restoreSpan(start, { start: 0, end: 9 })).transcript).toBe(start);
  });

  it('cuts words, and restores them when asked again', () => {
    const ids = ['w0.1', 'w0.2'];
    const cut = applyEdit(start, toggleCut(start, ids)).transcript;
    expect(cutIds(cut)).toEqual(ids);
    expect(cutIds(applyEdit(cut, toggleCut(cut, [...ids, 'w0.3'])).transcript)).toEqual([...ids, 'w0.3']);
    expect(applyEdit(cut, toggleCut(cut, ids)).transcript).toEqual(start);
  });

  it('lists what was left out, a run of words as one', () => {
    const cut = applyEdit(start, toggleCut(start, ['w0.1', 'w0.2', 'w0.4'])).transcript;
    const both = applyEdit(cut, addCuts(cut, [{ start: 7, end: 8 }])).transcript;
    expect(cutPlaces(both)).toEqual([
      { span: { start: 2, end: 5 }, text: 'two three' },
      { span: { start: 7, end: 8 }, text: '' },
      { span: { start: 8, end: 9 }, text: 'five' },
    ]);
  });
});

describe('findFillers', () => {
  it('finds sounds and phrases with what stands around them, once each', () => {
    const found = findFillers(said('Well, um, I, you know, saw Ummmm... the the'));
    expect(found.map(({ text, isSound }) => [text, isSound])).toEqual([
      ['Well,', false],
      ['um,', true],
      ['you know,', false],
      ['Ummmm...', true],
    ]);
    expect(found[2]).toMatchObject({
      words: ['w0.3', 'w0.4'],
      before: 'Well, um, I,',
      after: 'saw Ummmm... the',
      start: 6,
    });
  });

  it('speaks the language of the transcript, or of the paragraph', () => {
    expect(findFillers(said('Das ist ähm um gut', 'de')).map(({ text }) => text)).toEqual(['ähm']);
    const mixed = said('euh oui|um yes', 'en');
    const paragraphs = mixed.paragraphs.map((item, at) => ({ ...item, language: at === 0 ? 'fr' : null }));
    expect(findFillers({ ...mixed, paragraphs }).map(({ text }) => text)).toEqual(['euh', 'um']);
    expect(findFillers(said('um', 'xx'))).toHaveLength(1);
    expect(fillerLanguages.length).toBeGreaterThan(9);
  });

  it('passes over what is cut already', () => {
    const start = said('um yes');
    expect(findFillers(applyEdit(start, toggleCut(start, ['w0.0'])).transcript)).toEqual([]);
  });
});

describe('findSilences', () => {
  const transcript = said('one two');
  const speech = [{ start: 6, end: 7 }];

  it('leaves padding on both sides, and none at the ends of the file', () => {
    const options = { thresholdSeconds: 1.5, paddingSeconds: 0.2 };
    expect(findSilences({ speech, transcript, durationSeconds: 12 }, options)).toEqual([
      { start: 3.2, end: 5.8 },
      { start: 7.2, end: 12 },
    ]);
    const late = { ...transcript, paragraphs: [] };
    expect(findSilences({ speech, transcript: late, durationSeconds: 7 }, options)).toEqual([{ start: 0, end: 5.8 }]);
  });

  it('cuts nothing where the padding is all there is', () => {
    const options = { thresholdSeconds: 0.5, paddingSeconds: 0.5 };
    expect(findSilences({ speech: [], transcript, durationSeconds: 3 }, options)).toEqual([]);
  });

  it('touches no word and no speech', () => {
    const options = { thresholdSeconds: 0.3, paddingSeconds: 0 };
    const cuts = findSilences({ speech, transcript, durationSeconds: 12 }, options);
    expect(savedSeconds(cutListOf({ ...transcript, cuts }, 12))).toBe(12 - 3);
  });
});
