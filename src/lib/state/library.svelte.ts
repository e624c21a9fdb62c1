import { isAbort } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { nowIso } from '$lib/core/time.ts';
import type { CatalogueEntry } from '$lib/domain/model.ts';
import type { Capabilities, Download } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { isTitled, parseSearch } from '$lib/domain/search-query.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { en } from '$lib/i18n/en.ts';
import type { Jobs } from '$lib/services/jobs.ts';
import type { Library } from '$lib/services/library.ts';
import { Live } from './live.svelte.ts';
import { memoryFor, type MemoryNeed } from './preflight.ts';
import { attempt, toasts } from './toasts.svelte.ts';

/** Something on its way into the library. */
export type Incoming = { id: string; kind: 'file' | 'link'; name: string; download: Download | null; stop: () => void };

export type LibraryPorts = {
  library: Library;
  jobs: Pick<Jobs, 'transcribe' | 'prepare' | 'removeAllOf'>;
  settings: { readonly current: Settings };
  models: readonly CatalogueEntry[];
  device: Pick<Capabilities, 'isPhone' | 'memoryGb'>;
};

const megabyte = 1_000_000;

/** The recordings, what is being added to them, and what can be done with each. */
export class LibraryState {
  readonly #recordings: Live<readonly Recording[]>;
  readonly #bin: Live<readonly Recording[]>;
  readonly #heard: Live<ReadonlySet<string> | null>;
  #incoming = $state.raw<readonly Incoming[]>([]);

  query = $state('');

  readonly all = $derived.by(() => this.#recordings.current);
  readonly shown = $derived.by(() => {
    const query = parseSearch(this.query);
    return this.all.filter((recording) => isTitled(recording, query));
  });
  readonly bin = $derived.by(() => this.#bin.current);
  readonly incoming = $derived(this.#incoming);

  constructor(private readonly ports: LibraryPorts) {
    this.#recordings = new Live(ports.library.watchAll(), []);
    this.#bin = new Live(ports.library.watchBin(), []);
    this.#heard = new Live<ReadonlySet<string> | null>(ports.library.watchHeard(), null);
  }

  get isLoaded(): boolean {
    return this.#recordings.isLoaded;
  }

  get error(): unknown {
    return this.#recordings.error;
  }

  /** Its row is here and its sound is gone. */
  isSoundLost(id: string): boolean {
    return this.#heard.current?.has(id) === false;
  }

  /** The model that transcription would use now. */
  get model(): CatalogueEntry | undefined {
    return this.ports.models.find(({ id }) => id === this.ports.settings.current.transcription.modelId);
  }

  /** Whether this device has the memory for that model. */
  get memory(): MemoryNeed | null {
    return this.model ? memoryFor(this.model, this.ports.device) : null;
  }

  get linkMaxBytes(): number {
    return this.ports.settings.current.network.linkMaxMb * megabyte;
  }

  get binDays(): number {
    return this.ports.settings.current.storage.binDays;
  }

  /**
   * Adds files one after the other; a file that fails is told and does not stop the next. Gives what is in the library
   * afterwards. A file that comes with its text is made ready to play, and not transcribed.
   */
  async addFiles(files: readonly File[], hasText: (file: File) => boolean = () => false): Promise<Recording[]> {
    const added: Recording[] = [];
    let isNew = 0;
    for (const file of files) {
      const result = await this.#addFile(file, hasText(file));
      if (result) added.push(result.recording);
      if (result?.isNew) isNew++;
    }
    if (isNew > 0) toasts.done(en.library.adding.added(isNew));
    return added;
  }

  /** A transcript without its sound: a recording that waits for it. */
  async addText(file: File): Promise<Recording | null> {
    let made: Recording | null = null;
    await attempt(async () => {
      made = await this.ports.library.addFile(file, { fileName: file.name, source: 'transcript' });
    });
    return made;
  }

  /** Gives a transcript its sound. */
  giveSound = (id: string, file: File): Promise<boolean> =>
    attempt(async () => {
      await this.ports.library.giveSound(id, file);
      await this.ports.jobs.prepare(id);
    });

  /** @returns the recording, or null when it failed or was stopped; both are told at the edge of the page */
  async addLink(address: string): Promise<Recording | null> {
    const controller = new AbortController();
    const incoming = this.#begin({ kind: 'link', name: nameOf(address), stop: () => controller.abort() });
    const onProgress = (download: Download) => this.#change(incoming, { download });
    try {
      const recording = await this.ports.library.addLink(address, onProgress, this.linkMaxBytes, controller.signal);
      await this.#afterAdding(recording);
      toasts.done(en.library.adding.added(1));
      return recording;
    } catch (error) {
      if (!isAbort(error)) toasts.error(error, null, nameOf(address));
      return null;
    } finally {
      this.#end(incoming);
    }
  }

  rename = (recording: Recording, title: string) => {
    const trimmed = title.trim();
    if (trimmed === '' || trimmed === recording.title) return Promise.resolve(false);
    return attempt(() => this.ports.library.rename(recording.id, trimmed));
  };

  /** Moves it to the bin and offers to undo that. */
  moveToBin = async ({ id, title }: Recording): Promise<void> => {
    const undo = { label: en.shell.undo, run: () => void attempt(() => this.ports.library.restore(id)) };
    if (await attempt(() => this.ports.library.bin(id))) toasts.note(en.library.binned(title), undo);
  };

  restore = async ({ id, title }: Recording): Promise<void> => {
    if (await attempt(() => this.ports.library.restore(id))) toasts.done(en.library.binView.restored(title));
  };

  purge = ({ id }: Recording) =>
    attempt(async () => {
      await this.ports.jobs.removeAllOf(id);
      await this.ports.library.purge(id);
    });

  emptyBin = () =>
    attempt(async () => {
      for (const { id } of this.bin) await this.ports.jobs.removeAllOf(id);
      await this.ports.library.emptyBin();
    });

  transcribe = ({ id }: Pick<Recording, 'id'>) => attempt(() => this.ports.jobs.transcribe(id));

  /** After a take is kept: the same as after an import, under its own setting. */
  afterTake = ({ id }: Pick<Recording, 'id'>) =>
    attempt(() => this.#enqueue(id, this.ports.settings.current.recording.transcribeAfter));

  async #addFile(file: File, hasText: boolean): Promise<{ recording: Recording; isNew: boolean } | null> {
    const incoming = this.#begin({ kind: 'file', name: file.name, stop: () => {} });
    try {
      const before = nowIso();
      const recording = await this.ports.library.addFile(file, { fileName: file.name, source: 'file' });
      const isNew = recording.createdAt >= before;
      if (!isNew) toasts.note(en.library.adding.alreadyThere(recording.title));
      else if (hasText) await this.ports.jobs.prepare(recording.id);
      else await this.#afterAdding(recording);
      return { recording, isNew };
    } catch (error) {
      toasts.error(error, null, file.name);
      return null;
    } finally {
      this.#end(incoming);
    }
  }

  #afterAdding(recording: Recording): Promise<void> {
    return this.#enqueue(recording.id, this.ports.settings.current.transcription.transcribeOnImport);
  }

  /** Queues what the settings ask for; on a phone too small for the model only what playing needs. */
  async #enqueue(id: string, wantsText: boolean): Promise<void> {
    const isTooSmall = this.memory?.isEnough === false;
    if (wantsText && isTooSmall) toasts.note(en.library.memory.kept);
    await (wantsText && !isTooSmall ? this.ports.jobs.transcribe(id) : this.ports.jobs.prepare(id));
  }

  #begin(about: Pick<Incoming, 'kind' | 'name' | 'stop'>): string {
    const incoming: Incoming = { ...about, id: newId(), download: null };
    this.#incoming = [...this.#incoming, incoming];
    return incoming.id;
  }

  #change(id: string, change: Partial<Incoming>): void {
    this.#incoming = this.#incoming.map((incoming) => (incoming.id === id ? { ...incoming, ...change } : incoming));
  }

  #end(id: string): void {
    this.#incoming = this.#incoming.filter((incoming) => incoming.id !== id);
  }
}

/** Last part of an address, as a name for what is fetched. */
const nameOf = (address: string): string => {
  const { pathname, host } = new URL(address);
  return decodeURIComponent(pathname.split('/').pop() ?? '') || host;
};
