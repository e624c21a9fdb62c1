import type { RefineChange, RefineRequest, RefineStep } from '$lib/domain/refine.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { fillers } from './fillers.ts';
import { numbers } from './numbers.ts';
import { paragraphs } from './paragraphs.ts';
import { profanity } from './profanity.ts';
import { punctuation } from './punctuation.ts';
import { repeats } from './repeats.ts';
import { replacements } from './replacements.ts';
import { spelling } from './spelling.ts';
import type { Refine } from './step.ts';

/** Add a step: one file beside this one, one name here and in `domain/refine.ts`. */
const steps = {
  ...{ punctuation, paragraphs, numbers, fillers, repeats, replacements, spelling, profanity },
} satisfies Record<RefineStep, Refine>;

export const refine = async (
  transcript: Transcript,
  { step, rules }: RefineRequest,
  signal: AbortSignal,
): Promise<readonly RefineChange[]> => steps[step]({ transcript, rules, signal });
