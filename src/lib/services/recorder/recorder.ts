import { AppError, isAbort, toAppError, type ErrorDetail } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { logger } from '$lib/core/log.ts';
import { fileStamp, nowIso } from '$lib/core/time.ts';
import type {
  Failure,
  MediaEngine,
  Microphone,
  MicrophoneChoice,
  MicrophoneEvent,
  MicrophoneSession,
  TakeHeader,
  TakeInfo,
  TakeStore,
  Watchable,
} from '$lib/domain/ports.ts';
import type { Marker, Recording } from '$lib/domain/recording.ts';
import type { Library } from '../library.ts';
import type { MediaKeys } from './media-keys.ts';
import { Take } from './take.ts';
import type { WakeLock } from './wake-lock.ts';

const log = logger('recorder');

export type RecorderState =
  | { kind: 'idle' }
  | { kind: 'opening' }
  | ({ kind: 'recording' | 'paused' } & Take['view'])
  | { kind: 'saving' }
  | { kind: 'failed'; failure: Failure };

export type RecorderPorts = {
  microphone: Microphone;
  takes: TakeStore;
  media: Pick<MediaEngine, 'repair'>;
  library: Pick<Library, 'addFile'>;
  wakeLock: WakeLock;
  mediaKeys: MediaKeys;
  /** Title of a take begun at this time (ISO 8601), in the person's language. */
  titleFor(startedAt: string): string;
  /** Seconds of a clock that goes on steadily. */
  now?(): number;
};

/** `stop` is what the press of a key outside the page, or the end of `autostopSeconds`, asks for. */
export type TakeEnd = { autostopSeconds: number | null; stop(): void };

/**
 * The recorder. Every chunk is on disk before the next is asked for, so a killed tab loses at most half a second; a take
 * leaves `unfinished` only when the library holds it. Failures end in the state `failed`; `stop` and `keep` reject too.
 */
export class Recorder {
  #state: RecorderState = { kind: 'idle' };
  #take: Take | undefined;
  #end: TakeEnd | undefined;
  /** Takes being given to the library. */
  readonly #inHand = new Set<string>();
  readonly #watchers = new Set<(state: RecorderState) => void>();

  constructor(private readonly ports: RecorderPorts) {}

  get state(): RecorderState {
    return this.#state;
  }

  readonly changes: Watchable<RecorderState> = {
    subscribe: (onValue) => {
      this.#watchers.add(onValue);
      onValue(this.#state);
      return { unsubscribe: () => void this.#watchers.delete(onValue) };
    },
  };

  get canHearThem(): boolean {
    return this.ports.microphone.canHearThem;
  }

  devices(): ReturnType<Microphone['devices']> {
    return this.ports.microphone.devices();
  }

  /** Does nothing while a take is open or being kept. A refused microphone or a full disk is told by the state. */
  async start(choice: MicrophoneChoice, end?: TakeEnd): Promise<void> {
    if (this.#state.kind !== 'idle' && this.#state.kind !== 'failed') return;
    this.#end = end;
    this.#set({ kind: 'opening' });
    let session: MicrophoneSession | undefined;
    try {
      session = await this.ports.microphone.open(choice, (event) => this.#hear(event));
      const header = this.#headerOf(session);
      await this.ports.takes.begin(header);
      this.#begin(header, { session, choice });
    } catch (error) {
      session?.close();
      this.#fail(error);
    }
  }

  pause(): void {
    this.#take?.pause();
  }

  resume(): void {
    this.#take?.resume();
  }

  /** Another microphone for the take under way. Throws `mic/…`, and the take goes on as it did. */
  async switchTo(choice: MicrophoneChoice): Promise<void> {
    await this.#take?.switchTo(choice);
  }

  /** Marks this moment of the take under way; undefined where there is none. */
  mark(): Marker | undefined {
    return this.#take?.mark();
  }

  annotate(markerId: string, note: string): void {
    this.#take?.annotate(markerId, note);
  }

  unmark(markerId: string): void {
    this.#take?.unmark(markerId);
  }

  setGain(decibels: number): void {
    this.#take?.setGain(decibels);
  }

  /** Ends the take and gives it to the library. Whatever fails on the way, the take stays among the unfinished. */
  async stop(): Promise<Recording> {
    const take = this.#take;
    if (!take) throw toAppError(new Error('Nothing is being recorded.'));
    this.#take = undefined;
    this.#set({ kind: 'saving' });
    try {
      await take.end();
      const recording = await this.#save({ ...take.header, markers: take.markers });
      this.#set({ kind: 'idle' });
      return recording;
    } catch (error) {
      if (isEmpty(error)) await this.ports.takes.discard(take.header.id);
      throw this.#fail(error);
    }
  }

  /** Ends the take and deletes it. */
  async discard(): Promise<void> {
    const take = this.#take;
    if (!take) return;
    this.#take = undefined;
    await take.end();
    await this.ports.takes.discard(take.header.id);
    log.info('discarded', { takeId: take.header.id });
    this.#set({ kind: 'idle' });
  }

  /** Takes a crash or a full disk left behind. */
  async unfinished(): Promise<readonly TakeInfo[]> {
    const takes = await this.ports.takes.unfinished();
    return takes.filter((take) => !this.#inHand.has(take.id));
  }

  /** Gives a take left behind to the library. */
  async keep(takeId: string): Promise<Recording> {
    const header = (await this.unfinished()).find((take) => take.id === takeId);
    if (!header) throw toAppError(new Error('There is no such take.'), 'media/missing');
    return this.#save(header);
  }

  discardTake(takeId: string): Promise<void> {
    return this.ports.takes.discard(takeId);
  }

  #headerOf({ mime, channels }: MicrophoneSession): TakeHeader {
    const startedAt = nowIso();
    const header = { id: newId(), mime, startedAt, title: this.ports.titleFor(startedAt) };
    return channels === 'me-them' ? { ...header, layout: channels } : header;
  }

  #begin(header: TakeHeader, heard: { session: MicrophoneSession; choice: MicrophoneChoice }): void {
    const take: Take = new Take(header, heard, this.ports.takes, {
      onChange: () => this.#show(take),
      onFailure: (error) => void this.#rescue(error),
      now: this.ports.now ?? (() => performance.now() / 1000),
    });
    this.#take = take;
    this.ports.wakeLock(take.scope);
    this.ports.mediaKeys(take.scope, {
      isPaused: () => take.isPaused,
      pause: () => take.pause(),
      resume: () => take.resume(),
      stop: () => this.#end?.stop(),
    });
    log.info('recording', { takeId: header.id, mime: header.mime });
    this.#show(take);
  }

  #hear(event: MicrophoneEvent): void {
    this.#take?.hear(event);
  }

  #show(take: Take): void {
    if (this.#take !== take) return;
    this.#set({ kind: take.isPaused ? 'paused' : 'recording', ...take.view });
    const end = this.#end;
    if (!end || end.autostopSeconds === null || take.view.elapsedSeconds < end.autostopSeconds) return;
    this.#end = undefined;
    end.stop();
  }

  /**
   * A chunk could not be kept, mostly for want of space: what is there is saved as if Stop had been pressed. Where the
   * library has no room for it either it waits among the unfinished.
   */
  async #rescue(error: unknown): Promise<void> {
    const { code, detail } = this.#describe(error);
    log.error('take broken off', { code });
    const saved = await this.stop().catch(() => undefined);
    const rest: ErrorDetail = saved ? { isSaved: true, recordingId: saved.id } : { isSaved: false };
    this.#set({ kind: 'failed', failure: { code, detail: { ...detail, ...rest } } });
  }

  async #save(header: Kept): Promise<Recording> {
    this.#inHand.add(header.id);
    try {
      return await this.#giveToLibrary(header);
    } finally {
      this.#inHand.delete(header.id);
    }
  }

  async #giveToLibrary({ id, mime, startedAt, title, layout, markers = [] }: Kept): Promise<Recording> {
    const { takes, media, library } = this.ports;
    const raw = await takes.seal(id);
    const patience = AbortSignal.timeout(repairMs + Math.round(raw.size / repairBytesPerMs));
    const whole = await media.repair(raw, patience).catch((error: unknown) => {
      log.warn('take kept as it came', { takeId: id, error });
      return raw;
    });
    const blob = new Blob([whole], { type: mime });
    const fileName = `recording-${fileStamp(new Date(startedAt))}.${extensionOf(mime)}`;
    const about = { fileName, source: 'microphone' as const, title, createdAt: startedAt, markers };
    const recording = await library.addFile(blob, layout ? { ...about, layout } : about);
    await takes.keep(id, recording.id);
    log.info('kept', { takeId: id, recordingId: recording.id, sizeBytes: blob.size });
    return recording;
  }

  #fail(error: unknown): AppError {
    const failure = this.#describe(error);
    if (isAbort(error)) this.#set({ kind: 'idle' });
    else this.#set({ kind: 'failed', failure: { code: failure.code, detail: failure.detail } });
    return failure;
  }

  #describe(error: unknown): AppError {
    return toAppError(error, 'storage/unavailable');
  }

  #set(state: RecorderState): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher(state);
  }
}

/** A repair that takes longer than this, and than its size explains, is stuck: the take is kept as it came. */
const repairMs = 30_000;
const repairBytesPerMs = 500;

type Kept = TakeHeader & { markers?: readonly Marker[] };

const isEmpty = (error: unknown): boolean => error instanceof AppError && error.code === 'media/empty';

const extensionOf = (mime: string): string => /^audio\/(webm|ogg|mp4|wav)/.exec(mime)?.[1] ?? 'webm';
