import type { Microphone, MicrophoneChoice, MicrophoneEvent, MicrophoneSession } from '../../src/lib/domain/ports.ts';

export const sampleChoice = (change: Partial<MicrophoneChoice> = {}): MicrophoneChoice => ({
  deviceId: '',
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  gainDecibels: 0,
  channels: 'mono',
  format: 'auto',
  ...change,
});

/** A microphone a test speaks into: `say` gives a chunk, `tell` an event. */
export class FakeMicrophone implements Microphone {
  readonly canHearThem = true;
  refusal: unknown;
  /** What `switchTo` was asked for, and what it rejects with. */
  switched: MicrophoneChoice[] = [];
  switchRefusal: unknown;
  gainDecibels = 0;
  opened: MicrophoneChoice[] = [];
  isClosed = false;
  isPaused = false;
  /** Given by `stop`, as a recorder gives what it still holds. */
  lastChunk: Blob = new Blob(['end']);
  #onChunk: (chunk: Blob) => void = () => {};
  #onEvent: (event: MicrophoneEvent) => void = () => {};

  async devices() {
    return [{ deviceId: 'd1', label: 'Desk microphone' }];
  }

  async open(choice: MicrophoneChoice, onEvent: (event: MicrophoneEvent) => void): Promise<MicrophoneSession> {
    if (this.refusal) throw this.refusal;
    this.opened.push(choice);
    this.isClosed = false;
    this.#onEvent = onEvent;
    return {
      mime: 'audio/webm;codecs=opus',
      channels: choice.channels,
      deviceLabel: 'Desk microphone',
      start: (onChunk) => (this.#onChunk = onChunk),
      pause: () => (this.isPaused = true),
      resume: () => (this.isPaused = false),
      switchTo: async (next) => {
        if (this.switchRefusal) throw this.switchRefusal;
        this.switched.push(next);
      },
      setGain: (decibels) => void (this.gainDecibels = decibels),
      stop: async () => this.#onChunk(this.lastChunk),
      close: () => (this.isClosed = true),
    };
  }

  say(sound: BlobPart): void {
    this.#onChunk(new Blob([sound]));
  }

  tell(event: MicrophoneEvent): void {
    this.#onEvent(event);
  }
}
