import { isAbort } from '$lib/core/errors.ts';
import type { DeviceChoice } from '$lib/domain/device-choice.ts';
import type { CatalogueEntry, ModelOffer, ModelState } from '$lib/domain/model.ts';
import type { Capabilities } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { minutesForAnHour, recommend, type Trial } from '$lib/domain/trial.ts';
import { en } from '$lib/i18n/en.ts';
import type { Models } from '$lib/services/models.ts';
import type { ModelPacks } from '$lib/services/packs/packs.ts';
import type { StorageService } from '$lib/services/storage.ts';
import { Live } from './live.svelte.ts';
import { memoryFor } from './preflight.ts';
import type { SettingsView } from './settings.svelte.ts';
import { attempt, toasts } from './toasts.svelte.ts';

export type ModelItem = {
  entry: CatalogueEntry;
  state: ModelState;
  isInUse: boolean;
  /** Why it cannot run here; null where it can. */
  obstacle: 'webgpu' | 'memory' | null;
};

/** What stands in the way of a download: the person has not asked the host, is asking, or has its offer before them. */
export type Consent = { entry: CatalogueEntry; host: string } & (
  | { kind: 'unasked' }
  | { kind: 'asking' }
  | { kind: 'offered'; offer: ModelOffer; sizeBytes: number; freeBytes: number }
);

export type ModelsPorts = {
  models: Models;
  settings: SettingsView;
  storage: Pick<StorageService, 'state'>;
  capabilities: Pick<Capabilities, 'webGpu' | 'isPhone' | 'memoryGb'>;
  packs: Pick<ModelPacks, 'pack' | 'add'>;
  /** Where a model would run now, and why there. */
  place(id: string): DeviceChoice & { threads: number };
  /** Measures the built-in model on this device. */
  trial(signal: AbortSignal): Promise<Trial>;
  /** Hands a file to the person. */
  save(file: { blob: Blob; fileName: string }): void;
};

const recommendedId = 'whisper-base';

/** The speech models, and the way to get one. Nothing is fetched before the person has said yes to exactly that. */
export class ModelsView {
  readonly #states: Live<ReadonlyMap<string, ModelState> | null>;
  #consent = $state.raw<Consent | null>(null);
  #checking = $state.raw<{ id: string; isDone: boolean } | null>(null);
  #asking: AbortController | null = null;
  #adding = $state.raw<{ fraction: number | null } | null>(null);
  #packing = $state<string | null>(null);
  #isMeasuring = $state(false);
  #trial = $state.raw<Trial | null>(null);
  readonly #recommendedId = $derived.by(() => {
    if (this.#trial === null) return recommendedId;
    const fits = this.items.map(({ entry, obstacle }) => ({
      entry,
      isPossible: obstacle === null && !entry.needsWebGpu && entry.family === 'whisper',
    }));
    return recommend(this.#trial, fits)?.id;
  });

  readonly items: readonly ModelItem[] = $derived.by(() =>
    this.ports.models.entries.map((entry) => this.#item(entry, this.ports.settings.current)),
  );

  constructor(private readonly ports: ModelsPorts) {
    this.#states = new Live<ReadonlyMap<string, ModelState> | null>(ports.models.watch(), null);
  }

  get consent(): Consent | null {
    return this.#consent;
  }

  /** The model whose files are being hashed, or were last found right. */
  get checking(): { id: string; isDone: boolean } | null {
    return this.#checking;
  }

  isRecommended = ({ id }: CatalogueEntry): boolean => id === this.#recommendedId;

  get adding(): { fraction: number | null } | null {
    return this.#adding;
  }

  get packing(): string | null {
    return this.#packing;
  }

  get isMeasuring(): boolean {
    return this.#isMeasuring;
  }

  get hasTrial(): boolean {
    return this.#trial !== null;
  }

  use = ({ id }: CatalogueEntry): Promise<boolean> => this.ports.settings.change('transcription', { modelId: id });

  /** Opens the question; the host is not contacted yet. */
  consider = (entry: CatalogueEntry): void => {
    this.#consent = { kind: 'unasked', entry, host: hostName(this.ports.settings.current.network.modelHost) };
  };

  /** Asks the host for size and checksums. */
  ask = async (): Promise<void> => {
    const consent = this.#consent;
    if (!consent) return;
    const { entry, host } = consent;
    this.#asking = new AbortController();
    this.#consent = { kind: 'asking', entry, host };
    try {
      const offer = await this.ports.models.resolve(entry.id, this.#asking.signal);
      const { quotaBytes, usageBytes } = await this.ports.storage.state();
      if (this.#asking.signal.aborted) return;
      const sizeBytes = offer.files.reduce((sum, file) => sum + file.sizeBytes, 0);
      this.#consent = { kind: 'offered', entry, host, offer, sizeBytes, freeBytes: quotaBytes - usageBytes };
    } catch (error) {
      if (isAbort(error)) return;
      this.#consent = null;
      toasts.error(error);
    }
  };

  /** Downloads exactly what was offered, and uses it from then on. */
  agree = async (): Promise<void> => {
    const consent = this.#consent;
    if (consent?.kind !== 'offered') return;
    const { entry, offer } = consent;
    this.#consent = null;
    const { signal } = new AbortController();
    try {
      await this.ports.models.download(entry.id, offer, signal);
      await this.use(entry);
      toasts.done(en.settings.models.downloaded(entry.label));
    } catch (error) {
      if (isAbort(error)) return;
      toasts.error(error, { label: en.shell.retry, run: () => this.consider(entry) });
    }
  };

  dismiss = (): void => {
    this.#asking?.abort();
    this.#consent = null;
  };

  /** What came is kept. */
  pause = ({ id }: CatalogueEntry): void => this.ports.models.pause(id);

  /** Goes on with what was agreed to before, and uses it from then on. */
  resume = async (entry: CatalogueEntry): Promise<void> => {
    try {
      await this.ports.models.resume(entry.id, new AbortController().signal);
      await this.use(entry);
      toasts.done(en.settings.models.downloaded(entry.label));
    } catch (error) {
      if (!isAbort(error)) toasts.error(error);
    }
  };

  /** Takes a model in from files, a folder or one pack, and uses it. */
  sideload = async (files: readonly File[], id: string | null): Promise<boolean> => {
    this.#adding = { fraction: null };
    const tell = ({ receivedBytes, totalBytes }: { receivedBytes: number; totalBytes: number }) =>
      (this.#adding = { fraction: totalBytes > 0 ? receivedBytes / totalBytes : null });
    const isAdded = await attempt(async () => {
      const added = await this.ports.packs.add(files, id, tell, new AbortController().signal);
      await this.ports.settings.change('transcription', { modelId: added });
      const label = this.ports.models.entries.find((entry) => entry.id === added)?.label ?? added;
      toasts.done(en.settings.models.downloaded(label));
    });
    this.#adding = null;
    return isAdded;
  };

  /** Saves a model as one file, for a device without a network. */
  savePack = async (entry: CatalogueEntry): Promise<void> => {
    this.#packing = entry.id;
    await attempt(async () => this.ports.save(await this.ports.packs.pack(entry.id)));
    this.#packing = null;
  };

  /** Lets the built-in model show how fast this device is. */
  measure = async (): Promise<void> => {
    this.#isMeasuring = true;
    await attempt(async () => {
      this.#trial = await this.ports.trial(new AbortController().signal);
    });
    this.#isMeasuring = false;
  };

  /** Where the model in use runs, and why there; null for one that is no model of the catalogue. */
  get place(): (DeviceChoice & { threads: number }) | null {
    const { modelId } = this.ports.settings.current.transcription;
    return this.ports.models.entries.some(({ id }) => id === modelId) ? this.ports.place(modelId) : null;
  }

  /** About how long an hour of speech would take; null before it was measured, and for families that were not. */
  minutes = (entry: CatalogueEntry): number | null => {
    const isUnknown = entry.needsWebGpu || entry.family !== 'whisper' || this.#trial === null;
    return isUnknown ? null : minutesForAnHour(this.#trial!, entry);
  };

  /** Deletes a downloaded model; where it was in use, the built-in one takes its place. */
  remove = async (entry: CatalogueEntry): Promise<void> => {
    if (!(await attempt(() => this.ports.models.remove(entry.id)))) return;
    const builtIn = this.ports.models.entries.find(({ source }) => source === 'built-in');
    if (this.ports.settings.current.transcription.modelId === entry.id && builtIn) await this.use(builtIn);
  };

  /** Hashes every file again. */
  verify = async ({ id }: CatalogueEntry): Promise<void> => {
    this.#checking = { id, isDone: false };
    let isWhole = false;
    await attempt(async () => (isWhole = await this.ports.models.verify(id, new AbortController().signal)));
    this.#checking = isWhole ? { id, isDone: true } : null;
  };

  #item(entry: CatalogueEntry, settings: Settings): ModelItem {
    const { capabilities } = this.ports;
    const isTooLarge = !memoryFor(entry, capabilities).isEnough;
    const obstacle = entry.needsWebGpu && !capabilities.webGpu ? 'webgpu' : isTooLarge ? 'memory' : null;
    return {
      entry,
      state: this.#states.current?.get(entry.id) ?? { kind: 'absent' },
      isInUse: settings.transcription.modelId === entry.id,
      obstacle,
    };
  }
}

const hostName = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);
