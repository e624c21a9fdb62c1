import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Paragraph, Transcript } from '$lib/domain/transcript.ts';

/** Who types nothing for so long has begun anew. */
const pauseMs = 3_000;

/**
 * Letters come one by one, and the first of a new word join the word they are written before: “very” is on its way a part of
 * “vwelcome”. So a run of typing in one paragraph is aligned with the words that stood there when it began, and a word that
 * is whole again in the end is the word it was, with its time.
 */
export class TypingRun {
  #before: Paragraph | undefined;
  #after: Paragraph | undefined;
  #typedAt = -Infinity;

  /** The edit, told what to align with. */
  aligned(transcript: Transcript, edit: TranscriptEdit, now: number): TranscriptEdit {
    if (edit.kind !== 'set-text') return edit;
    const paragraph = transcript.paragraphs.find(({ id }) => id === edit.paragraph);
    const goesOn = paragraph !== undefined && paragraph === this.#after && now - this.#typedAt < pauseMs;
    if (!goesOn) this.#before = paragraph;
    return this.#before ? { ...edit, since: this.#before } : edit;
  }

  /** Tells what came of it. */
  done(transcript: Transcript, edit: TranscriptEdit, now: number): void {
    this.#after = edit.kind === 'set-text' ? transcript.paragraphs.find(({ id }) => id === edit.paragraph) : undefined;
    this.#typedAt = now;
  }
}
