import { cutListOf, hasCuts, toEdited, transcriptAfterCut } from '$lib/domain/cut-list.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';
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
  /** Whether there is anything for it to do. `playsSound`: the file plays the recording, as it came. */
  applies(page: RecordingPage, transcript: Transcript, playsSound: boolean): boolean;
  /** Pure. */
  prepare(page: RecordingPage): Prepare;
  /** Where a moment of the recording lies then, in seconds; left out where it stays. */
  move?(page: RecordingPage, transcript: Transcript, seconds: number): number;
};

const secondsOf = (page: RecordingPage): number => page.recording?.durationSeconds ?? Infinity;

const cuts: Preparation = {
  id: 'cuts',
  label: en.cutting.leftOut,
  hint: en.cutting.leftOutHint,
  startsOn: true,
  applies: (page, transcript, playsSound) => !playsSound && hasCuts(cutListOf(transcript, secondsOf(page))),
  prepare: (page) => (transcript) => transcriptAfterCut(transcript, cutListOf(transcript, secondsOf(page))),
  move: (page, transcript, seconds) => toEdited(cutListOf(transcript, secondsOf(page)), seconds),
};

/** In the order in which they are applied. */
export const preparations: readonly Preparation[] = [cuts];
