import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import { isText, type ExportOptions, type Format } from './format.ts';
import { fileText } from './imported.ts';
import { formats, readerFor, readers } from './index.ts';
import { validators } from '../../../tests/fakes/format-validators.ts';
import { expectedText, options, samples, textFormat, textOf } from '../../../tests/fakes/format-samples.ts';

/** Any code points, lone surrogates among them; quicker to set up than the strings fast-check makes of them. */
const anyText = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength }).map((codes) => String.fromCodePoint(...codes));

const chosen: ExportOptions[] = [
  options,
  { ...options, speakers: true, timestamps: true, title: 'A <b>title</b>\n--> x' },
  { ...options, lineCharacters: 20, maxLines: 1 },
];

const textFormats = (formats as readonly Format[]).filter(isText);

it('has a validator for each format; documents have a test of their own', () => {
  const ids: string[] = formats.map(({ id }) => id);
  expect([...Object.keys(validators), 'docx', 'pdf'].sort()).toEqual(ids.sort());
});

describe.each(textFormats.map((format) => [format.id, format] as const))('%s', (id, format) => {
  it.each(Object.entries(samples))('is valid and complete: %s', (_name, given) => {
    for (const choice of chosen) {
      const file = format.write(given, choice);
      validators[id as keyof typeof validators](file);
      expect(file.isWellFormed()).toBe(true);
    }
  });

  it('changes only with the options it names', () => {
    const other: ExportOptions = { lineCharacters: 20, maxLines: 1, speakers: true, timestamps: true };
    const given = samples['two speakers']!;
    for (const key of ['lineCharacters', 'maxLines', 'speakers', 'timestamps'] as const) {
      if (format.uses.includes(key)) continue;
      expect(format.write(given, { ...options, [key]: other[key] })).toBe(format.write(given, options));
    }
  });
});

const readable = textFormats.filter((format) => format.read);

describe.each(readable.map((format) => [format.id, format] as const))('%s read back', (_id, format) => {
  it.each(Object.entries(samples))('keeps the text: %s', (_name, given) => {
    expect(textOf(format.read!(format.write(given, options)))).toBe(expectedText(given));
  });

  it.each(Object.entries(samples))('makes a sound transcript: %s', (_name, given) => {
    for (const choice of chosen)
      expect(findBrokenInvariant({ ...given, ...format.read!(format.write(given, choice)) })).toBeNull();
  });

  it('knows its own files among all others', () => {
    for (const given of Object.values(samples)) {
      const file = fileText(format.write(given, options));
      if (file.text.trim() === '') continue;
      expect(readers.find((reader) => reader.accepts(file))?.id).toBe(format.id);
    }
  });

  it('keeps who speaks', () => {
    const given = samples['two speakers']!;
    if (!format.uses.includes('speakers') || format.id === 'srt') return;
    const { speakers, paragraphs } = format.read!(format.write(given, { ...options, speakers: true }));
    const names = paragraphs.map(({ speaker }) => speakers.find(({ id }) => id === speaker)?.name);
    expect(names).toEqual(['Ada <b>Lovelace</b>', '=CMD(2)']);
  });

  it('keeps the time of every word where it writes them', () => {
    const given = samples['one sentence']!;
    const hasWords =
      format.uses.includes('timestamps') || ['whisper', 'whisperx', 'textgrid', 'eaf'].includes(format.id);
    if (!hasWords) return;
    const words = format.read!(format.write(given, { ...options, timestamps: true })).paragraphs.flatMap(
      (p) => p.words,
    );
    const starts = given.paragraphs[0]!.words.map(({ start }) => start!);
    expect(words).toHaveLength(starts.length);
    for (const [index, each] of words.entries())
      expect(Math.abs(each.start! - starts[index]!)).toBeLessThanOrEqual(format.id === 'ass' ? 0.011 : 0.0011);
  });

  it('keeps the times to the millisecond', () => {
    const given = samples['words without times']!;
    const words = format.read!(format.write(given, options)).paragraphs.flatMap((paragraph) => paragraph.words);
    expect(Math.abs(words[0]!.start! - 1)).toBeLessThanOrEqual(0.001);
  });

  it('refuses what it is not, with a typed error', () => {
    for (const text of ['hello there', '{"format":"other"}', '<html></html>', '{']) {
      expect(() => format.read!(text)).toThrow(AppError);
    }
  });

  it('never throws anything else, whatever it is given', { timeout: 30_000 }, () => {
    const piece = fc.constantFrom(
      'WEBVTT',
      '\n',
      '\n\n',
      '00:00:01.000 --> 00:00:02.000',
      '1',
      '<v ',
      '>',
      '&#x110000;',
      '&amp',
      '00:01,5 --> 00:02,5',
      '"words":',
      '[',
      '{',
      '<00:00:01.500>',
      'text',
      '\0',
    );
    const anything = fc.oneof(
      anyText(60),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          for (const item of format.read!(text).paragraphs)
            for (const each of item.words) expect(each.end).toBeGreaterThanOrEqual(each.start!);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('json', () => {
  it.each(Object.entries(samples))('reads back exactly: %s', (_name, given) => {
    const { language, speakers, paragraphs } = given;
    expect(
      readerFor('Some talk.JSON', textFormat('json').write(given, options))!.read(
        textFormat('json').write(given, options),
      ),
    ).toEqual({
      language,
      speakers,
      paragraphs,
    });
  });
});
