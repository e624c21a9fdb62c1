import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { carryRedactions } from './redaction-kept.ts';
import { givesAway, secretsOf } from './redaction-secrets.ts';
import { redactedSpans } from './redaction-sound.ts';
import { redact, redactionPlace, redactionText, shownTitle } from './redaction.ts';
import { applyEdit, type TranscriptEdit } from './transcript-edit.ts';
import type { Transcript } from './transcript.ts';

const named = (): Transcript =>
  applyEdit(transcriptOf(['My name is Wilhelmina Quartz, and I live here.', 'Call me at noon.']), {
    kind: 'set-redactions',
    redactions: [{ id: 'r', kind: 'name', words: ['p0-3', 'p0-4'] }],
  }).transcript;
const deletion: TranscriptEdit = { kind: 'delete-words', words: ['p0-3', 'p0-4'] };

describe('a redacted word that is deleted from the text', () => {
  it.each<[string, TranscriptEdit]>([
    ['by itself', deletion],
    ['typed over', { kind: 'set-text', paragraph: 'p0', text: 'My name is the witness, and I live here.' }],
    ['with its paragraph', { kind: 'splice', at: 0, remove: 1, paragraphs: [], parts: null }],
    [
      'one after the other',
      {
        kind: 'batch',
        edits: [
          { kind: 'delete-words', words: ['p0-4'] },
          { kind: 'delete-words', words: ['p0-3'] },
        ],
      },
    ],
  ])('is silenced, and hidden in titles, all the same (%s)', (_how, edit) => {
    const before = named();
    const { transcript } = applyEdit(before, edit);
    expect(JSON.stringify(transcript.paragraphs)).not.toMatch(/quartz/i);
    const [span] = redactedSpans(transcript);
    const [was] = redactedSpans(before);
    expect(span!.start).toBeLessThanOrEqual(was!.start);
    expect(span!.end).toBeGreaterThanOrEqual(was!.end - 0.001);
    expect(shownTitle('Mrs Quartz', transcript)).not.toMatch(/quartz/i);
    expect(JSON.stringify(redact(transcript))).not.toMatch(/quartz|wilhelmina/i);
    const [redaction] = transcript.redactions!;
    expect(redactionText(transcript, redaction!)).toMatch(/Wilhelmina.*Quartz|Quartz.*Wilhelmina/);
    const place = redactionPlace(transcript, redaction!)!;
    expect(place.start).toBeGreaterThan(was!.start - 0.1);
    expect(place.end).toBeLessThan(was!.end + 0.1);
  });

  it('is as it was after undo, and goes again after redo', () => {
    const before = named();
    const edited = applyEdit(before, deletion);
    const undone = applyEdit(edited.transcript, edited.inverse);
    expect(undone.transcript).toEqual(before);
    const redone = applyEdit(undone.transcript, undone.inverse);
    expect(redone.transcript).toEqual(edited.transcript);
    expect(redone.transcript.redactions![0]!.gone).toHaveLength(1);
  });

  it('is silenced where it was said at the time it went, not where it was redacted', () => {
    const moved = applyEdit(named(), { kind: 'set-times', word: 'p0-4', start: 2.1, end: 2.45 }).transcript;
    const { transcript } = applyEdit(moved, deletion);
    expect(redactedSpans(transcript)).toEqual(redactedSpans(moved));
  });

  it('no edit of other words costs the list its identity', () => {
    const before = named();
    const { transcript } = applyEdit(before, { kind: 'set-text', paragraph: 'p1', text: 'Call me at one.' });
    expect(transcript.redactions).toBe(before.redactions);
  });

  it('stops every sound where nobody knows when it was said', () => {
    const redactions = [{ id: 'r', kind: 'name' as const, words: ['p0-3', 'p0-4'] }];
    const lost = { ...named(), redactions, paragraphs: named().paragraphs.slice(1) };
    expect(() => redactedSpans(lost)).toThrow(expect.objectContaining({ code: 'redaction/lost' }));
    expect(redactionText(lost, lost.redactions![0]!)).toBeNull();
  });
});

describe('carryRedactions', () => {
  it('redacts in another version what is said at the same time, whatever it reads', () => {
    const before = named();
    const again = transcriptOf(['My name is Vilhelmina Quarts, and I live here.', 'Call me at noon.']);
    for (const paragraph of again.paragraphs) for (const word of paragraph.words) word.id = `new-${word.id}`;
    const after = { ...again, redactions: carryRedactions(before, again.paragraphs) };
    expect(
      redact(after)
        .paragraphs[0]!.words.map(({ text }) => text)
        .join(' '),
    ).toBe('My name is ████, and I live here.');
    expect(redactedSpans(after)).toEqual(redactedSpans(before));
    expect(givesAway('Mrs Quartz', secretsOf(after))).toBe(true);
  });

  it('keeps the list where the words are still there', () => {
    const before = named();
    expect(carryRedactions(before, [...before.paragraphs].slice(0, 1))).toBe(before.redactions);
    expect(carryRedactions(transcriptOf(['One.']), [])).toBeUndefined();
  });
});
