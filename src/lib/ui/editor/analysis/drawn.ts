import type { Analysis } from '$lib/domain/analysis.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { redact } from '$lib/domain/redaction.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

/** What is drawn of a recording, and what a click on a moment does. `go` takes seconds from its start. */
export type Drawn = { analysis: Analysis; recording: Recording; transcript: Transcript; go(seconds: number): void };

/** The same with nothing redacted in it: charts are shown, and saved, as exports show a recording. */
export const toDraw = (drawn: Drawn): Drawn => ({ ...drawn, transcript: redact(drawn.transcript) });
