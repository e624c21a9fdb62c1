import { redactedIds, redactionText, runsOf } from './redaction.ts';
import { spanOfRun } from './redaction-sound.ts';
import type { Redaction } from './transcript-marks.ts';
import { paragraphText, type Paragraph, type Transcript, type Word } from './transcript.ts';

/** A redaction that knows what its words read at first. */
export const withSaid = (transcript: Transcript, redaction: Redaction): Redaction => {
  if (redaction.said !== undefined) return redaction;
  const said = redactionText(transcript, redaction);
  return said === null ? redaction : { ...redaction, said };
};

/** The words of those paragraphs that are not the same objects in both. */
const changedWords = (before: readonly Paragraph[], after: readonly Paragraph[]) => {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const wordsOf = (paragraphs: readonly Paragraph[]) =>
    paragraphs.slice(head, paragraphs.length - tail).flatMap(({ words }) => words);
  return { removed: wordsOf(before), added: wordsOf(after) };
};

/** Redacted words that stand in the text before and not after, and are not remembered yet. */
const goneIds = (before: Transcript, after: Transcript): Set<string> => {
  const { removed, added } = changedWords(before.paragraphs, after.paragraphs);
  const redacted = redactedIds(after);
  const gone = new Set(removed.map(({ id }) => id).filter((id) => redacted.has(id)));
  for (const { id } of added) gone.delete(id);
  for (const { gone: known = [] } of after.redactions ?? [])
    for (const { words } of known) for (const word of words) gone.delete(word);
  return gone;
};

const withGone = (redaction: Redaction, words: readonly Word[], gone: ReadonlySet<string>): Redaction => {
  const mine = new Set(redaction.words.filter((word) => gone.has(word)));
  if (mine.size === 0) return redaction;
  const runs = runsOf(words, ({ id }) => mine.has(id)).map((run) => {
    const inside = words.slice(run.from, run.until);
    return { words: inside.map(({ id }) => id), text: paragraphText({ words: inside }), at: spanOfRun(words, run) };
  });
  return { ...redaction, gone: [...(redaction.gone ?? []), ...runs] };
};

/**
 * The redactions of `after`, with what the step from `before` took out of the text remembered: its words, and where they are
 * said. The same list where nothing redacted went.
 */
export const rememberGone = (before: Transcript, after: Transcript): Transcript['redactions'] => {
  const { redactions } = after;
  if (!redactions?.length || before.paragraphs === after.paragraphs) return redactions;
  const gone = goneIds(before, after);
  if (gone.size === 0) return redactions;
  const words = before.paragraphs.flatMap((paragraph) => paragraph.words);
  return redactions.map((redaction) => withGone(redaction, words, gone));
};

/**
 * Redactions `kept` of the text as it is, with those that another version of it has: whatever was redacted in either is
 * redacted. A word may be named that stands in neither.
 */
export const withRedactionsOf = (kept: readonly Redaction[] = [], version: readonly Redaction[] = []): Redaction[] => {
  const mine = new Map(version.map((redaction) => [redaction.id, redaction]));
  const both = kept.map((redaction) => {
    const words = [...new Set([...redaction.words, ...(mine.get(redaction.id)?.words ?? [])])];
    return words.length === redaction.words.length ? redaction : { ...redaction, words };
  });
  return [...both, ...version.filter(({ id }) => !kept.some((redaction) => redaction.id === id))];
};

/** Words of another version that are said, for the most part, within a stretch. */
const saidWithin = (words: readonly Word[], at: { start: number; end: number }): string[] =>
  words.flatMap(({ id, start, end }) => {
    if (start === null || end === null) return [];
    return (Math.min(end, at.end) - Math.max(start, at.start)) * 2 > end - start ? [id] : [];
  });

/**
 * Redactions for another version of the text of the same sound (heard again, brought in, an older one): what was redacted
 * stays so, and the words that are said there in the new version are redacted, too.
 */
export const carryRedactions = (before: Transcript, paragraphs: readonly Paragraph[]): Transcript['redactions'] => {
  const remembered = rememberGone(before, { ...before, paragraphs: [...paragraphs] });
  if (!remembered || remembered === before.redactions) return before.redactions;
  const words = paragraphs.flatMap((paragraph) => paragraph.words);
  return remembered.map((redaction, index) => {
    const known = before.redactions![index]!.gone?.length ?? 0;
    const fresh = (redaction.gone ?? []).slice(known).flatMap(({ at }) => saidWithin(words, at));
    return fresh.length > 0 ? { ...redaction, words: [...new Set([...redaction.words, ...fresh])] } : redaction;
  });
};
