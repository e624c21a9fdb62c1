import { isAbort } from '$lib/core/errors.ts';
import type { BrowserLanguage, BrowserModelState } from '$lib/domain/ports.ts';
import { toasts } from './toasts.svelte.ts';

export type SummaryWork = { kind: 'idle' } | { kind: 'working'; downloaded: number | null };

/** A summary by the browser's own model, and its translation: extras, offered only where the browser has them. */
export class BrowserSummary {
  #summariser = $state<BrowserModelState>('none');
  #translator = $state<BrowserModelState>('none');
  #text = $state('');
  #work = $state.raw<SummaryWork>({ kind: 'idle' });
  #controller: AbortController | null = null;

  constructor(
    private readonly port: BrowserLanguage,
    /** Language of the transcript, and the one the person reads. */
    private readonly languages: { from: string; to: string },
  ) {}

  get summariser(): BrowserModelState {
    return this.#summariser;
  }

  /** `none` where there is nothing to translate. */
  get translator(): BrowserModelState {
    return this.#translator;
  }

  get text(): string {
    return this.#text;
  }

  get work(): SummaryWork {
    return this.#work;
  }

  /** Asks the browser what it has; fetches nothing. */
  async look(): Promise<void> {
    const { from, to } = this.languages;
    this.#summariser = await this.port.summariser();
    this.#translator = from === to ? 'none' : await this.port.translator(from, to);
  }

  summarise = (text: string): Promise<void> => this.#run((tell, signal) => this.port.summarise(text, tell, signal));

  translate = (text: string): Promise<void> =>
    this.#run((tell, signal) => this.port.translate({ text, ...this.languages }, tell, signal));

  dispose(): void {
    this.#controller?.abort();
  }

  async #run(ask: (tell: (fraction: number) => void, signal: AbortSignal) => Promise<string>): Promise<void> {
    this.#controller?.abort();
    const controller = (this.#controller = new AbortController());
    this.#work = { kind: 'working', downloaded: null };
    try {
      this.#text = await ask((downloaded) => (this.#work = { kind: 'working', downloaded }), controller.signal);
    } catch (error) {
      if (!isAbort(error)) toasts.error(error);
    } finally {
      if (this.#controller === controller) this.#work = { kind: 'idle' };
    }
  }
}
