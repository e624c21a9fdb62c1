import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { transcriptFiles } from '../../../tests/fakes/transcript-files.ts';
import type { ImportedTranscript, TextFormat } from './format.ts';
import { fileText } from './imported.ts';
import { findFormat, readers } from './index.ts';

const given: Transcript = {
  recordingId: 'r',
  revision: 1,
  machine: null,
  language: 'en',
  speakers: [{ id: 's1', name: 'Ada' }],
  paragraphs: [0, 1].map((index) => ({
    id: `p${index}`,
    speaker: index === 0 ? 's1' : null,
    language: null,
    words: ['One', '<two>', '{three}', '"four"', 'cinq.'].map((text, at) => ({
      ...{ id: `w${index}-${at}`, text, start: index * 4 + at * 0.4, end: index * 4 + at * 0.4 + 0.3 },
      ...{ conf: 0.5, confTime: null, origin: 'machine' as const },
    })),
  })),
};

/** `npm run torture` asks for more. */
const seeds = Number(process.env['ECHOFLOW_FUZZ_SEEDS'] ?? 300);

/** A sound transcript, or the one error a reader may throw. */
const expectTypedOrSound = (read: () => ImportedTranscript): void => {
  try {
    expect(findBrokenInvariant({ ...given, ...read() })).toBeNull();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('format/unreadable');
  }
};

const genuine = (id: string): string => {
  const format = findFormat(id) as TextFormat | undefined;
  const options = { lineCharacters: 42, maxLines: 2, speakers: true, timestamps: true, title: 'T' };
  return format ? format.write(given, options) : transcriptFiles[id]!.text;
};

describe.each(readers.map((reader) => [reader.id, reader] as const))('%s given broken files', (id, reader) => {
  it('reads or refuses a file cut, doubled and mangled anywhere', { timeout: 30_000 + seeds * 100 }, () => {
    const file = genuine(id);
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const scrap = fc.constantFrom(
      '',
      '\0',
      '"',
      '<',
      '>',
      '{',
      '}',
      '&',
      ',',
      '-1',
      '1e999',
      'null',
      '[]',
      '\n',
      '\ud800',
      '٣',
    );
    const damage = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 40 }), scrap), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, (wounds) => {
        const broken = wounds.reduce((text, [where, length, instead]) => {
          const at = Math.floor(where * text.length);
          return text.slice(0, at) + instead + text.slice(at + length);
        }, file);
        reader.accepts(fileText(broken));
        expectTypedOrSound(() => reader.read(broken));
      }),
      { numRuns: seeds },
    );
  });

  const long = 200_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(long / piece.length));
  const pieces = [
    ' ',
    'a',
    '9',
    '<',
    '<a',
    '<a>',
    '<p>',
    '{',
    '{\\k1}',
    '"',
    '""',
    '[',
    '{"a":',
    '&',
    '&a',
    '-->',
    '\n',
    '\\N',
    '0:',
    ':',
  ];

  it.each(pieces.map((piece) => [piece]))('takes linear time for a file of nothing but %j', (piece) => {
    const file = genuine(id);
    const middle = Math.floor(file.length * 0.7);
    for (const text of [fill(piece), file.slice(0, middle) + fill(piece) + file.slice(middle), file + fill(piece)]) {
      const before = performance.now();
      reader.accepts(fileText(text));
      expectTypedOrSound(() => reader.read(text));
      expect(performance.now() - before).toBeLessThan(4000);
    }
  });
});
