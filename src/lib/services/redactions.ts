import type { Finding } from '$lib/domain/private.ts';
import type { TextEngine } from '$lib/domain/ports.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { RedactionCheck, type CheckResult, type RedactionCheckPorts } from './redaction-check.ts';

export type { CheckResult, Leak } from './redaction-check.ts';

export type RedactionsPorts = RedactionCheckPorts & { text: Pick<TextEngine, 'findPrivate'> };

/** Finding what should leave no device, and proving that it did not. Taking it out is `domain/redaction`. */
export class Redactions {
  readonly #check: RedactionCheck;

  constructor(private readonly ports: RedactionsPorts) {
    this.#check = new RedactionCheck(ports);
  }

  find(transcript: Transcript, terms: readonly string[], signal: AbortSignal): Promise<readonly Finding[]> {
    return this.ports.text.findPrivate(transcript, terms, signal);
  }

  check(
    transcript: Transcript,
    file: { blob: Blob; fileName: string },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<CheckResult> {
    return this.#check.check(transcript, file, onProgress, signal);
  }
}
