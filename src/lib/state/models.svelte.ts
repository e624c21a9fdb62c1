import { isAbort } from '$lib/core/errors.ts';
import type { CatalogueEntry, ModelOffer, ModelState } from '$lib/domain/model.ts';
import type { Capabilities } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { en } from '$lib/i18n/en.ts';
import type { Models } from '$lib/services/models.ts';
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
};

const recommendedId = 'whisper-base';

/** The speech models, and the way to get one. Nothing is fetched before the person has said yes to exactly that. */
export class ModelsView {
  readonly #states: Live<ReadonlyMap<string, ModelState> | null>;
  #consent = $state.raw<Consent | null>(null);
  #checking = $state.raw<{ id: string; isDone: boolean } | null>(null);
  #asking: AbortController | null = null;

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

  isRecommended = ({ id }: CatalogueEntry): boolean => id === recommendedId;

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
      toasts.error(error, { label: en.shell.retry, run: () => this.consider(entry) });
    }
  };

  dismiss = (): void => {
    this.#asking?.abort();
    this.#consent = null;
  };

  cancel = ({ id }: CatalogueEntry): void => this.ports.models.cancel(id);

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
