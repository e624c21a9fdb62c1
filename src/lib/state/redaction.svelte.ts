import { isAbort } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { noCleaning } from '$lib/domain/cleaning.ts';
import type { Finding } from '$lib/domain/private.ts';
import type { AudioFormat, SoundMask } from '$lib/domain/ports.ts';
import { redactedIds, redactionPlace, redactionText } from '$lib/domain/redaction.ts';
import type { Redaction } from '$lib/domain/transcript-marks.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportedFile } from '$lib/services/exporting.ts';
import type { CheckResult } from '$lib/services/redactions.ts';
import type { SoundExport } from '$lib/services/sound.ts';
import type { EditorSession } from './editor.svelte.ts';
import { toasts } from './toasts.svelte.ts';

export type RedactionPorts = {
  redactions: {
    find(transcript: Transcript, terms: readonly string[], signal: AbortSignal): Promise<readonly Finding[]>;
    check(
      transcript: Transcript,
      file: ExportedFile,
      onProgress: (fraction: number) => void,
      signal: AbortSignal,
    ): Promise<CheckResult>;
  };
  sound: {
    export(
      recordingId: string,
      choice: SoundExport,
      onProgress: (fraction: number) => void,
      signal: AbortSignal,
    ): Promise<ExportedFile>;
  };
};

export type RedactionWork =
  { kind: 'idle' } | { kind: 'finding' } | { kind: 'rendering' | 'listening'; fraction: number };

/** What is shown of one redaction. `text`: null where its words are gone and nobody knows what they were. */
export type Redacted = { redaction: Redaction; text: string | null; start: number | null };

const keyOf = ({ words }: { words: readonly string[] }): string => words.join(' ');

/** Finding, reviewing and taking out what is private in one transcript. Each change is one step of its history. */
export class RedactionView {
  #findings = $state.raw<readonly Finding[] | null>(null);
  /** Ticks that differ from what is proposed, by their words. */
  #ticks = $state.raw<Readonly<Record<string, boolean>>>({});
  #work = $state.raw<RedactionWork>({ kind: 'idle' });
  #result = $state.raw<CheckResult | null>(null);
  #file: { of: string; file: ExportedFile } | null = null;
  #controller: AbortController | null = null;

  readonly redacted: readonly Redacted[] = $derived.by(() => {
    const { transcript } = this.session;
    if (!transcript) return [];
    return (transcript.redactions ?? []).map((redaction) => ({
      redaction,
      text: redactionText(transcript, redaction),
      start: redactionPlace(transcript, redaction)?.start ?? null,
    }));
  });
  /** Found and not redacted yet; null before anybody looked. */
  readonly findings: readonly Finding[] | null = $derived.by(() => {
    const done = redactedIds(this.session.transcript);
    return this.#findings?.filter(({ words }) => !words.every((word) => done.has(word))) ?? null;
  });
  readonly chosen: readonly Finding[] = $derived((this.findings ?? []).filter((finding) => this.isChosen(finding)));

  constructor(
    private readonly ports: RedactionPorts,
    private readonly session: EditorSession,
  ) {}

  get work(): RedactionWork {
    return this.#work;
  }

  /** What the last check heard; null until there was one. */
  get result(): CheckResult | null {
    return this.#result;
  }

  isChosen(finding: Finding): boolean {
    return this.#ticks[keyOf(finding)] ?? finding.isSure;
  }

  choose(finding: Finding, isChosen: boolean): void {
    this.#ticks = { ...this.#ticks, [keyOf(finding)]: isChosen };
  }

  /** Looks for what is private, and for the terms given. */
  find(terms: readonly string[]): Promise<void> {
    return this.#run({ kind: 'finding' }, async (signal) => {
      const { transcript } = this.session;
      if (transcript) this.#findings = await this.ports.redactions.find(transcript, terms, signal);
    });
  }

  /** Redacts what is chosen; gives how many. */
  redactChosen(): number {
    const added = this.chosen.map(({ kind, words }): Redaction => ({ id: newId(), kind, words: [...words] }));
    if (added.length > 0) this.#set([...(this.session.transcript?.redactions ?? []), ...added]);
    return added.length;
  }

  restore(redaction: Redaction): void {
    this.#set((this.session.transcript?.redactions ?? []).filter(({ id }) => id !== redaction.id));
  }

  restoreAll(): void {
    this.#set([]);
  }

  /** Makes the sound without what is redacted; null where it was stopped. */
  async render(format: AudioFormat, sound: SoundMask['sound']): Promise<ExportedFile | null> {
    let file: ExportedFile | null = null;
    await this.#run({ kind: 'rendering', fraction: 0 }, async (signal) => {
      file = await this.#render(format, sound, signal);
    });
    return file;
  }

  /** Makes the same file and listens to it. */
  check(format: AudioFormat, sound: SoundMask['sound']): Promise<void> {
    this.#result = null;
    return this.#run({ kind: 'rendering', fraction: 0 }, async (signal) => {
      const file = await this.#render(format, sound, signal);
      const { transcript } = this.session;
      this.#work = { kind: 'listening', fraction: 0 };
      const tell = (fraction: number) => (this.#work = { kind: 'listening', fraction });
      if (transcript) this.#result = await this.ports.redactions.check(transcript, file, tell, signal);
    });
  }

  stop(): void {
    this.#controller?.abort();
  }

  dispose(): void {
    this.stop();
  }

  async #render(format: AudioFormat, sound: SoundMask['sound'], signal: AbortSignal): Promise<ExportedFile> {
    await this.session.flush();
    const of = [format, sound, ...this.redacted.map(({ redaction }) => keyOf(redaction))].join('|');
    if (this.#file?.of === of) return this.#file.file;
    const tell = (fraction: number) => (this.#work = { kind: 'rendering', fraction });
    const choice = { format, cleaning: noCleaning, span: null, instead: sound };
    const file = await this.ports.sound.export(this.session.recordingId, choice, tell, signal);
    this.#file = { of, file };
    return file;
  }

  #set(redactions: readonly Redaction[]): void {
    this.#result = null;
    this.session.apply({ kind: 'set-redactions', redactions });
  }

  async #run(work: RedactionWork, action: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.stop();
    const controller = (this.#controller = new AbortController());
    this.#work = work;
    try {
      await action(controller.signal);
    } catch (error) {
      if (!isAbort(error)) toasts.error(error);
    } finally {
      if (this.#controller === controller) this.#work = { kind: 'idle' };
    }
  }
}
