import type { Microphone, MicrophoneChoice, MicrophoneEvent, MicrophoneSession } from '../../src/lib/domain/ports.ts';

/** A microphone a test speaks into: `say` gives a chunk, `tell` an event. */
export class FakeMicrophone implements Microphone {
  refusal: unknown;
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
      deviceLabel: 'Desk microphone',
      start: (onChunk) => (this.#onChunk = onChunk),
      pause: () => (this.isPaused = true),
      resume: () => (this.isPaused = false),
      stop: async () => this.#onChunk(this.lastChunk),
      close: () => (this.isClosed = true),
    };
  }

  say(text: string): void {
    this.#onChunk(new Blob([text]));
  }

  tell(event: MicrophoneEvent): void {
    this.#onEvent(event);
  }
}
