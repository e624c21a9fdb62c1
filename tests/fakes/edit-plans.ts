import fc from 'fast-check';
import type { TranscriptEdit } from '../../src/lib/domain/transcript-edit.ts';
import type { Annotation } from '../../src/lib/domain/transcript-marks.ts';
import { paragraphText, type Transcript } from '../../src/lib/domain/transcript.ts';

/** Documents and edits for property tests: any sequence of plans is a sequence of edits of any document. */
const vocabulary = [
  'a',
  'the',
  'cat',
  'sat',
  'tomorrow',
  'to',
  'morrow',
  'Cat,',
  'naïve',
  '👩‍👧',
  '世界',
  'café',
  '1984',
];
const wordText = fc.constantFrom(...vocabulary);
const text = fc
  .array(fc.oneof({ weight: 6, arbitrary: wordText }, fc.string({ maxLength: 5 })), { maxLength: 8 })
  .chain((words) => fc.constantFrom(' ', ' ', ' ', '\n', ' \n ').map((gap) => words.join(gap)));

/** Words one behind the other with gaps that are often nothing, some without a time. */
export const transcripts: fc.Arbitrary<Transcript> = fc
  .array(
    fc.array(
      fc.record({
        text: wordText,
        gap: fc.constantFrom(0, 0, 0, 0.02, 0.3, 4),
        length: fc.constantFrom(0.02, 0.1, 0.4, 1),
        isTimed: fc.boolean(),
        line: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 8 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => {
    let now = 0;
    return {
      recordingId: 'r',
      revision: 1,
      machine: 'm',
      language: null,
      speakers: [
        { id: 's0', name: 'Anna' },
        { id: 's1', name: 'Bert' },
      ],
      paragraphs: rows.map((row, at) => ({
        id: `p${at}`,
        speaker: at % 3 === 0 ? null : `s${at % 2}`,
        language: null,
        words: row.map(({ text: words, gap, length, isTimed, line }, index) => {
          const start = now + gap;
          if (isTimed) now = start + length;
          const times = isTimed ? { start, end: now } : { start: null, end: null };
          const rest = { conf: 0.4, confTime: null, origin: 'machine' as const };
          return { id: `p${at}.${index}`, text: words, ...times, ...rest, ...(line && index > 0 && { line }) };
        }),
      })),
    };
  });

/** An edit told by numbers, made concrete against whatever the document is by then. */
export const plans = fc.record({
  kind: fc.constantFrom(
    'text',
    'typed',
    'split',
    'merge',
    'delete',
    'times',
    'speaker',
    'people',
    'insert',
    'cut',
    'parts',
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
  seconds: fc.double({ min: -1, max: 12, noNaN: true }),
  text,
});
export type Plan = { kind: string; a: number; b: number; seconds: number; text: string };

const annotation = (id: string, words: string[]): Annotation => ({
  ...{ id, kind: 'note', words, quote: 'cat', at: { start: 1, end: 2 }, revision: 1, colour: 'yellow' },
  ...{ text: 'look here', tags: ['t'], createdAt: '2026-11-22T20:00:00.000Z' },
});

const partsPlan = (a: number, b: number, words: readonly string[]): TranscriptEdit => {
  const some = words.slice(a % 9, (a % 9) + 2);
  if (b % 4 === 0) return { kind: 'set-cuts', cuts: [{ start: a, end: a + 1 }] };
  if (b % 4 === 1) return { kind: 'put-annotation', annotation: annotation(`n${a % 3}`, some) };
  if (b % 4 === 2) return { kind: 'remove-annotation', annotation: `n${a % 3}` };
  return { kind: 'set-redactions', redactions: [{ id: `r${a}`, kind: 'name', words: some }] };
};

export const concrete = (transcript: Transcript, { kind, a, b, seconds, text: written }: Plan): TranscriptEdit => {
  const target = transcript.paragraphs[a % Math.max(1, transcript.paragraphs.length)];
  const speaker = transcript.speakers[b % Math.max(1, transcript.speakers.length)]?.id ?? null;
  const before = target ? paragraphText(target) : '';
  const at = b % (before.length + 1);
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words.map((word) => word.id));
  const paragraph = target?.id ?? '';
  if (kind === 'text') return { kind: 'set-text', paragraph, text: written };
  if (kind === 'typed') {
    return {
      kind: 'set-text',
      paragraph,
      text: before.slice(0, at) + written.slice(0, 3) + before.slice(at + (a % 4)),
    };
  }
  if (kind === 'split') return { kind, paragraph, at: b % 8 };
  if (kind === 'merge') return { kind, paragraph };
  if (kind === 'delete') return { kind: 'delete-words', words: words.slice(a % 9, (a % 9) + (b % 4)) };
  if (kind === 'times') {
    return {
      kind: 'set-times',
      word: words[b % Math.max(1, words.length)] ?? '',
      start: seconds,
      end: seconds + (a % 30) / 10,
    };
  }
  if (kind === 'speaker') {
    return {
      kind: 'set-speaker',
      paragraph,
      speaker,
      scope: (['paragraph', 'from-here', 'everywhere'] as const)[b % 3]!,
    };
  }
  if (kind === 'insert') return { kind: 'insert-paragraph', at: a % 5, speaker };
  if (kind === 'cut') {
    return { kind: 'cut-words', words: words.slice(a % 9, (a % 9) + (b % 4)), cut: b % 3 !== 0 };
  }
  if (kind === 'parts') return partsPlan(a, b, words);
  return b % 2 === 0
    ? { kind: 'add-speaker', speaker: { id: `n${a % 4}`, name: 'New' } }
    : { kind: 'merge-speakers', from: `n${a % 4}`, into: 's0' };
};

export const idSource = () => {
  let count = 0;
  return () => `new${(count += 1)}`;
};
