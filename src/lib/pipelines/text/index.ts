import type { TextEngine } from '$lib/domain/ports.ts';
import type { Step } from '../step.ts';
import { analyse } from './analyse.ts';
import { machine } from './machine.ts';

/** Add a step: one file beside this one, one name in this list. */
export const makeTextSteps = (ports: { text: TextEngine }): Step[] => [machine(), analyse(ports)];
