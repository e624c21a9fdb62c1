import { createSubscriber } from 'svelte/reactivity';
import type { MicrophoneChoice, TakeInfo } from '$lib/domain/ports.ts';
import type { Marker, Recording } from '$lib/domain/recording.ts';
import type { Recorder, RecorderState, TakeEnd } from '$lib/services/recorder/recorder.ts';

export type Device = { deviceId: string; label: string };

/** The recorder as a view reads it. Failures of recording are in `state`; what a call rejects with is for its caller. */
export class RecorderView {
  readonly #recorder: Recorder;
  readonly #track: () => void;
  #devices = $state.raw<readonly Device[]>([]);
  #unfinished = $state.raw<readonly TakeInfo[]>([]);

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
    this.#track = createSubscriber((update) => {
      const subscription = recorder.changes.subscribe(update);
      return () => subscription.unsubscribe();
    });
  }

  get state(): RecorderState {
    this.#track();
    return this.#recorder.state;
  }

  /** True while leaving the page would cut a take short. */
  get isBusy(): boolean {
    return this.state.kind !== 'idle' && this.state.kind !== 'failed';
  }

  get devices(): readonly Device[] {
    return this.#devices;
  }

  /** Takes a crash left behind, as `refreshUnfinished` last found them. */
  get unfinished(): readonly TakeInfo[] {
    return this.#unfinished;
  }

  /** Names come only after the person has allowed a microphone once. */
  async refreshDevices(): Promise<void> {
    this.#devices = await this.#recorder.devices();
  }

  async refreshUnfinished(): Promise<void> {
    this.#unfinished = await this.#recorder.unfinished();
  }

  /** Until the returned function is called: a take that broke off by itself is listed at once where it could not be kept. */
  watchFailures(): () => void {
    const subscription = this.#recorder.changes.subscribe(({ kind }) => {
      if (kind === 'failed') void this.refreshUnfinished();
    });
    return () => subscription.unsubscribe();
  }

  /** Whether the sound of a tab or of the system can be recorded too. */
  get canHearThem(): boolean {
    return this.#recorder.canHearThem;
  }

  async start(choice: MicrophoneChoice, end?: TakeEnd): Promise<void> {
    await this.#recorder.start(choice, end);
    await this.refreshDevices();
  }

  pause(): void {
    this.#recorder.pause();
  }

  resume(): void {
    this.#recorder.resume();
  }

  switchTo(choice: MicrophoneChoice): Promise<void> {
    return this.#recorder.switchTo(choice);
  }

  setGain(decibels: number): void {
    this.#recorder.setGain(decibels);
  }

  mark(): Marker | undefined {
    return this.#recorder.mark();
  }

  annotate(markerId: string, note: string): void {
    this.#recorder.annotate(markerId, note);
  }

  unmark(markerId: string): void {
    this.#recorder.unmark(markerId);
  }

  stop(): Promise<Recording> {
    return this.#afterwards(() => this.#recorder.stop());
  }

  discard(): Promise<void> {
    return this.#recorder.discard();
  }

  keep(takeId: string): Promise<Recording> {
    return this.#afterwards(() => this.#recorder.keep(takeId));
  }

  discardTake(takeId: string): Promise<void> {
    return this.#afterwards(() => this.#recorder.discardTake(takeId));
  }

  async #afterwards<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      await this.refreshUnfinished();
    }
  }
}
