import { logger } from '$lib/core/log.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Match } from '$lib/domain/transcript-find.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { FindState } from './editor-find.svelte.ts';
import { linesOf, type FoundLine } from './find-lines.ts';
import { EditHistory } from './editor-history.ts';
import type { RecordingPagePorts } from './editor-ports.ts';
import type { EditorSession } from './editor.svelte.ts';

/** One recording in which something was found. `state`: what became of it. */
export type LibraryHit = {
  id: string;
  title: string;
  count: number;
  /** The first of what was found, as it stands there. */
  lines: readonly FoundLine[];
  isWanted: boolean;
  state: 'found' | 'replaced' | 'restored' | 'failed';
};

/** What was replaced in one recording: the revision it then was, and the edit that takes it back; the open one has a history. */
type Step = { id: string; made: { revision: number; inverse: TranscriptEdit } | { open: Transcript } };

/** What was found in one recording, and in which state of it: another is left alone. */
type Found = { revision: number; open: Transcript | null; matches: readonly Match[] };

const log = logger('editor');

type Ports = Pick<RecordingPagePorts, 'library' | 'transcripts' | 'versions'>;

const once = <T>(query: Watchable<T>): Promise<T> =>
  new Promise((done, failed) => {
    const subscription = query.subscribe((value) => {
      queueMicrotask(() => subscription.unsubscribe());
      done(value);
    }, failed);
  });

/** Find and replace over the whole library: counted first, then done in those recordings that are wanted. */
export class LibraryReplace {
  #hits = $state.raw<readonly LibraryHit[]>([]);
  /** The question the hits answer. */
  #asked = $state<string | null>(null);
  #found: Readonly<Record<string, Found>> = {};
  #isBusy = $state(false);
  /** What the last replacement did: one step over all recordings. */
  #steps = $state.raw<readonly Step[]>([]);

  constructor(
    private readonly ports: Ports,
    private readonly session: EditorSession,
    private readonly find: FindState,
  ) {}

  get hits(): readonly LibraryHit[] {
    return this.#hits;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0 && !this.#isBusy;
  }

  /** Something else is asked now than what the hits answer: nothing is replaced that was not shown. */
  readonly isStale: boolean = $derived.by(() => this.#asked !== null && this.#asked !== this.find.question);

  readonly total: number = $derived(
    this.#hits.reduce((sum, { count, isWanted, state }) => sum + (isWanted && state === 'found' ? count : 0), 0),
  );

  want(id: string, isWanted: boolean): void {
    this.#hits = this.#hits.map((hit) => (hit.id === id ? { ...hit, isWanted } : hit));
  }

  /** Looks through every transcript. */
  async search(): Promise<void> {
    const asked = this.find.question;
    this.#asked = asked;
    this.#isBusy = true;
    this.#hits = [];
    this.#found = {};
    this.#steps = [];
    try {
      for (const recording of await once(this.ports.library.watchAll())) {
        // Something else is asked by now: that search is another one.
        if (this.find.question !== asked) return;
        await this.#look(recording);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** Keeps each as it was as a version of that name, then replaces; each can be undone in its own editor as well. */
  async replace(versionName: string): Promise<void> {
    if (this.isStale || this.#isBusy) return;
    const wanted = this.#hits.filter(({ isWanted, state }) => isWanted && state === 'found').map(({ id }) => id);
    const steps: Step[] = [];
    await this.#inEach(wanted, 'replaced', async (id) => {
      const step = await this.#replaceIn(id, versionName);
      if (step) steps.push(step);
      return step !== null;
    });
    this.#steps = steps;
  }

  /**
   * Takes the last replacement back everywhere, as one step; where something was written since, it stays. Tells in how many
   * of how many recordings it was.
   */
  async undo(): Promise<{ restored: number; all: number }> {
    const steps = this.#steps;
    this.#steps = [];
    const ids = steps.map(({ id }) => id);
    await this.#inEach(ids, 'restored', (id) => this.#undoIn(steps.find((step) => step.id === id)!));
    const restored = this.#hits.filter(({ id, state }) => ids.includes(id) && state === 'restored').length;
    return { restored, all: ids.length };
  }

  async #inEach(ids: readonly string[], done: LibraryHit['state'], act: (id: string) => Promise<boolean>) {
    this.#isBusy = true;
    try {
      for (const id of ids) {
        const isDone = await act(id).catch((error: unknown) => {
          log.warn('not replaced', { recordingId: id, error: String(error) });
          return false;
        });
        const state = isDone ? done : 'failed';
        this.#hits = this.#hits.map((hit) => (hit.id === id ? { ...hit, state } : hit));
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #look({ id, title }: Recording): Promise<void> {
    const isHere = id === this.session.recordingId;
    const transcript = isHere ? this.session.transcript : await this.ports.transcripts.find(id);
    if (!transcript) return;
    const matches = await this.find.matchesIn(transcript, new AbortController().signal);
    if (matches.length === 0) return;
    const found = { revision: transcript.revision, open: isHere ? transcript : null, matches };
    this.#found = { ...this.#found, [id]: found };
    const readOf = (wanted: string) =>
      paragraphText(transcript.paragraphs.find((paragraph) => paragraph.id === wanted) ?? { words: [] });
    const lines = linesOf(matches, readOf);
    this.#hits = [...this.#hits, { id, title, count: matches.length, lines, isWanted: true, state: 'found' }];
  }

  async #replaceIn(id: string, versionName: string): Promise<Step | null> {
    const isHere = id === this.session.recordingId;
    const before = isHere ? this.session.transcript : await this.ports.transcripts.find(id);
    const found = this.#found[id];
    if (!before || !found || (found.open ? found.open !== before : found.revision !== before.revision)) return null;
    const edit = this.find.editOf(before, found.matches);
    const { transcript, inverse } = applyEdit(before, edit);
    if (transcript === before || (isHere && this.session.isReadOnly)) return null;
    const stored = isHere ? { ...before, revision: this.session.revision } : before;
    await this.ports.versions.add(stored, versionName);
    if (isHere) {
      const isDone = this.session.transcript === before && this.session.apply(edit);
      return isDone ? { id, made: { open: this.session.transcript! } } : null;
    }
    const revision = before.revision + 1;
    const history = await this.#historyOf(id);
    history.push(inverse, null, 0);
    await this.ports.transcripts.save({ ...transcript, revision }, { history: history.takeChange() });
    return { id, made: { revision, inverse } };
  }

  async #undoIn({ id, made }: Step): Promise<boolean> {
    if ('open' in made) return this.session.transcript === made.open && this.session.undo();
    const stored = await this.ports.transcripts.find(id);
    if (stored?.revision !== made.revision) return false;
    const { transcript, inverse: again } = applyEdit(stored, made.inverse);
    const history = await this.#historyOf(id);
    history.undo(() => again);
    const revision = stored.revision + 1;
    await this.ports.transcripts.save({ ...transcript, revision }, { history: history.takeChange() });
    return true;
  }

  /** The history of a recording that is not open. */
  async #historyOf(id: string): Promise<EditHistory> {
    const stored = await this.ports.transcripts.history(id);
    const history = new EditHistory();
    if (stored) history.restore(stored);
    return history;
  }
}
