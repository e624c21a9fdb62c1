import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { paragraphText, type Word } from '$lib/domain/transcript.ts';
import { transcriptFiles } from '../../../../tests/fakes/transcript-files.ts';
import { formats, readerFor, readers } from '../index.ts';

const shown = ({ text, start, joined }: Word): string =>
  `${joined ? '+' : ''}${text}@${start === null ? '' : Math.round(start * 1000) / 1000}`;

describe.each(Object.entries(transcriptFiles))('%s', (id, { fileName, text, language, said }) => {
  it('is known by its content and read: who said what and when', () => {
    const reader = readerFor(fileName, text)!;
    expect(reader.id).toBe(id);
    const read = reader.read(text);
    const nameOf = (speaker: string | null) => read.speakers.find((each) => each.id === speaker)?.name ?? null;
    expect(read.paragraphs.map(({ speaker, words }) => [nameOf(speaker), words.map(shown)])).toEqual(said);
    expect(read.language).toBe(language);
  });

  it('is known whatever it is called, and behind a byte order mark', () => {
    if (id !== 'plain-text') expect(readerFor('file.bin', '\ufeff' + text)?.id).toBe(id);
  });
});

it('every reader but those of our own formats has a sample file', () => {
  const own = formats.map(({ id }): string => id);
  for (const { id } of readers) if (!own.includes(id)) expect(Object.keys(transcriptFiles)).toContain(id);
});

describe('a file of nobody knows what', () => {
  it('is plain text where it reads as one', () => {
    const text = 'First paragraph\nof two lines.\n\nSecond: with a colon.';
    const reader = readerFor('notes.md', text)!;
    expect(reader.id).toBe('plain-text');
    expect(reader.read(text).paragraphs.map(paragraphText)).toEqual([
      'First paragraph of two lines.',
      'Second: with a colon.',
    ]);
    expect(reader.read('[0:07] Ada: Hello.').speakers[0]?.name).toBe('Ada');
  });

  it.each([
    ['x.json', '{"a":1}'],
    ['x.docx', 'PK\u0003\u0004...'],
    ['x.pdf', '%PDF-1.7'],
    ['x.html', '<!doctype html><p>x'],
    ['x.rtf', '{\\rtf1 x}'],
    ['x.txt', ' \n '],
  ])('%s is refused', (fileName, text) => {
    expect(readerFor(fileName, text)).toBeUndefined();
  });

  it('fails as what it is called where its content is broken', () => {
    const reader = readerFor('captions.srt', 'no cues here')!;
    expect(reader.id).toBe('srt');
    expect(() => reader.read('no cues here')).toThrow(AppError);
  });
});
