import { AppError } from '$lib/core/errors.ts';
import { LaneQueue } from '$lib/core/lane.ts';
import { Scope } from '$lib/core/scope.ts';
import type { MicrophoneEvent, MicrophoneSession, TakeHeader, TakeStore } from '$lib/domain/ports.ts';
import { Watchdog } from './watchdog.ts';

const tickMs = 250;

export type Level = { peak: number; rms: number };

/**
 * A take while it is recorded: brings each chunk to disk in order, counts its time without pauses, watches over it.
 * `onChange` is called whenever something to show has changed, `onFailure` once when a chunk could not be kept.
 */
export class Take {
  readonly scope = new Scope();
  readonly #writes = new LaneQueue();
  readonly #watchdog: Watchdog;
  #drained: Promise<unknown> = Promise.resolve();
  #level: Level = { peak: 0, rms: 0 };
  #savedBytes = 0;
  #elapsedBefore = 0;
  #runningSince: number | null;
  #isBroken = false;

  constructor(
    readonly header: TakeHeader,
    private readonly session: MicrophoneSession,
    private readonly takes: TakeStore,
    private readonly tell: { onChange(): void; onFailure(error: unknown): void; now(): number },
  ) {
    this.#runningSince = tell.now();
    this.#watchdog = new Watchdog(tell.now());
    this.scope.own(() => session.close());
    this.scope.interval(() => tell.onChange(), tickMs);
    session.start((chunk) => this.#keep(chunk));
  }

  get isPaused(): boolean {
    return this.#runningSince === null;
  }

  get view() {
    return {
      takeId: this.header.id,
      startedAt: this.header.startedAt,
      elapsedSeconds: this.#elapsed(),
      level: this.#level,
      savedBytes: this.#savedBytes,
      deviceLabel: this.session.deviceLabel,
      warning: this.#warning(),
    };
  }

  hear(event: MicrophoneEvent): void {
    if (event.kind === 'level') {
      this.#level = { peak: event.peak, rms: event.rms };
      if (!this.isPaused) this.#watchdog.level(event.peak, this.tell.now());
    } else if (event.kind === 'ended') {
      this.#watchdog.lost();
      this.pause();
    } else this.#watchdog.muted(event.kind === 'muted');
    this.tell.onChange();
  }

  pause(): void {
    if (this.isPaused) return;
    this.#elapsedBefore = this.#elapsed();
    this.#runningSince = null;
    this.session.pause();
    this.tell.onChange();
  }

  /** A take whose device is gone cannot go on: it waits to be kept. */
  resume(): void {
    if (!this.isPaused || this.#watchdog.isLost) return;
    this.#runningSince = this.tell.now();
    this.#watchdog.rest(this.tell.now());
    this.session.resume();
    this.tell.onChange();
  }

  /** Takes the last chunk and waits until all are on disk. Never rejects: what could not be kept was told already. */
  async end(): Promise<void> {
    await this.session.stop().catch(() => {});
    await this.#drained;
    this.scope.dispose();
  }

  #keep(chunk: Blob): void {
    if (chunk.size === 0 || this.#isBroken) return;
    this.#drained = this.#writes.run(() => this.#append(chunk)).catch((error: unknown) => this.#break(error));
  }

  async #append(chunk: Blob): Promise<void> {
    if (this.#isBroken) return;
    const { sizeBytes, isDiskLow } = await this.#write(chunk);
    this.#savedBytes = sizeBytes;
    this.#watchdog.chunk(this.tell.now(), isDiskLow);
    this.tell.onChange();
  }

  /** A storage worker that died is started anew and goes on with the take; it knows a chunk it already has. */
  async #write(chunk: Blob): ReturnType<TakeStore['append']> {
    const { id } = this.header;
    try {
      return await this.takes.append(id, await chunk.arrayBuffer());
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'worker/crashed') throw error;
      return this.takes.append(id, await chunk.arrayBuffer());
    }
  }

  /** A hole in the middle would make the rest unreadable: after a failure nothing more is written. */
  #break(error: unknown): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.tell.onFailure(error);
  }

  #elapsed(): number {
    return this.#elapsedBefore + (this.#runningSince === null ? 0 : this.tell.now() - this.#runningSince);
  }

  #warning() {
    if (this.isPaused && !this.#watchdog.isLost) return null;
    return this.#watchdog.warning(this.tell.now());
  }
}
