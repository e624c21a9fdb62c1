import type { FileStore, MediaEngine } from '$lib/domain/ports.ts';
import type { Step } from '../step.ts';
import { probe } from './probe.ts';

/** Add a step: one file beside this one, one name in this list. */
export const makeDownloadSteps = (ports: { files: FileStore; media: MediaEngine }): Step[] => [probe(ports)];
