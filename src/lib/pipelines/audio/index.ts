import type { AudioRenderer, FileStore, MediaEngine, SpeechDetector } from '$lib/domain/ports.ts';
import type { Step } from '../step.ts';
import { decode } from './decode.ts';
import { speech } from './speech.ts';

export { pcmFolder } from '$lib/domain/artifacts.ts';

export type AudioPorts = { files: FileStore; media: MediaEngine; renderer: AudioRenderer; detector: SpeechDetector };

/** Add a step: one file beside this one, one name in this list. */
export const makeAudioSteps = (ports: AudioPorts): Step[] => [decode(ports), speech(ports)];
