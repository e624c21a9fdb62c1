import { applyEdit } from '$lib/domain/transcript-edit.ts';
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
  state: 'found' | 'replaced' | 'failed';
};

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
    try {
      for (const recording of await once(this.ports.library.watchAll())) await this.#look(recording);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Keeps each as it was as a version of that name, then replaces; the one that is open is edited as one step. */
  async replace(versionName: string): Promise<void> {
    this.#isBusy = true;
    try {
      for (const { id } of this.#hits.filter(({ isWanted, state }) => isWanted && state === 'found')) {
        const isDone = await this.#replaceIn(id, versionName).catch(() => false);
        this.#hits = this.#hits.map((hit) => (hit.id === id ? { ...hit, state: isDone ? 'replaced' : 'failed' } : hit));
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

  async #replaceIn(id: string, versionName: string): Promise<boolean> {
    const { transcript: here } = this.session;
    if (here && id === this.session.recordingId) return this.session.apply((await this.find.editOf(here)).edit);
    const stored = await this.ports.transcripts.find(id);
    if (!stored) return false;
    const { transcript } = applyEdit(stored, (await this.find.editOf(stored)).edit);
    if (transcript === stored) return false;
    await this.ports.versions.add(stored, versionName);
    await this.ports.transcripts.save({ ...transcript, revision: stored.revision + 1 });
    return true;
  }
}
