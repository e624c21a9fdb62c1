import type { Step } from '../step.ts';
import { recognise, type TranscriptionPorts } from './recognise.ts';

export type { TranscriptionPorts } from './recognise.ts';

/** Add a step: one file beside this one, one name in this list. */
export const makeTranscriptionSteps = (ports: TranscriptionPorts): Step[] => [recognise(ports)];
