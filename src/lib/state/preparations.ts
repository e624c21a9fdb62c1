import type { Transcript } from '$lib/domain/transcript.ts';
import type { Prepare } from '$lib/services/exporting.ts';
import type { RecordingPage } from './editor-page.svelte.ts';

/**
 * Something a person may have done to a transcript on its way out: take out what was cut, black out what is private. A
 * capability adds its entry to the list; the export dialog shows a switch for it while it applies.
 */
export type Preparation = {
  id: string;
  label: string;
  hint: string;
  /** On until the person says otherwise. */
  startsOn: boolean;
  /** Whether there is anything for it to do. */
  applies(page: RecordingPage, transcript: Transcript): boolean;
  /** Pure. */
  prepare(page: RecordingPage): Prepare;
};

/** In the order in which they are applied. */
export const preparations: readonly Preparation[] = [];
