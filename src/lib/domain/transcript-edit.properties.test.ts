import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concrete, idSource, plans, transcripts } from '../../../tests/fakes/edit-plans.ts';
import { applyEdit, type TranscriptEdit } from './transcript-edit.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { gapBefore, paragraphText, type Paragraph, type Transcript, type Word } from './transcript.ts';
import { tidySpaces, tokenise } from './transcript-words.ts';

type Times = readonly [start: number | null, end: number | null, text: string];

const timesOf = ({ paragraphs }: Transcript): Map<string, Times> =>
  new Map(paragraphs.flatMap(({ words }) => words.map(({ id, start, end, text }) => [id, [start, end, text]])));

const sharedHead = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at < 0 ? Math.min(a.length, b.length) : at;
};

/** Words of a paragraph that may be meant by a change of its text: all but those both texts begin and end with. */
const wordsBetween = ({ words }: Pick<Paragraph, 'words'>, text: string): Word[] => {
  const before = words.map((word, index) => gapBefore(word, index) + word.text);
  const now = tokenise(text).map((token, index) => gapBefore(token, index) + token.text);
  const head = sharedHead(before, now);
  const most = Math.min(before.length, now.length) - head;
  const tail = Math.min(most, sharedHead(before.toReversed(), now.toReversed()));
  // The word beside the change may be the one that was typed into: "the cat" → "the the cat".
  return words.slice(Math.max(0, head - 1), before.length - Math.max(0, tail - 1));
};

/** Ids of words whose time an edit may change. */
const touchedBy = (
  { paragraphs }: Transcript,
  edit: TranscriptEdit,
  kind: string,
  after: ReadonlyMap<string, Times>,
): Set<string> => {
  const words = paragraphs.flatMap((paragraph) => paragraph.words);
  const idsOf = (list: readonly Word[]) => new Set(list.map(({ id }) => id));
  if (edit.kind === 'batch' && kind === 'paste')
    return touchedBy({ paragraphs } as Transcript, edit.edits[0]!, kind, after);
  if (edit.kind === 'set-text') {
    const paragraph = paragraphs.find(({ id }) => id === edit.paragraph)!;
    if (edit.since) return idsOf(paragraph.words);
    return idsOf(wordsBetween(paragraph, edit.text));
  }
  if (edit.kind === 'set-times') {
    const timed = words.filter(({ id, start }) => start !== null || id === edit.word);
    const at = timed.findIndex(({ id }) => id === edit.word);
    return idsOf(timed.slice(Math.max(0, at - 1), at + 2));
  }
  if (kind === 'revert')
    return new Set(words.filter(({ id, text }) => after.get(id)?.[2] !== text).map(({ id }) => id));
  return new Set();
};

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

  it('leaves the times of untouched words alone, before and behind the change, whatever the edit', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(transcripts, plans, (start, plan) => {
        const edit = concrete(start, plan);
        const after = timesOf(applyEdit(start, edit, idSource()).transcript);
        const touched = touchedBy(start, edit, plan.kind, after);
        for (const [id, times] of timesOf(start)) {
          if (touched.has(id) || !after.has(id)) continue;
          expect(after.get(id), `${plan.kind} ${id}`).toEqual(times);
          seen.add(plan.kind);
        }
      }),
      { numRuns: 2000 },
    );
    expect(seen.size).toBeGreaterThanOrEqual(17);
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
