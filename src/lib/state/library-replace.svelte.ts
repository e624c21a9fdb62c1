import { logger } from '$lib/core/log.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { FindState } from './editor-find.svelte.ts';
import { EditHistory } from './editor-history.ts';
import type { RecordingPagePorts } from './editor-ports.ts';
import type { EditorSession } from './editor.svelte.ts';

/** One recording in which something was found. `state`: what became of it. */
export type LibraryHit = {
  id: string;
  title: string;
  count: number;
  isWanted: boolean;
  state: 'found' | 'replaced' | 'restored' | 'failed';
};

/** What was replaced in one recording: the revision it then was, and the edit that takes it back; the open one has a history. */
type Step = { id: string; made: { revision: number; inverse: TranscriptEdit } | { open: Transcript } };

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
  #hits = $state<LibraryHit[]>([]);
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

  readonly total: number = $derived(
    this.#hits.reduce((sum, { count, isWanted, state }) => sum + (isWanted && state === 'found' ? count : 0), 0),
  );

  want(id: string, isWanted: boolean): void {
    this.#hits = this.#hits.map((hit) => (hit.id === id ? { ...hit, isWanted } : hit));
  }

  /** Looks through every transcript. */
  async search(): Promise<void> {
    this.#isBusy = true;
    this.#hits = [];
    this.#steps = [];
    try {
      for (const recording of await once(this.ports.library.watchAll())) await this.#look(recording);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Keeps each as it was as a version of that name, then replaces; each can be undone in its own editor as well. */
  async replace(versionName: string): Promise<void> {
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
    const count = transcript ? (await this.find.editOf(transcript)).count : 0;
    if (count > 0) this.#hits = [...this.#hits, { id, title, count, isWanted: true, state: 'found' }];
  }

  async #replaceIn(id: string, versionName: string): Promise<Step | null> {
    const { transcript: here } = this.session;
    const isHere = here !== null && id === this.session.recordingId;
    const before = isHere ? here : await this.ports.transcripts.find(id);
    if (!before) return null;
    const { edit } = await this.find.editOf(before);
    if (isHere) return this.session.apply(edit) ? { id, made: { open: this.session.transcript! } } : null;
    const { transcript, inverse } = applyEdit(before, edit);
    if (transcript === before) return null;
    await this.ports.versions.add(before, versionName);
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
