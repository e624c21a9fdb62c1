import { parseRow } from '$lib/domain/parse.ts';
import type { JournalContent } from '$lib/domain/ports.ts';
import {
  headOf,
  transcriptSchema,
  type Paragraph,
  type Transcript,
  type TranscriptHead,
} from '$lib/domain/transcript.ts';
import { isSameParagraph } from '$lib/domain/transcript-same.ts';

/**
 * What changed between two revisions: everything but the paragraphs whole, and one splice of those. An edit touches a
 * paragraph or two, so a record is small; the first revision is a splice into nothing.
 */
export type Delta = {
  head: TranscriptHead;
  at: number;
  removed: number;
  paragraphs: readonly Paragraph[];
  /** Token of the tab that wrote it: evidence of who did, for whoever reads a journal. */
  fence?: number;
};

export const deltaBetween = (before: Transcript | undefined, after: Transcript): Delta => {
  const old = before?.paragraphs ?? [];
  const now = after.paragraphs;
  const shorter = Math.min(old.length, now.length);
  let at = 0;
  while (at < shorter && isSameParagraph(old[at]!, now[at]!)) at++;
  let tail = 0;
  while (tail < shorter - at && isSameParagraph(old[old.length - 1 - tail]!, now[now.length - 1 - tail]!)) tail++;
  return {
    head: headOf(after),
    at,
    removed: old.length - tail - at,
    paragraphs: now.slice(at, now.length - tail),
  };
};

export const applyDelta = (before: Transcript | undefined, delta: Delta): Transcript => ({
  ...delta.head,
  paragraphs: (before?.paragraphs ?? []).toSpliced(delta.at, delta.removed, ...delta.paragraphs),
});

/** The transcript a journal tells, as far as it can be read; undefined for none. */
export const replay = ({ snapshot, records }: JournalContent): Transcript | undefined => {
  let last: Transcript | undefined;
  for (const { body } of [...(snapshot ? [snapshot] : []), ...records]) {
    const record = JSON.parse(body) as Delta | { whole: Transcript };
    last = 'whole' in record ? record.whole : applyDelta(last, record);
  }
  const parsed = last && parseRow(transcriptSchema, last);
  return parsed?.ok ? parsed.value : undefined;
};

export const wholeBody = (transcript: Transcript): string => JSON.stringify({ whole: transcript });
