import type { Step } from '../step.ts';
import { machine } from './machine.ts';

/** Add a step: one file beside this one, one name in this list. */
export const makeTextSteps = (): Step[] => [machine()];
