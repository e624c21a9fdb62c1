import { newId } from '$lib/core/ids.ts';
import { isAbort } from '$lib/core/errors.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { acceptDifference, differencesOf, type Difference } from '$lib/domain/redecode.ts';
import type { Draft } from '$lib/domain/transcript.ts';
import type { TranscribeChoice } from '$lib/services/jobs.ts';
import type { EditorSession } from './editor.svelte.ts';
import { toasts } from './toasts.svelte.ts';

export type HearAgain = (recordingId: string, choice: TranscribeChoice, signal: AbortSignal) => Promise<Draft>;

/** A stretch heard a second time, and what of it the person takes. Nothing is changed before they say so. */
export class Redecoding {
  #state = $state.raw<'idle' | 'hearing' | 'compared'>('idle');
  #differences = $state.raw<readonly Difference[]>([]);
  #running: AbortController | null = null;

  constructor(
    private readonly session: EditorSession,
    private readonly hear: HearAgain,
  ) {}

  get state(): 'idle' | 'hearing' | 'compared' {
    return this.#state;
  }

  get differences(): readonly Difference[] {
    return this.#differences;
  }

  start = async (range: Span, choice: TranscribeChoice): Promise<void> => {
    this.stop();
    const running = (this.#running = new AbortController());
    this.#state = 'hearing';
    this.#differences = [];
    try {
      const recognition = { ...choice.recognition, range };
      const draft = await this.hear(this.session.recordingId, { ...choice, recognition }, running.signal);
      const { transcript } = this.session;
      if (running.signal.aborted || !transcript) return;
      const words = draft.segments.flatMap((segment) => segment.words);
      this.#differences = differencesOf(transcript, range, words);
      this.#state = 'compared';
    } catch (error) {
      if (this.#running === running) this.#state = 'idle';
      if (!isAbort(error)) toasts.error(error);
    }
  };

  /** Each is a step of its own, which undo takes back. */
  accept = (difference: Difference): void => {
    const { transcript } = this.session;
    const edit = transcript && acceptDifference(transcript, difference, newId);
    if (edit) this.session.apply(edit);
    this.refuse(difference);
  };

  refuse = (difference: Difference): void => {
    this.#differences = this.#differences.filter((each) => each !== difference);
  };

  acceptAll = (): void => {
    for (const difference of this.#differences) this.accept(difference);
  };

  stop = (): void => {
    this.#running?.abort();
    this.#running = null;
    this.#state = 'idle';
    this.#differences = [];
  };
}
