import type { HistoryChange } from '$lib/domain/edit-history.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { FindState } from './editor-find.svelte.ts';
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

/** What was replaced in one recording: the edit that takes it back, and what it then was. */
type Step = { id: string; inverse: TranscriptEdit; after: Transcript };

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

  /** Takes the last replacement back everywhere, as one step; where something was written since, it stays. */
  async undo(): Promise<void> {
    const steps = this.#steps;
    this.#steps = [];
    const ids = steps.map(({ id }) => id);
    await this.#inEach(ids, 'restored', (id) => this.#undoIn(steps.find((step) => step.id === id)!));
  }

  async #inEach(ids: readonly string[], done: LibraryHit['state'], act: (id: string) => Promise<boolean>) {
    this.#isBusy = true;
    try {
      for (const id of ids) {
        const state = (await act(id).catch(() => false)) ? done : 'failed';
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
    const { transcript, inverse } = applyEdit(before, edit);
    if (transcript === before) return null;
    if (isHere) return this.session.apply(edit) ? { id, inverse, after: this.session.transcript! } : null;
    await this.ports.versions.add(before, versionName);
    const after = { ...transcript, revision: before.revision + 1 };
    await this.ports.transcripts.save(after, { history: await this.#historyWith(id, inverse) });
    return { id, inverse, after };
  }

  async #undoIn({ id, inverse, after }: Step): Promise<boolean> {
    if (id === this.session.recordingId) return this.session.transcript === after && this.session.undo();
    const stored = await this.ports.transcripts.find(id);
    if (stored?.revision !== after.revision) return false;
    const { transcript, inverse: again } = applyEdit(stored, inverse);
    const history = await this.#historyWithout(id, again);
    await this.ports.transcripts.save({ ...transcript, revision: stored.revision + 1 }, history ? { history } : {});
    return true;
  }

  /** The history of a recording that is not open, with one step more. */
  async #historyWith(id: string, edit: TranscriptEdit): Promise<HistoryChange> {
    const stored = await this.ports.transcripts.history(id);
    const seq = stored?.cursor ?? 0;
    return { steps: [{ seq, edit }], from: stored?.steps[0]?.seq ?? seq, until: seq + 1, cursor: seq + 1 };
  }

  /** The same with its last step undone, which can be done again. */
  async #historyWithout(id: string, again: TranscriptEdit): Promise<HistoryChange | null> {
    const stored = await this.ports.transcripts.history(id);
    const seq = (stored?.cursor ?? 0) - 1;
    if (!stored || seq < 0) return null;
    return { steps: [{ seq, edit: again }], from: stored.steps[0]?.seq ?? seq, until: seq + 1, cursor: seq };
  }
}
