import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concrete, idSource, plans, transcripts } from '../../../tests/fakes/edit-plans.ts';
import { compareParagraphs, piecesOf } from './transcript-diff.ts';
import { applyEdit, type TranscriptEdit } from './transcript-edit.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { acceptWords, originalOf, restoreChange, revertParagraph, revertWord } from './transcript-restore.ts';
import { paragraphText, type Transcript } from './transcript.ts';

const edited = fc.tuple(transcripts, fc.array(plans, { maxLength: 12 })).map(([before, list]) => {
  const makeId = idSource();
  const after = list.reduce((now, plan) => applyEdit(now, concrete(now, plan), makeId).transcript, before);
  return { before, after };
});
const texts = ({ paragraphs }: Pick<Transcript, 'paragraphs'>) => paragraphs.map(paragraphText);

describe('compareParagraphs', () => {
  it('tells both versions whole and in order', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const changes = compareParagraphs(before.paragraphs, after.paragraphs);
        expect(changes.flatMap((change) => change.before ?? [])).toEqual(before.paragraphs);
        expect(changes.flatMap((change) => change.after ?? [])).toEqual(after.paragraphs);
      }),
      { numRuns: 40 },
    );
  });

  it('finds the one paragraph that was edited, and marks its words', () => {
    const [one] = fc.sample(
      transcripts.filter(({ paragraphs }) => paragraphs.length > 2),
      1,
    );
    const { id } = one!.paragraphs[1]!;
    const before = applyEdit(one!, { kind: 'set-text', paragraph: id, text: 'the old cat sat' }).transcript;
    const after = applyEdit(before, { kind: 'set-text', paragraph: id, text: 'the cat sat down' }).transcript;
    const changes = compareParagraphs(before.paragraphs, after.paragraphs);
    expect(changes.filter(({ kind }) => kind !== 'same')).toHaveLength(1);
    expect(changes[1]).toMatchObject({
      kind: 'changed',
      pieces: [
        { kind: 'same', text: 'the' },
        { kind: 'removed', text: 'old' },
        { kind: 'same', text: 'cat sat' },
        { kind: 'added', text: 'down' },
      ],
    });
    expect(compareParagraphs(before.paragraphs, [])).toHaveLength(before.paragraphs.length);
  });

  it('tells other speakers, times and cuts of paragraphs that read the same', () => {
    const [one] = fc.sample(
      transcripts.filter(({ paragraphs }) =>
        paragraphs.every(({ words }) => words.some(({ start }) => start !== null)),
      ),
      1,
    );
    const [paragraph] = one!.paragraphs;
    const word = paragraph!.words.find(({ start }) => start !== null)!;
    const differs = (edit: TranscriptEdit) => {
      const [change] = compareParagraphs(one!.paragraphs, applyEdit(one!, edit).transcript.paragraphs);
      return change!.kind === 'changed' ? change!.differs : change!.kind;
    };
    expect(differs({ kind: 'set-speaker', paragraph: 'p0', speaker: 's1', scope: 'paragraph' })).toEqual(['speaker']);
    expect(differs({ kind: 'cut-words', words: [word.id], cut: true })).toEqual(['cuts']);
    expect(differs(acceptWords(one!, [word.id])!)).toBe('same');
    const later = {
      ...paragraph!,
      words: paragraph!.words.map((each) => (each === word ? { ...each, end: 99 } : each)),
    };
    expect(differs({ kind: 'splice', at: 0, remove: 1, paragraphs: [later], parts: null })).toEqual(['times']);
  });

  it('gives pieces that read as either version', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const [one, two] = [before.paragraphs[0], after.paragraphs[0]];
        if (!one || !two) return;
        const without = (kind: string) =>
          piecesOf(one, two)
            .filter((piece) => piece.kind !== kind)
            .map(({ text }) => text)
            .join(' ');
        const plain = ({ words }: typeof one) => words.map(({ text }) => text).join(' ');
        expect([without('added'), without('removed')]).toEqual([plain(one), plain(two)]);
      }),
      { numRuns: 40 },
    );
  });

  it('is undone change by change, and every step keeps the invariants', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        let now = after;
        let left = compareParagraphs(before.paragraphs, now.paragraphs);
        for (let turn = 0; turn < 100; turn += 1) {
          const edit = left.map((change) => restoreChange(now, left, change, before.speakers)).find(Boolean);
          if (!edit) break;
          const next = applyEdit(now, edit).transcript;
          expect(findBrokenInvariant(next)).toBeNull();
          expect(next).not.toEqual(now);
          now = next;
          left = compareParagraphs(before.paragraphs, now.paragraphs);
        }
        expect(texts(now)).toEqual(texts(before));
        // What is left are times for which there is no room by then.
        for (const change of left) if (change.kind !== 'same') expect(change).toMatchObject({ differs: ['times'] });
      }),
      { numRuns: 40 },
    );
  });
});

describe('the machine layer under the edits', () => {
  it('gives every word back that came from it', () => {
    fc.assert(
      fc.property(edited, fc.nat(), ({ before, after }, pick) => {
        const heard = before.paragraphs.flatMap(({ words }) => words);
        const there = after.paragraphs.flatMap(({ words }) => words).filter(({ id }) => heard.some((w) => w.id === id));
        const word = there[pick % Math.max(1, there.length)];
        const edit = word && revertWord(after, before, word.id);
        if (!edit) return;
        const next = applyEdit(after, edit).transcript;
        expect(findBrokenInvariant(next)).toBeNull();
        const now = next.paragraphs.flatMap(({ words }) => words).find(({ id }) => id === word.id);
        expect(now?.text).toBe(heard.find(({ id }) => id === word.id)!.text);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a paragraph back as it was heard', () => {
    fc.assert(
      fc.property(edited, fc.nat(), ({ before, after }, pick) => {
        const paragraph = after.paragraphs[pick % Math.max(1, after.paragraphs.length)];
        const edit = paragraph && revertParagraph(after, before, paragraph.id);
        if (!edit) return;
        const next = applyEdit(after, edit).transcript;
        expect(findBrokenInvariant(next)).toBeNull();
        const back = next.paragraphs.find(({ id }) => id === paragraph.id)!;
        expect(back.words.map(({ text }) => text)).toEqual(originalOf(before, paragraph).map(({ text }) => text));
      }),
      { numRuns: 40 },
    );
  });

  it('takes a word for right once somebody said so, and changes nothing else', () => {
    const [one] = fc.sample(
      transcripts.filter(({ paragraphs }) => paragraphs[0]!.words.length > 1),
      1,
    );
    const { id } = one!.paragraphs[0]!.words[0]!;
    const { transcript, inverse } = applyEdit(one!, acceptWords(one!, [id])!);
    expect(transcript.paragraphs[0]!.words[0]).toMatchObject({ id, conf: 1, origin: 'machine' });
    expect(transcript.paragraphs[0]!.words.slice(1)).toEqual(one!.paragraphs[0]!.words.slice(1));
    expect(acceptWords(transcript, [id])).toBeNull();
    expect(applyEdit(transcript, inverse).transcript).toEqual(one);
  });
});
