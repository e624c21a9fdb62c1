import { Scope } from '$lib/core/scope.ts';
import { doubtfulWords, reviewedShare, type DoubtfulWord } from '$lib/domain/doubt.ts';
import { acceptWords } from '$lib/domain/transcript-restore.ts';
import type { EditorSession } from './editor.svelte.ts';
import type { Playback } from './playback.svelte.ts';

/** What is heard before and after a doubtful word, so that it can be understood. */
const leadSeconds = 0.8;
const tailSeconds = 0.5;

const ended = (): Scope => {
  const scope = new Scope();
  scope.dispose();
  return scope;
};

/** Doubtful words one after the other: heard, then taken for right or typed anew. */
export class Review {
  isOpen = $state(false);
  /** Id of the word that is looked at; it stays while the words around it change. */
  #at = $state<string | null>(null);
  /** Where in the queue that word is, or was before it left: what was typed anew is doubtful no more. */
  #place = 0;
  #turn = $state(0);
  /** Open while a word is being played. */
  #heard = ended();

  readonly queue: readonly DoubtfulWord[] = $derived.by(() => {
    const { transcript } = this.session;
    return this.isOpen && transcript ? doubtfulWords(transcript) : [];
  });
  readonly share: number = $derived.by(() => {
    const { transcript } = this.session;
    return transcript ? reviewedShare(transcript) : 1;
  });
  /** The word that is looked at; once it is done, the one that came behind it. */
  readonly current: DoubtfulWord | null = $derived(
    this.queue.find(({ word }) => word.id === this.#at) ?? this.queue[this.#place] ?? this.queue[0] ?? null,
  );
  /** From 1; 0 when nothing is left. */
  readonly number: number = $derived(this.queue.findIndex(({ word }) => word.id === this.current?.word.id) + 1);

  readonly #unlisten: () => void;

  constructor(
    private readonly session: EditorSession,
    private readonly playback: Playback,
  ) {
    this.#unlisten = session.onEdit(() => this.#remember());
  }

  /** Counts how often the person went on: only then the page moves, never with a letter that is typed. */
  get turn(): number {
    return this.#turn;
  }

  open(): void {
    this.isOpen = true;
    this.#look(this.queue[0]?.word.id ?? null);
    this.play();
  }

  close(): void {
    this.isOpen = false;
    this.#at = null;
    this.#place = 0;
    if (!this.#heard.isDisposed) this.playback.pause();
    this.#stop();
  }

  /** To the next (1) or previous (-1) doubtful word, and on from the other end; it is played. */
  step(direction: 1 | -1): void {
    const { length } = this.queue;
    if (length === 0) return;
    // Behind a word that has left the queue the next one is the current one already.
    const by = direction > 0 && this.current?.word.id !== this.#at ? 0 : direction;
    this.#look(this.queue[(this.number - 1 + by + length) % length]!.word.id);
    this.play();
  }

  /** The word is right as it stands: on to the next. */
  accept(): void {
    const { transcript } = this.session;
    const word = this.current?.word;
    if (!transcript || !word) return;
    const next = this.queue[this.number]?.word.id ?? null;
    const edit = acceptWords(transcript, [word.id]);
    if (!edit || !this.session.apply(edit)) return;
    this.#look(next ?? this.queue[0]?.word.id ?? null);
    this.play();
  }

  /** Only the word and a little around it is heard. */
  play(): void {
    const word = this.current?.word;
    if (!word || word.start === null || word.end === null) return;
    this.#stop();
    this.#heard = new Scope();
    const until = word.end + tailSeconds;
    this.playback.seek(Math.max(0, word.start - leadSeconds));
    void this.playback.play();
    const scope = this.#heard;
    scope.interval(() => {
      if (this.playback.seconds < until && this.playback.isPlaying) return;
      if (this.playback.seconds >= until) this.playback.pause();
      if (this.playback.seconds >= until) scope.dispose();
    }, 50);
  }

  dispose(): void {
    this.#unlisten();
    this.#stop();
  }

  #look(word: string | null): void {
    this.#at = word;
    this.#turn += 1;
    this.#remember();
  }

  #remember(): void {
    const place = this.isOpen ? this.queue.findIndex(({ word }) => word.id === this.#at) : -1;
    if (place >= 0) this.#place = place;
  }

  #stop(): void {
    this.#heard.dispose();
  }
}
