import type { RecogniseOptions } from './ports-speech.ts';

/** What the person's own server, and the key to it, ask of the outside. */

/** One window of sound for the person's own server. */
export type ServerRequest = {
  address: string;
  /** What the server calls its model. */
  model: string;
  /** Empty where the server asks for none. Never logged. */
  key: string;
  wav: Blob;
  language: string;
  task: RecogniseOptions['task'];
  prompt: string;
  /** First pause before a busy server is asked again; each further one is twice as long. */
  patienceMs: number;
};

export interface SpeechServer {
  /** The server's answer as it came. Throws `server/…`. */
  transcribe(request: ServerRequest, signal: AbortSignal): Promise<unknown>;
}

/** Texts that must not lie open on the disk, each sealed under a key that cannot be taken out of the browser. */
export interface SecretStore {
  put(name: string, text: string): Promise<void>;
  /** Undefined where there is none, or where it can no longer be opened. */
  find(name: string): Promise<string | undefined>;
  remove(name: string): Promise<void>;
}
