import type { CatalogueEntry } from '$lib/domain/model.ts';
import { cohereTranscribe } from './entries/cohere-transcribe.ts';
import { echoflowMicro } from './entries/echoflow-micro.ts';
import { moonshineBase } from './entries/moonshine-base.ts';
import { moonshineTiny } from './entries/moonshine-tiny.ts';
import { parakeetCtc } from './entries/parakeet-ctc.ts';
import { whisperBaseEn } from './entries/whisper-base-en.ts';
import { whisperBase } from './entries/whisper-base.ts';
import { whisperLargeV3Turbo } from './entries/whisper-large-v3-turbo.ts';
import { whisperSmallEn } from './entries/whisper-small-en.ts';
import { whisperSmall } from './entries/whisper-small.ts';
import { whisperTinyEn } from './entries/whisper-tiny-en.ts';
import { whisperTiny } from './entries/whisper-tiny.ts';

/** Every model a person can choose: Whisper smallest first, then other families. Add one: a file in `entries/` and its name here. */
export const catalogue = [
  echoflowMicro,
  whisperTiny,
  whisperTinyEn,
  whisperBase,
  whisperBaseEn,
  whisperSmall,
  whisperSmallEn,
  whisperLargeV3Turbo,
  moonshineTiny,
  moonshineBase,
  parakeetCtc,
  cohereTranscribe,
] as const satisfies readonly CatalogueEntry[];

export type ModelId = (typeof catalogue)[number]['id'];

export const findEntry = (id: string): CatalogueEntry | undefined => catalogue.find((entry) => entry.id === id);
