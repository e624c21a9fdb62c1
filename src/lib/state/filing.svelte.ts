import { newId } from '$lib/core/ids.ts';
import { nowIso } from '$lib/core/time.ts';
import type { Shelf } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Collection } from '$lib/domain/shelf.ts';
import { parseTags } from '$lib/domain/tags.ts';
import { en } from '$lib/i18n/en.ts';
import type { Library } from '$lib/services/library.ts';
import { Live } from './live.svelte.ts';
import { attempt, toasts } from './toasts.svelte.ts';

export type FilingPorts = {
  library: Pick<Library, 'setTags'>;
  collections: Shelf<Collection>;
};

/** Tags and collections: how recordings are put together. */
export class Filing {
  readonly #collections: Live<readonly Collection[]>;

  /** The collection the library is narrowed to; null for all. */
  chosen = $state<string | null>(null);

  constructor(private readonly ports: FilingPorts) {
    this.#collections = new Live(ports.collections.watchAll(), []);
  }

  get collections(): readonly Collection[] {
    return this.#collections.current;
  }

  get current(): Collection | undefined {
    return this.collections.find(({ id }) => id === this.chosen);
  }

  /** True where the recording is in the chosen collection, or none is chosen. */
  shows = ({ id }: Recording): boolean => this.current?.recordingIds.includes(id) ?? true;

  setTags = ({ id }: Recording, text: string) => attempt(() => this.ports.library.setTags(id, parseTags(text)));

  holds = (collection: Collection, { id }: Recording): boolean => collection.recordingIds.includes(id);

  toggle = (collection: Collection, recording: Recording) => {
    const { recordingIds } = collection;
    const next = this.holds(collection, recording)
      ? recordingIds.filter((id) => id !== recording.id)
      : [...recordingIds, recording.id];
    return attempt(() => this.ports.collections.put({ ...collection, recordingIds: next, updatedAt: nowIso() }));
  };

  /** A collection of that name, with the recording in it. */
  create = async (name: string, recording: Recording): Promise<boolean> => {
    const trimmed = name.trim();
    if (trimmed === '') return false;
    const now = nowIso();
    const row = { id: newId(), name: trimmed, createdAt: now, updatedAt: now, recordingIds: [recording.id] };
    return attempt(() => this.ports.collections.put(row));
  };

  remove = async (collection: Collection): Promise<void> => {
    const undo = {
      label: en.shell.undo,
      run: () => void attempt(() => this.ports.collections.put({ ...collection, id: newId() })),
    };
    if (this.chosen === collection.id) this.chosen = null;
    if (await attempt(() => this.ports.collections.remove(collection.id)))
      toasts.note(en.filing.removed(collection.name), undo);
  };
}
