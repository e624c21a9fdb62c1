import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { checkEvidence, decodeEvidence, encodeEvidence, evidenceOf, type Evidence } from './evidence.ts';
import { applyEdit } from './transcript-edit.ts';

const recording = { sha256: 'a'.repeat(64) };
const transcript = sampleTranscript();
const evidence = evidenceOf(recording, transcript, ['p2-2', 'p2-1'])!;

describe('a quotation', () => {
  it('says what was said, where and when, in reading order', () => {
    expect(evidence).toEqual({
      ...{ sha256: recording.sha256, revision: 1, words: ['p2-1', 'p2-2'] },
      ...{ quote: 'are you?', start: 5.5, end: 6.25 },
    });
    expect(evidenceOf(recording, transcript, ['nothing'])).toBeNull();
  });

  it('travels through an address, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { minLength: 1 }), (quote, words) => {
        const sent: Evidence = { ...evidence, quote, words };
        const text = encodeEvidence(sent);
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeEvidence(text)).toEqual(sent);
      }),
    );
  });

  it('is none where the address was cut or made up', () => {
    const text = encodeEvidence(evidence);
    for (const broken of ['', 'x', text.slice(0, -5), '%%%', encodeEvidence({ ...evidence, sha256: 'no' })]) {
      expect(decodeEvidence(broken)).toBeNull();
    }
  });

  it('is the same, edited, moved or gone, and never of another recording', () => {
    const after = (text: string) => applyEdit(transcript, { kind: 'set-text', paragraph: 'p2', text }).transcript;
    expect(checkEvidence(evidence, recording, transcript)).toMatchObject({ kind: 'same', reads: 'are you?' });
    expect(checkEvidence(evidence, recording, after('How are you all?'))).toMatchObject({ kind: 'edited' });
    const copied = sampleTranscript({
      paragraphs: transcript.paragraphs.map((paragraph) => ({
        ...paragraph,
        words: paragraph.words.map((word) => ({ ...word, id: `new-${word.id}` })),
      })),
    });
    expect(checkEvidence(evidence, recording, copied)).toMatchObject({ kind: 'moved', reads: 'are you?' });
    const { transcript: without } = applyEdit(transcript, { kind: 'delete-words', words: ['p2-1', 'p2-2'] });
    expect(checkEvidence(evidence, recording, without)).toEqual({ kind: 'gone' });
    expect(checkEvidence(evidence, { sha256: 'b'.repeat(64) }, transcript)).toEqual({ kind: 'other-recording' });
  });

  it('of a word that is said again elsewhere is not taken for moved', () => {
    const said = sampleParagraph('p', ['budget', 'or', 'not'], 0);
    const again = sampleParagraph('q', ['the', 'budget'], 100);
    const both = sampleTranscript({ paragraphs: [said, again] });
    const one = evidenceOf(recording, both, ['p-0'])!;
    const edited = applyEdit(both, { kind: 'set-text', paragraph: 'p', text: 'deficit or not' }).transcript;
    expect(checkEvidence(one, recording, edited)).toMatchObject({ kind: 'edited', reads: 'deficit' });
    const { transcript: without } = applyEdit(both, { kind: 'delete-words', words: ['p-0'] });
    expect(checkEvidence(one, recording, without)).toEqual({ kind: 'gone' });
  });
});
