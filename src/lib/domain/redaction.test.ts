import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '$lib/formats/index.ts';
import { redactedSentence, redactedTranscript } from '../../../tests/fakes/redacted.ts';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { redact, redactedText } from './redaction.ts';
import { paragraphText } from './transcript.ts';

describe('redact', () => {
  it('leaves one mark for the words, their time and the punctuation behind them', () => {
    const { paragraphs, redactions } = redact(redactedTranscript());
    expect(paragraphs.map(paragraphText)).toEqual([
      `My name is ${redactedText}, and I live here.`,
      `Call ${redactedText} at noon.`,
    ]);
    expect(paragraphs[0].words[3]).toMatchObject({ start: 1.5, end: 2.25 });
    expect(redactions).toBeUndefined();
  });

  it('hides the words in quotes of notes and in names of speakers', () => {
    const note = { id: 'n', kind: 'note' as const, words: ['p0-3'], quote: 'Wilhelmina', at: null, revision: 1 };
    const shown = redact(
      redactedTranscript({
        speakers: [
          { id: 's1', name: 'Mrs Quartz' },
          { id: 's2', name: 'Anna' },
        ],
        annotations: [{ ...note, colour: 'yellow', text: 'ask', tags: [], createdAt: '' }],
      }),
    );
    expect(shown.annotations![0].quote).toBe(redactedText);
    const about = redact(
      redactedTranscript({
        annotations: [
          {
            ...note,
            words: ['p1-3'],
            colour: 'yellow',
            text: 'ask the Quartzes',
            tags: ['Quartz', 'later'],
            createdAt: '',
          },
        ],
      }),
    ).annotations![0];
    expect(about).toMatchObject({ text: redactedText, tags: ['later'] });
    expect(shown.speakers.map(({ name }) => name)).toEqual([redactedText, 'Anna']);
  });

  it.each(formats.flatMap((format) => ('write' in format ? [[format.id, format] as const] : [])))(
    'lets no hidden word into %s',
    (_id, format) => {
      const options = { lineCharacters: 42, maxLines: 2, speakers: true, timestamps: true, title: 'Talk' };
      const shown = redactedTranscript({ speakers: [{ id: 's1', name: 'Quartz' }] });
      shown.paragraphs[0].speaker = 's1';
      expect(format.write(shown, options)).toContain('Quartz');
      const text = format.write(redact(shown), options);
      expect(text).not.toMatch(/Wilhelmina|Quartz/i);
      expect(text).not.toMatch(/p0-3|p0-4|p1-1/);
    },
  );

  it('gives back the same transcript where nothing is redacted, and the same paragraphs elsewhere', () => {
    const plain = redactedTranscript({ redactions: [] });
    expect(redact(plain)).toBe(plain);
    const half = redactedTranscript({ redactions: [{ id: 'r', kind: 'name', words: ['p1-1'] }] });
    expect(redact(half).paragraphs[0]).toBe(half.paragraphs[0]);
  });

  it('keeps every other word and the order of times, whatever is redacted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(8)), (indexes) => {
        const transcript = transcriptOf([redactedSentence]);
        const words = transcript.paragraphs[0].words.map(({ id }) => id);
        const hidden = indexes.map((index) => words[index]);
        const shown = redact({ ...transcript, redactions: [{ id: 'r', kind: 'custom', words: hidden }] });
        expect(findBrokenInvariant(shown)).toBeNull();
        const kept = shown.paragraphs[0].words.map(({ id }) => id).filter((id) => !id.includes('redacted'));
        expect(kept).toEqual(words.filter((id) => !hidden.includes(id)));
      }),
    );
  });
});
