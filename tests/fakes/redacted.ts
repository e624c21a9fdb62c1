import { transcriptOf } from '../labelled/score.ts';
import type { Transcript } from '../../src/lib/domain/transcript.ts';

export const redactedSentence = 'My name is Wilhelmina Quartz, and I live here.';

/** Two sentences in which a name is redacted each time it is said. */
export const redactedTranscript = (change: Partial<Transcript> = {}): Transcript =>
  transcriptOf([redactedSentence, 'Call Quartz at noon.'], {
    redactions: [
      { id: 'r1', kind: 'name', words: ['p0-3', 'p0-4'] },
      { id: 'r2', kind: 'name', words: ['p1-1'] },
    ],
    ...change,
  });
