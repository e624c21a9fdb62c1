import { AppError } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Microphone, MicrophoneChoice, MicrophoneEvent, MicrophoneSession } from '$lib/domain/ports.ts';
import { meter } from './meter.ts';

/** A killed tab loses at most the chunk in hand: half a second. */
const chunkMs = 500;
const bitsPerSecond = 64_000;
/** WebM first: cut off anywhere it can still be read. An MP4 that was never finished cannot. */
const containers = ['audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus', 'audio/mp4'];

const codes: Readonly<Record<string, 'mic/denied' | 'mic/missing' | 'mic/busy'>> = {
  NotAllowedError: 'mic/denied',
  SecurityError: 'mic/denied',
  NotFoundError: 'mic/missing',
  OverconstrainedError: 'mic/missing',
  NotReadableError: 'mic/busy',
  AbortError: 'mic/busy',
};

const named = (error: unknown): AppError => {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return new AppError(codes[name] ?? 'mic/unsupported', { cause: error, detail: { name } });
};

const supported = (): string => {
  const mime = globalThis.MediaRecorder && containers.find((each) => MediaRecorder.isTypeSupported(each));
  if (!mime || !navigator.mediaDevices?.getUserMedia) throw new AppError('mic/unsupported');
  return mime;
};

const ask = async ({ deviceId, ...filters }: MicrophoneChoice): Promise<MediaStream> => {
  const request = (audio: MediaTrackConstraints) => navigator.mediaDevices.getUserMedia({ audio });
  if (deviceId === '') return request(filters);
  try {
    return await request({ ...filters, deviceId: { exact: deviceId } });
  } catch (error) {
    // The remembered device is not connected: better the system's choice, which the person sees named, than nothing.
    if (error instanceof Error && error.name === 'OverconstrainedError') return request(filters);
    throw error;
  }
};

class Session implements MicrophoneSession {
  readonly #scope = new Scope();
  readonly #recorder: MediaRecorder;
  readonly #track: MediaStreamTrack;

  constructor(stream: MediaStream, mimeType: string, onEvent: (event: MicrophoneEvent) => void) {
    this.#track = stream.getAudioTracks()[0]!;
    this.#scope.own(() => this.#track.stop());
    this.#recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
    this.#scope.listen(this.#track, 'ended', () => onEvent({ kind: 'ended' }));
    this.#scope.listen(this.#track, 'mute', () => onEvent({ kind: 'muted' }));
    this.#scope.listen(this.#track, 'unmute', () => onEvent({ kind: 'unmuted' }));
    this.#scope.listen(this.#recorder, 'error', () => onEvent({ kind: 'ended' }));
    meter(stream, this.#scope, (peak, rms) => onEvent({ kind: 'level', peak, rms }));
    if (this.#track.muted) onEvent({ kind: 'muted' });
  }

  get mime(): string {
    return this.#recorder.mimeType;
  }

  get deviceLabel(): string {
    return this.#track.label;
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

/** The microphones of this device, through MediaRecorder. */
export const browserMicrophone: Microphone = {
  devices: async () => {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices
      .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  },
  open: async (choice, onEvent) => {
    const mime = supported();
    const stream = await ask(choice).catch((error: unknown) => {
      throw named(error);
    });
    try {
      return new Session(stream, mime, onEvent);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      throw named(error);
    }
  },
};
