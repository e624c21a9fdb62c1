import fc from 'fast-check';
import { cutSpan, restoreAll, restoreSpan } from '../../src/lib/domain/transcript-cut.ts';
import type { TranscriptEdit } from '../../src/lib/domain/transcript-edit.ts';
import type { Annotation } from '../../src/lib/domain/transcript-marks.ts';
import { acceptWords, revertParagraph, revertWord } from '../../src/lib/domain/transcript-restore.ts';
import { paragraphText, type Paragraph, type Transcript } from '../../src/lib/domain/transcript.ts';
import { tokenise } from '../../src/lib/domain/transcript-words.ts';

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
    'rename',
    'spreads',
    'since',
    'paste',
    'span',
    'accept',
    'revert',
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

/** Some of the words replaced as one, and what is typed aligned with an earlier state, one word shorter. */
const textPlan = (target: Paragraph, { kind, b, text: written }: Plan): TranscriptEdit => {
  const { id: paragraph, words } = target;
  const at = b % Math.max(1, words.length);
  const parts = words.map(({ text: word }) => word);
  if (kind === 'spreads') {
    const text = parts.toSpliced(at, 1 + (b % 3), written).join(' ');
    return { kind: 'set-text', paragraph, text, spreads: true };
  }
  if (kind === 'since') {
    const since = { ...target, words: words.toSpliced(at, 1) };
    return { kind: 'set-text', paragraph, text: parts.toSpliced(at, 1, written.slice(0, 3)).join(' '), since };
  }
  // As a page is pasted: the lines as one text, which is then split.
  const lines = [...parts.slice(0, at), ...written.split(' ')].join(' ');
  const ends = [1, 3, 5].filter((end) => end < tokenise(lines).length);
  const splits = ends.map((end): TranscriptEdit => ({ kind: 'split', paragraph, at: end }));
  const text = [lines, ...parts.slice(at)].join(' ');
  return { kind: 'batch', edits: [{ kind: 'set-text', paragraph, text }, ...splits.reverse()] };
};

const nothing: TranscriptEdit = { kind: 'batch', edits: [] };

/** What the machine is said to have heard: the same words at other times, and spelt otherwise. */
const layerOf = ({ paragraphs }: Transcript) => ({
  paragraphs: paragraphs.map((paragraph) => ({
    ...paragraph,
    words: paragraph.words.map((word) => ({
      ...{ ...word, text: 'heard', origin: 'machine' as const },
      ...(word.end !== null && { end: word.end + 0.01 }),
    })),
  })),
});

const wordPlan = (transcript: Transcript, { kind, a, b, seconds }: Plan): TranscriptEdit => {
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words.map(({ id }) => id));
  const word = words[b % Math.max(1, words.length)] ?? '';
  const span = { start: seconds, end: seconds + 0.1 + (a % 30) / 10 };
  if (kind === 'span') return a % 5 === 0 ? restoreAll(transcript) : (b % 2 ? cutSpan : restoreSpan)(transcript, span);
  if (kind === 'accept') return acceptWords(transcript, words.slice(a % 9, (a % 9) + 2)) ?? nothing;
  const paragraph = transcript.paragraphs[a % Math.max(1, transcript.paragraphs.length)]?.id ?? '';
  const layer = layerOf(transcript);
  return (b % 2 ? revertWord(transcript, layer, word) : revertParagraph(transcript, layer, paragraph)) ?? nothing;
};

export const concrete = (transcript: Transcript, plan: Plan): TranscriptEdit => {
  const { kind, a, b, seconds, text: written } = plan;
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
  if (kind === 'rename') return { kind: 'rename-speaker', speaker: speaker ?? '', name: written };
  if (kind === 'spreads' || kind === 'since' || kind === 'paste') return target ? textPlan(target, plan) : nothing;
  if (kind === 'span' || kind === 'accept' || kind === 'revert') return wordPlan(transcript, plan);
  return b % 2 === 0
    ? { kind: 'add-speaker', speaker: { id: `n${a % 4}`, name: 'New' } }
    : { kind: 'merge-speakers', from: `n${a % 4}`, into: 's0' };
};

export const idSource = () => {
  let count = 0;
  return () => `new${(count += 1)}`;
};
