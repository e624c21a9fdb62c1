import type { redactionKinds } from './transcript-marks.ts';
import type { Place } from './sentences.ts';

/** What a person may not want to give away: words in reading order, as they stand, and where. */
export type Finding = {
  kind: (typeof redactionKinds)[number];
  text: string;
  words: readonly string[];
  place: Place;
  /** False: a capital and no word of the dictionary, so it may be a name. It is offered, and redacted only where it is chosen. */
  isSure: boolean;
};
