import { AppError } from '$lib/core/errors.ts';
import { LaneQueue } from '$lib/core/lane.ts';
import { logger } from '$lib/core/log.ts';
import { Scope } from '$lib/core/scope.ts';
import type { MicrophoneChoice, MicrophoneEvent, MicrophoneSession, TakeHeader, TakeStore } from '$lib/domain/ports.ts';
import { newId } from '$lib/core/ids.ts';
import type { Marker } from '$lib/domain/recording.ts';
import { Watchdog } from './watchdog.ts';

const log = logger('recorder');
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
  #marked: Promise<unknown> = Promise.resolve();
  #level: Level = { peak: 0, rms: 0 };
  #savedBytes = 0;
  #markers: readonly Marker[] = [];
  #elapsedBefore = 0;
  #runningSince: number | null;
  #isBroken = false;
  #isSearching = false;
  /** A device came or went while one was being looked for. */
  #isSearchDue = false;
  /** Paused by a lost device, not by the person: goes on by itself when there is one again. */
  #waitsForDevice = false;

  constructor(
    readonly header: TakeHeader,
    private readonly heard: { session: MicrophoneSession; choice: MicrophoneChoice },
    private readonly takes: TakeStore,
    private readonly tell: { onChange(): void; onFailure(error: unknown): void; now(): number },
  ) {
    this.#runningSince = tell.now();
    this.#watchdog = new Watchdog(tell.now());
    this.scope.own(() => heard.session.close());
    this.scope.interval(() => tell.onChange(), tickMs);
    heard.session.start((chunk) => this.#keep(chunk));
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
      markers: this.#markers,
      deviceLabel: this.heard.session.deviceLabel,
      warning: this.#warning(),
    };
  }

  hear(event: MicrophoneEvent): void {
    const now = this.tell.now();
    if (event.kind === 'level') {
      this.#level = { peak: event.peak, rms: event.rms };
      if (!this.isPaused) this.#watchdog.level(event.peak, now);
    } else if (event.kind === 'ended') this.#lose();
    else if (event.kind === 'devices') void this.#search();
    else if (event.kind === 'broken') this.#break(new AppError('mic/lost'));
    else if (event.kind === 'them-ended') this.#watchdog.themEnded(now);
    else this.#watchdog.muted(event.kind === 'muted');
    this.tell.onChange();
  }

  /** Records another microphone from now on. Throws `mic/…`, and what was recorded from goes on. */
  async switchTo(choice: MicrophoneChoice): Promise<void> {
    await this.heard.session.switchTo(choice);
    this.heard.choice = choice;
    this.#watchdog.switched(this.tell.now());
    if (this.#waitsForDevice) this.#go();
    this.tell.onChange();
  }

  setGain(decibels: number): void {
    this.heard.session.setGain(decibels);
    this.heard.choice = { ...this.heard.choice, gainDecibels: decibels };
  }

  get markers(): readonly Marker[] {
    return this.#markers;
  }

  /** Marks this moment. */
  mark(): Marker {
    const marker = { id: newId(), at: this.#elapsed(), note: '' };
    this.#setMarkers([...this.#markers, marker]);
    return marker;
  }

  annotate(markerId: string, note: string): void {
    this.#setMarkers(this.#markers.map((marker) => (marker.id === markerId ? { ...marker, note } : marker)));
  }

  unmark(markerId: string): void {
    this.#setMarkers(this.#markers.filter((marker) => marker.id !== markerId));
  }

  pause(): void {
    if (this.isPaused) return;
    this.#elapsedBefore = this.#elapsed();
    this.#runningSince = null;
    this.#waitsForDevice = false;
    this.heard.session.pause();
    this.tell.onChange();
  }

  /** A take whose device is gone looks for another first. */
  resume(): void {
    if (!this.isPaused) return;
    if (this.#watchdog.isLost) {
      this.#waitsForDevice = true;
      void this.#search();
    } else this.#go();
  }

  /** Takes the last chunk and waits until all are on disk. Never rejects: what could not be kept was told already. */
  async end(): Promise<void> {
    await this.heard.session.stop().catch(() => {});
    await this.#drained;
    await this.#marked;
    this.scope.dispose();
  }

  #go(): void {
    this.#waitsForDevice = false;
    this.#runningSince = this.tell.now();
    this.#watchdog.rest(this.tell.now());
    this.heard.session.resume();
    this.tell.onChange();
  }

  #lose(): void {
    this.#watchdog.lost();
    log.warn('microphone lost', { takeId: this.header.id });
    void this.#search();
  }

  /** Goes on with the microphone the system now chooses; without one the take waits, everything kept. */
  async #search(): Promise<void> {
    this.#isSearchDue = true;
    if (this.#isSearching) return;
    this.#isSearching = true;
    while (this.#isSearchDue && this.#watchdog.isLost && !this.scope.isDisposed) {
      this.#isSearchDue = false;
      await this.switchTo({ ...this.heard.choice, deviceId: '' }).catch(() => this.#waitForDevice());
    }
    this.#isSearching = false;
  }

  #waitForDevice(): void {
    if (this.isPaused) return;
    this.pause();
    this.#waitsForDevice = true;
  }

  /** A marker that could not be written is still held here, and kept with the take at its end. */
  #setMarkers(markers: readonly Marker[]): void {
    this.#markers = markers;
    const write = () => this.takes.mark(this.header.id, markers);
    this.#marked = this.#writes.run(write).catch((error: unknown) => log.warn('marker not written', { error }));
    this.tell.onChange();
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
