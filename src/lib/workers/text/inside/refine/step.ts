import type { RefineChange, ReplacementRule } from '$lib/domain/refine.ts';
import type { Paragraph, Transcript } from '$lib/domain/transcript.ts';

/** What a step is given: the whole document, and a signal it may look at. */
export type RefineContext = { transcript: Transcript; rules: readonly ReplacementRule[]; signal: AbortSignal };

export type Refine = (context: RefineContext) => Promise<RefineChange[]> | RefineChange[];

export type Replacing = Extract<RefineChange, { kind: 'replace' }>;

export const isEnglish = (paragraph: Paragraph, transcript: Transcript): boolean =>
  (paragraph.language ?? transcript.language ?? 'en') === 'en';

export const replacing = (
  { id, text }: { id: string; text: string },
  [start, end]: readonly [number, number],
  after: string,
  isSure = true,
): Replacing => ({ kind: 'replace', paragraph: id, start, end, before: text.slice(start, end), after, isSure });

/** Of changes that overlap the first stays. */
export const apart = <T extends { start: number; end: number }>(changes: readonly T[]): T[] => {
  const kept: T[] = [];
  for (const change of [...changes].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (change.start >= (kept.at(-1)?.end ?? 0)) kept.push(change);
  }
  return kept;
};

export const capital = (text: string): string => text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
