import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concrete, idSource, plans, transcripts, type Plan } from '../../../tests/fakes/edit-plans.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { coalesceMs, EditHistory } from './editor-history.ts';

/** A document with its history, without a page or a database. */
class Desk {
  readonly history = new EditHistory();
  readonly #makeId = idSource();

  constructor(public transcript: Transcript) {}

  apply(edit: TranscriptEdit, place: string | null, at: number): boolean {
    const { transcript, inverse } = applyEdit(this.transcript, edit, this.#makeId);
    if (transcript === this.transcript) return false;
    this.transcript = transcript;
    this.history.push(inverse, place, at);
    return true;
  }

  undo = (): boolean => this.history.undo((edit) => this.#step(edit));
  redo = (): boolean => this.history.redo((edit) => this.#step(edit));

  #step(edit: TranscriptEdit): TranscriptEdit {
    const { transcript, inverse } = applyEdit(this.transcript, edit, this.#makeId);
    this.transcript = transcript;
    return inverse;
  }
}

const steps = fc.array(
  fc.record({
    plan: fc.oneof(
      plans,
      // What coalesces in the page: letters and nudges, here also where they reach over a border or into what is redacted.
      fc.record<Plan>({
        kind: fc.constantFrom('typed', 'times', 'parts'),
        a: fc.nat(8),
        b: fc.nat(40),
        seconds: fc.double({ min: 0, max: 4, noNaN: true }),
        text: fc.constantFrom('', 'a', 'a b'),
      }),
    ),
    place: fc.constantFrom(null, 'here', 'here', 'here', 'there'),
    waits: fc.boolean(),
    then: fc.constantFrom('go on', 'go on', 'go on', 'undo', 'redo'),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('a history of steps that coalesce', () => {
  it('goes back to exactly what stood there before each step, and forward again', () => {
    fc.assert(
      fc.property(transcripts, steps, (start, list) => {
        const desk = new Desk(start);
        const documents = [start];
        let [at, now] = [0, 0];
        let last: { place: string | null; at: number } = { place: null, at: 0 };
        for (const { plan, place, waits, then } of list) {
          now += waits ? coalesceMs : 20;
          if (desk.apply(concrete(desk.transcript, plan), place, now)) {
            const isNear = place !== null && place === last.place && now - last.at < coalesceMs;
            if (!isNear || at < documents.length - 1) at += 1;
            documents.length = at;
            documents.push(desk.transcript);
            last = { place, at: now };
          }
          const moved = then === 'undo' ? desk.undo() : then === 'redo' && desk.redo();
          if (moved) at += then === 'undo' ? -1 : 1;
          if (moved) last = { place: null, at: 0 };
          expect(desk.transcript).toEqual(documents[at]);
        }
        while (desk.undo()) expect(desk.transcript).toEqual(documents[--at]);
        expect(at).toBe(0);
        while (desk.redo()) expect(desk.transcript).toEqual(documents[++at]);
        expect(at).toBe(documents.length - 1);
      }),
      { numRuns: 200 },
    );
  });

  it('takes two nudges back that reached into the paragraph before', () => {
    const [one, two] = [sampleParagraph('p1', ['one'], 0), sampleParagraph('p2', ['two'], 0)];
    const timed = (word: (typeof one.words)[number], start: number, end: number) => ({ ...word, start, end });
    const start = sampleTranscript({
      paragraphs: [
        { ...one, words: [timed(one.words[0]!, 0.5, 1)] },
        { ...two, words: [timed(two.words[0]!, 1.15, 1.6)] },
      ],
    });
    const desk = new Desk(start);
    const nudge = (from: number): TranscriptEdit => ({
      kind: 'set-times',
      word: two.words[0]!.id,
      start: from,
      end: 1.6,
    });
    desk.apply(nudge(1.05), 'time', 0);
    desk.apply(nudge(0.95), 'time', 50);
    expect(desk.transcript.paragraphs[0]!.words[0]!.end).toBe(0.95);
    desk.undo();
    expect(desk.transcript).toEqual(start);
    expect(desk.history.canUndo).toBe(false);
  });

  it('leaves no ghost of a redacted word that was typed away letter by letter', () => {
    const paragraph = sampleParagraph('p1', ['Ask', 'Bob'], 0);
    const words = [paragraph.words[1]!.id];
    const redactions = [{ id: 'r', kind: 'name' as const, words, said: 'Bob' }];
    const start = sampleTranscript({ paragraphs: [paragraph], redactions });
    const desk = new Desk(start);
    ['Ask Bo', 'Ask B', 'Ask '].forEach((text, index) =>
      desk.apply({ kind: 'set-text', paragraph: 'p1', text }, 'p1', index * 50),
    );
    expect(desk.transcript.redactions![0]!.gone).toHaveLength(1);
    desk.undo();
    expect(desk.transcript).toEqual(start);
  });

  it('keeps one splice for a line that was typed, and writes it once', () => {
    const paragraph = sampleParagraph('p1', ['one'], 0);
    const desk = new Desk(sampleTranscript({ paragraphs: [paragraph] }));
    const type = (length: number) =>
      desk.apply({ kind: 'set-text', paragraph: 'p1', text: `one ${'x'.repeat(length)}` }, 'p1', length * 20);
    for (let length = 1; length <= 5; length += 1) type(length);
    const { steps: written } = desk.history.takeChange();
    expect(written.map(({ edit }) => edit.kind)).toEqual(['splice']);
    for (let length = 6; length <= 10; length += 1) type(length);
    expect(desk.history.takeChange().steps).toEqual([]);
    desk.undo();
    expect(desk.transcript.paragraphs.map(paragraphText)).toEqual(['one']);
  });
});
