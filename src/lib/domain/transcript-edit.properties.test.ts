import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concrete, idSource, plans, transcripts } from '../../../tests/fakes/edit-plans.ts';
import { applyEdit, type TranscriptEdit } from './transcript-edit.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { paragraphText } from './transcript.ts';
import { tidySpaces } from './transcript-words.ts';

describe('the edit algebra', () => {
  it('keeps every invariant through 200 edits, and undoes and redoes them exactly', () => {
    fc.assert(
      fc.property(transcripts, fc.array(plans, { minLength: 1, maxLength: 200 }), (start, list) => {
        const makeId = idSource();
        const documents = [start];
        const inverses: TranscriptEdit[] = [];
        for (const plan of list) {
          const { transcript, inverse } = applyEdit(documents.at(-1)!, concrete(documents.at(-1)!, plan), makeId);
          expect(findBrokenInvariant(transcript)).toBeNull();
          documents.push(transcript);
          inverses.push(inverse);
        }
        let current = documents.at(-1)!;
        const redos: TranscriptEdit[] = [];
        for (let index = inverses.length - 1; index >= 0; index -= 1) {
          const undone = applyEdit(current, inverses[index]!);
          expect(undone.transcript).toEqual(documents[index]);
          redos.push(undone.inverse);
          current = undone.transcript;
        }
        for (const redo of redos.reverse()) current = applyEdit(current, redo).transcript;
        expect(current).toEqual(documents.at(-1));
      }),
      { numRuns: 60 },
    );
  });

  it('reads as it was typed, and leaves words outside the typed letters alone', () => {
    fc.assert(
      fc.property(transcripts, plans, (start, plan) => {
        const change = concrete(start, { ...plan, kind: plan.a % 2 === 0 ? 'text' : 'typed' });
        if (change.kind !== 'set-text') return;
        const before = start.paragraphs.find((paragraph) => paragraph.id === change.paragraph)!;
        const { transcript } = applyEdit(start, change, idSource());
        const after = transcript.paragraphs.find((paragraph) => paragraph.id === change.paragraph)!;
        expect(paragraphText(after)).toBe(tidySpaces(change.text));
        const texts = after.words.map((word) => word.text);
        const head = before.words.findIndex((word, index) => word.text !== texts[index]);
        const same = head < 0 ? before.words.length : head;
        // The word next to the change may have been the one that was typed into: "the cat" → "the the cat".
        for (let index = 0; index < same - 1; index += 1) {
          const { id, start: from, end, conf } = before.words[index]!;
          expect(after.words[index]).toMatchObject({ id, start: from, end, conf });
        }
        for (const other of start.paragraphs) {
          if (other !== before) expect(transcript.paragraphs).toContain(other);
        }
      }),
      { numRuns: 400 },
    );
  });
});
