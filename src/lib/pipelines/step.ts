import type { ArtifactName, Artifacts } from '$lib/domain/artifacts.ts';
import type { Cleaning } from '$lib/domain/cleaning.ts';
import type { DecodedChannel } from '$lib/domain/sound.ts';
import type { RecognitionChoice } from '$lib/domain/recognition.ts';

/** Steps on one lane run one at a time, so that memory stays bounded while lanes overlap. */
export type Lane = 'media' | 'detect' | 'speech' | 'text' | 'main';

/** An artifact while it is being made: look at it now, wait until it grows, or wait for the whole. */
export type Growing<T> = {
  /** Each published state from now on, the latest first, ending when it is whole. Throws when its maker fails. */
  states(signal: AbortSignal): AsyncIterable<T>;
  whole(signal: AbortSignal): Promise<T>;
};

/** What a job asks of the pipelines; part of it enters fingerprints through `Step.options`. */
export type Order = {
  recordingId: string;
  modelId: string;
  language: string;
  /** Recognition listens to the sound cleaned like this; to the original where it is not given. */
  cleaning?: Cleaning | undefined;
  /** Which sound of the file; the first track, its channels mixed, where it is not given. */
  sound?: { track: number; channel: DecodedChannel } | undefined;
  recognition?: Partial<RecognitionChoice> | undefined;
};

export type StepContext = {
  readonly recordingId: string;
  /** The step's own fingerprint: use it to name files. */
  readonly fingerprint: string;
  readonly signal: AbortSignal;
  /** How much is done; seconds where the step works through time. */
  report(progress: { fraction: number | null; doneSeconds?: number; totalSeconds?: number }): void;
  /** Shows a growing output to the steps that follow it. */
  publish<N extends ArtifactName>(name: N, value: Artifacts[N]): void;
  /** Work in hand, so that an interrupted step goes on where it stopped. */
  readonly checkpoint: { load<T>(): Promise<T | undefined>; save<T>(state: T): Promise<void> };
};

export type Inputs<N extends ArtifactName, F extends ArtifactName> = {
  readonly [K in N]: Artifacts[K];
} & { readonly [K in F]: Growing<Artifacts[K]> };

export type Step<
  N extends ArtifactName = ArtifactName,
  F extends ArtifactName = ArtifactName,
  M extends ArtifactName = ArtifactName,
> = {
  /** `folder/name`; its words are in `i18n/en.ts`. */
  readonly id: string;
  /** Raise it when the output changes meaning: saved outputs are then made anew. */
  readonly version: number;
  /** Artifacts that must be whole before it starts. */
  readonly needs: readonly N[];
  /** Artifacts it reads while they grow. */
  readonly follows: readonly F[];
  readonly makes: readonly M[];
  readonly lane: Lane;
  /** What of the order changes the output; becomes part of the fingerprint. */
  options?(order: Order): Readonly<Record<string, unknown>>;
  /** False when a saved output can no longer be used (its bytes were evicted): it is then made again. */
  isUsable?(saved: Pick<Artifacts, M>): Promise<boolean>;
  run(inputs: Inputs<N, F>, context: StepContext, order: Order): Promise<Pick<Artifacts, M>>;
};

/** Checks a step's own types, then erases them, once, so that a list can hold steps of every kind. */
export const defineStep = <
  const N extends ArtifactName = never,
  const F extends ArtifactName = never,
  const M extends ArtifactName = never,
>(
  step: Step<N, F, M>,
): Step => step as unknown as Step;
