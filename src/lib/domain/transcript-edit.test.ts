import { describe, expect, it } from 'vitest';
import { applyEdit, type TranscriptEdit } from './transcript-edit.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { paragraphText, type Paragraph, type Transcript, type Word } from './transcript.ts';

/** `'p1/a: one@1-2 two@2.5-3 three'`: paragraph, speaker, words with their times. */
const paragraph = (line: string): Paragraph => {
  const [head, body = ''] = line.split(': ');
  const [id, speaker = null] = head!.split('/');
  const words = body.split(' ').filter(Boolean);
  return {
    id: id!,
    speaker,
    language: 'en',
    words: words.map((item, index): Word => {
      const [text, times] = item.split('@');
      const [start = null, end = null] = times?.split('-').map(Number) ?? [];
      return { id: `${id}.${index}`, text: text!, start, end, conf: 0.5, confTime: null, origin: 'machine' };
    }),
  };
};

const transcript = (...lines: string[]): Transcript => ({
  recordingId: 'r',
  revision: 3,
  machine: 'm',
  language: 'en',
  speakers: [
    { id: 'a', name: 'Anna' },
    { id: 'b', name: 'Bert' },
  ],
  paragraphs: lines.map(paragraph),
});

const counter = () => {
  let count = 0;
  return () => `new${(count += 1)}`;
};

const show = ({ paragraphs }: Transcript): string[] =>
  paragraphs.map(
    ({ id, speaker, words }) =>
      `${id}${speaker ? `/${speaker}` : ''}: ${words.map(({ text, start, end }) => text + (start === null ? '' : `@${start}-${end}`)).join(' ')}`,
  );

/** Applies, checks the invariants and that the inverse brings back the very same document, and that redo works. */
const edit = (before: Transcript, change: TranscriptEdit, makeId = counter()): Transcript => {
  const { transcript: after, inverse } = applyEdit(before, change, makeId);
  expect(findBrokenInvariant(after)).toBeNull();
  const undone = applyEdit(after, inverse);
  expect(undone.transcript).toEqual(before);
  expect(applyEdit(undone.transcript, undone.inverse).transcript).toEqual(after);
  return after;
};

const setText = (line: string, text: string, ...others: string[]): string =>
  show(edit(transcript(line, ...others), { kind: 'set-text', paragraph: line.split(/[/:]/)[0]!, text }))[0]!;

describe('set-text', () => {
  it.each([
    ['a corrected word keeps its time', 'p: i@0-1 teh@1-2 cat@2-3', 'i the cat', 'p: i@0-1 the@1-2 cat@2-3'],
    ['as many words keep the slots', 'p: a@0-1 bb@1-2 cc@2-3', 'a xx yy', 'p: a@0-1 xx@1-2 yy@2-3'],
    ['a deleted word takes only its own time', 'p: a@0-1 um@1-2 b@2-3', 'a b', 'p: a@0-1 b@2-3'],
    ['an inserted word takes the gap', 'p: a@0-1 b@1.4-2', 'a big b', 'p: a@0-1 big@1-1.4 b@1.4-2'],
    ['a long silence is not filled', 'p: a@0-1 b@9-10', 'a big b', 'p: a@0-1 big@1-1.4 b@9-10'],
    ['words share a gap by syllables', 'p: a@0-1 z@2-3', 'a potato cat z', 'p: a@0-1 potato@1-1.725 cat@1.725-2 z@2-3'],
    ['without a gap there is no time to give', 'p: a@0-1 b@1-2', 'a big b', 'p: a@0-1 big b@1-2'],
    ['a new first word stands before the next', 'p: b@5-6', 'big b', 'p: big@4.6-5 b@5-6'],
    ['a new first word at zero has no time', 'p: b@0-1', 'big b', 'p: big b@0-1'],
    ['a new last word follows the one before', 'p: a@0-1', 'a big', 'p: a@0-1 big@1-1.4'],
    ['a word taken apart shares its time', 'p: tomorrow@1-2 x@2-3', 'to morrow x', 'p: to@1-1.35 morrow@1.35-2 x@2-3'],
    ['words joined take the whole time', 'p: to@1-1.3 morrow@1.5-2 x@2-3', 'tomorrow x', 'p: tomorrow@1-2 x@2-3'],
    ['too short to share: the first keeps it', 'p: ab@1-1.06 x@2-3', 'a b x', 'p: a@1-1.06 b x@2-3'],
    ['correct one and insert one', 'p: i@0-1 teh@1-2 cat@2-3', 'i saw the cat', 'p: i@0-1 saw@1-1.5 the@1.5-2 cat@2-3'],
    ['a capital changes no time', 'p: so@0-1 we@1-2', 'So we.', 'p: So@0-1 we.@1-2'],
    ['spaces are tidied', 'p: a@0-1 b@1-2', '  a   b ', 'p: a@0-1 b@1-2'],
    ['everything may be deleted', 'p: a@0-1 b@1-2', '', 'p: '],
    ['untimed words stay untimed', 'p: a b c', 'a x c', 'p: a x c'],
    ['a letter at the end touches that word only', 'p: cat@0-1 sat@1-2', 'cats sat', 'p: cats@0-1 sat@1-2'],
    ['a repeated word', 'p: the@0-1 the@1-2 cat@2-3', 'the cat', 'p: the@0-1 cat@2-3'],
  ])('%s', (_, before, text, after) => expect(setText(before, text)).toBe(after));

  it('stays between the paragraphs around it', () => {
    const before = transcript('o: a@0-4', 'p: b@5-6', 'q: c@6.2-7');
    const first = edit(before, { kind: 'set-text', paragraph: 'p', text: 'potato b' });
    expect(show(first)[1]).toBe('p: potato@4-5 b@5-6');
    const last = edit(before, { kind: 'set-text', paragraph: 'p', text: 'b big' });
    expect(show(last)[1]).toBe('p: b@5-6 big@6-6.2');
  });

  it('marks what a person wrote, and nothing else', () => {
    const before = transcript('p: i@0-1 teh@1-2 cat@3-4');
    const after = edit(before, { kind: 'set-text', paragraph: 'p', text: 'i the big cat' });
    expect(after.paragraphs[0]!.words.map(({ id, origin, conf }) => [id, origin, conf])).toEqual([
      ['p.0', 'machine', 0.5],
      ['p.1', 'edited', 1],
      ['new1', 'inserted', 1],
      ['p.2', 'machine', 0.5],
    ]);
    expect(after.paragraphs[0]!.words[0]).toBe(before.paragraphs[0]!.words[0]);
    expect(after.revision).toBe(3);
  });

  it('changes nothing where the text is the same or the paragraph is gone', () => {
    const before = transcript('p: a@0-1');
    expect(applyEdit(before, { kind: 'set-text', paragraph: 'p', text: ' a ' }).transcript).toBe(before);
    expect(applyEdit(before, { kind: 'set-text', paragraph: 'gone', text: 'x' }).transcript).toBe(before);
  });

  it('keeps words of scripts without spaces apart', () => {
    const base = transcript('p: 你好@0-1 世界@1-2');
    base.paragraphs[0]!.words[1]!.joined = true;
    const after = edit(base, { kind: 'set-text', paragraph: 'p', text: '你好新世界' });
    expect(paragraphText(after.paragraphs[0]!)).toBe('你好新世界');
    expect(after.paragraphs[0]!.words[0]).toBe(base.paragraphs[0]!.words[0]);
    const spaced = edit(base, { kind: 'set-text', paragraph: 'p', text: '你好 世界' });
    expect(spaced.paragraphs[0]!.words.map(({ start, joined }) => [start, joined])).toEqual([
      [0, undefined],
      [1, undefined],
    ]);
  });

  it('keeps line breaks as part of the words behind them, and no time changes with one', () => {
    const start = transcript('p/a: one@1-2 two@2.5-3 three@3-4');
    const broken = applyEdit(start, { kind: 'set-text', paragraph: 'p', text: 'one\ntwo three' });
    const [one, two, three] = start.paragraphs[0]!.words;
    expect(broken.transcript.paragraphs[0]!.words).toEqual([one, { ...two, line: true }, three]);
    expect(paragraphText(broken.transcript.paragraphs[0]!)).toBe('one\ntwo three');
    expect(applyEdit(broken.transcript, broken.inverse).transcript).toEqual(start);
    const whole = applyEdit(broken.transcript, { kind: 'set-text', paragraph: 'p', text: 'one two three' });
    expect(whole.transcript.paragraphs).toEqual(start.paragraphs);
    const split = applyEdit(broken.transcript, { kind: 'split', paragraph: 'p', at: 1 });
    expect(split.transcript.paragraphs[1]!.words).toEqual([two, three]);
  });

  it('takes a page at once', () => {
    const page = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');
    const after = edit(transcript('p: a@0-1 b@2-3'), { kind: 'set-text', paragraph: 'p', text: `a ${page} b` });
    expect(after.paragraphs[0]!.words).toHaveLength(3002);
  });
});

describe('paragraphs', () => {
  const two = transcript('p/a: one@0-1 two@1-2', 'q/b: three@2-3');

  it('split between words, keeping the speaker', () =>
    expect(show(edit(two, { kind: 'split', paragraph: 'p', at: 1 }))).toEqual([
      'p/a: one@0-1',
      'new1/a: two@1-2',
      'q/b: three@2-3',
    ]));

  it.each([0, 2, 9])('do not split off nothing (%i)', (at) =>
    expect(applyEdit(two, { kind: 'split', paragraph: 'p', at }).transcript).toBe(two),
  );

  it('merge into the one before, which keeps its speaker', () =>
    expect(show(edit(two, { kind: 'merge', paragraph: 'q' }))).toEqual(['p/a: one@0-1 two@1-2 three@2-3']));

  it('do not merge where none stands before', () =>
    expect(applyEdit(two, { kind: 'merge', paragraph: 'p' }).transcript).toBe(two));

  it('can be begun by hand', () => {
    const makeId = counter();
    const begun = edit(transcript(), { kind: 'insert-paragraph', at: 0, speaker: 'a' }, makeId);
    expect(show(begun)).toEqual(['new1/a: ']);
    expect(show(edit(begun, { kind: 'set-text', paragraph: 'new1', text: 'by hand' }, makeId))).toEqual([
      'new1/a: by hand',
    ]);
  });

  it('disappear with their last word, but for the last paragraph', () => {
    expect(show(edit(two, { kind: 'delete-words', words: ['q.0', 'p.0'] }))).toEqual(['p/a: two@1-2']);
    expect(show(edit(transcript('p: a@0-1'), { kind: 'delete-words', words: ['p.0'] }))).toEqual(['p: ']);
  });
});

describe('set-times', () => {
  const line = 'p: a@0-1 b@1-2 c@2-3';
  const set = (start: number, end: number): string =>
    show(edit(transcript(line), { kind: 'set-times', word: 'p.1', start, end }))[0]!;

  it.each([
    ['inside its own time', 1.2, 1.8, 'p: a@0-1 b@1.2-1.8 c@2-3'],
    ['steals from both neighbours', 0.5, 2.5, 'p: a@0-0.5 b@0.5-2.5 c@2.5-3'],
    ['leaves the neighbours something', -5, 99, 'p: a@0-0.05 b@0.05-2.95 c@2.95-3'],
    ['never has no length', 1.5, 1.5, 'p: a@0-1 b@1.5-1.55 c@2-3'],
  ])('%s', (_, start, end, expected) => expect(set(start, end)).toBe(expected));

  it('steals across paragraphs', () =>
    expect(
      show(edit(transcript('p: a@0-1', 'q: b@1-2'), { kind: 'set-times', word: 'q.0', start: 0.4, end: 2 })),
    ).toEqual(['p: a@0-0.4', 'q: b@0.4-2']));

  it('gives a time to a word that had none', () =>
    expect(
      show(edit(transcript('p: a@0-1 x c@2-3'), { kind: 'set-times', word: 'p.1', start: 1.2, end: 1.6 })),
    ).toEqual(['p: a@0-1 x@1.2-1.6 c@2-3']));

  it('changes nothing where there is no room at all', () => {
    const tight = transcript('p: a@0-0.05 x c@0.06-0.1');
    expect(applyEdit(tight, { kind: 'set-times', word: 'p.1', start: 0, end: 1 }).transcript).toBe(tight);
  });
});

describe('speakers', () => {
  const four = transcript('p/a: 1', 'q/b: 2', 'r/a: 3', 's/a: 4');
  const speakersAfter = (scope: 'paragraph' | 'from-here' | 'everywhere', at = 'r') =>
    edit(four, { kind: 'set-speaker', paragraph: at, speaker: 'b', scope }).paragraphs.map((item) => item.speaker);

  it('change in one paragraph, from here, or everywhere', () => {
    expect(speakersAfter('paragraph')).toEqual(['a', 'b', 'b', 'a']);
    expect(speakersAfter('from-here')).toEqual(['a', 'b', 'b', 'b']);
    expect(speakersAfter('everywhere')).toEqual(['b', 'b', 'b', 'b']);
  });

  it('can be unset, and must be known', () => {
    const unset = edit(four, { kind: 'set-speaker', paragraph: 'p', speaker: null, scope: 'paragraph' });
    expect(unset.paragraphs[0]!.speaker).toBeNull();
    expect(applyEdit(four, { kind: 'set-speaker', paragraph: 'p', speaker: 'x', scope: 'paragraph' }).transcript).toBe(
      four,
    );
  });

  it('are added, renamed and merged', () => {
    const added = edit(four, { kind: 'add-speaker', speaker: { id: 'c', name: 'Cleo' } });
    expect(added.speakers.map((speaker) => speaker.id)).toEqual(['a', 'b', 'c']);
    expect(edit(four, { kind: 'rename-speaker', speaker: 'a', name: ' Ada ' }).speakers[0]!.name).toBe('Ada');
    const merged = edit(four, { kind: 'merge-speakers', from: 'a', into: 'b' });
    expect(merged.speakers.map((speaker) => speaker.id)).toEqual(['b']);
    expect(merged.paragraphs.every((item) => item.speaker === 'b')).toBe(true);
  });

  it('are added and assigned in one step', () => {
    const batch = edit(four, {
      kind: 'batch',
      edits: [
        { kind: 'add-speaker', speaker: { id: 'c', name: 'Cleo' } },
        { kind: 'set-speaker', paragraph: 'p', speaker: 'c', scope: 'everywhere' },
      ],
    });
    expect(batch.paragraphs.map((item) => item.speaker)).toEqual(['c', 'b', 'c', 'c']);
  });
});
