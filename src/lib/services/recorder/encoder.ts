import { Scope } from '$lib/core/scope.ts';

/** What makes bytes of sound, in chunks of half a second: a killed tab loses at most the one in hand. */
export interface Encoder {
  readonly mime: string;
  start(onChunk: (chunk: Blob) => void): void;
  pause(): void;
  resume(): void;
  /** Gives the last chunk, then resolves. */
  stop(): Promise<void>;
  close(): void;
}

/** What a kill can cost is a chunk and the time until it is kept. */
const chunkMs = 250;
const bitsPerSecondAndChannel = 64_000;

const webm = ['audio/webm;codecs=opus', 'audio/webm'];
/** An MP4 that was never finished cannot be read: only where there is nothing else. */
const lastResorts = ['audio/ogg;codecs=opus', 'audio/mp4'];

const firstOf = (mimes: readonly string[]): string | undefined =>
  globalThis.MediaRecorder && mimes.find((mime) => MediaRecorder.isTypeSupported(mime));

/** WebM can be read wherever it was cut off. */
export const webmMime = (): string | undefined => firstOf(webm);
export const anyMime = (): string | undefined => firstOf([...webm, ...lastResorts]);

export class MediaRecorderEncoder implements Encoder {
  readonly #scope = new Scope();
  readonly #recorder: MediaRecorder;

  constructor(stream: MediaStream, about: { mime: string; channels: number; onError(): void }) {
    const audioBitsPerSecond = bitsPerSecondAndChannel * about.channels;
    this.#recorder = new MediaRecorder(stream, { mimeType: about.mime, audioBitsPerSecond });
    this.#scope.listen(this.#recorder, 'error', about.onError);
  }

  get mime(): string {
    return this.#recorder.mimeType;
  }

  start(onChunk: (chunk: Blob) => void): void {
    this.#scope.listen(this.#recorder, 'dataavailable', (event) => onChunk((event as BlobEvent).data));
    this.#recorder.start(chunkMs);
  }

  pause(): void {
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  async stop(): Promise<void> {
    if (this.#recorder.state === 'inactive') return;
    await new Promise<void>((resolve) => {
      this.#scope.listen(this.#recorder, 'stop', () => resolve(), { once: true });
      this.#recorder.stop();
    });
  }

  close(): void {
    this.#scope.dispose();
  }
}
