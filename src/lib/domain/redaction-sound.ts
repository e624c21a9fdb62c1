import { AppError } from '$lib/core/errors.ts';
import type { Span } from './artifacts.ts';
import { redactedIds, runsOf } from './redaction.ts';
import type { Transcript, Word } from './transcript.ts';

/** Word times are not exact: what is taken out of the sound reaches into the silence around, at most this far … */
const silenceSeconds = 0.3;
/** … and this far into the words beside it. */
const overSeconds = 0.06;

/** After every sound: what is said last and has no time is taken out to the end. */
const forever = 1e9;

/**
 * What has to go with a run of words. Where one of them has no time of its own: from the end of the last word before to the
 * start of the first word after, and where these leave no room between them, both of these, too.
 */
export const spanOfRun = (words: readonly Word[], { from, until }: { from: number; until: number }): Span => {
  const inside = words.slice(from, until);
  const last = words.slice(0, from).findLast((word) => word.end !== null);
  const next = words.slice(until).find((word) => word.start !== null);
  const [before, after] = [last?.end ?? 0, next?.start ?? null];
  const isTimed = inside[0]!.start !== null && inside.at(-1)!.end !== null;
  const start = isTimed ? inside[0]!.start! : before;
  const end = isTimed ? Math.max(...inside.map((word) => word.end ?? 0)) : (after ?? forever);
  const isNowhere = !isTimed && end - start < overSeconds;
  if (isNowhere) return { start: Math.max(0, last?.start ?? 0), end: next?.end ?? forever };
  const room = { before: Math.max(0, start - before), after: after === null ? Infinity : Math.max(0, after - end) };
  return {
    start: Math.max(0, start - Math.min(room.before, silenceSeconds) - overSeconds),
    end: end + Math.min(room.after, silenceSeconds) + overSeconds,
  };
};

const merged = (spans: readonly Span[]): Span[] => {
  const joined: { start: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
};

/** Redacted words of which neither the text nor a redaction knows where they were said. */
const lostWords = ({ redactions = [] }: Transcript, words: readonly Word[]): string[] => {
  const known = new Set(words.map(({ id }) => id));
  for (const { gone = [] } of redactions) for (const run of gone) for (const word of run.words) known.add(word);
  return redactions.flatMap((redaction) => redaction.words.filter((word) => !known.has(word)));
};

/**
 * Where the sound has to go, in seconds of the recording: in order, none touching another. Words that an edit took out of the
 * text are still said. Throws `redaction/lost` where nobody knows when: no sound is better than one that may tell.
 */
export const redactedSpans = (transcript: Transcript): Span[] => {
  const { redactions } = transcript;
  if (!redactions?.length) return [];
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const lost = lostWords(transcript, words);
  if (lost.length > 0) throw new AppError('redaction/lost', { detail: { words: lost.length } });
  const out = redactedIds(transcript);
  const runs = runsOf(words, (word) => out.has(word.id));
  const gone = redactions.flatMap((redaction) => (redaction.gone ?? []).map(({ at }) => at));
  return merged([...runs.map((run) => spanOfRun(words, run)), ...gone]);
};
