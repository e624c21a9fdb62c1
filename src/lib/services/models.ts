import { AppError } from '$lib/core/errors.ts';
import { Watched } from '$lib/core/watched.ts';
import type { CatalogueEntry, Dtypes, ModelManifest, ModelOffer, ModelRef, ModelState } from '$lib/domain/model.ts';
import type { DeviceReason } from '$lib/domain/device-choice.ts';
import { isOpenPath } from '$lib/domain/model-paths.ts';
import type { ModelFetcher, ModelStore, Watchable } from '$lib/domain/ports.ts';

type Device = ModelRef['device'];
type States = ReadonlyMap<string, ModelState>;

export type ModelsPorts = {
  entries: readonly CatalogueEntry[];
  /** Paths of the files a model needs with these weights. */
  filesFor: (entry: CatalogueEntry, dtypes: Dtypes) => readonly string[];
  fetcher: ModelFetcher;
  store: ModelStore;
  /** The model host the person has set. */
  host: () => string;
  /** On which devices this browser can run a model. */
  devices: () => readonly Device[];
  /** The model that ships with the app; `base` is its path on our origin, with slashes at both ends. */
  builtIn: { id: string; base: string; loadManifest(): Promise<ModelManifest> };
};

/**
 * Which models there are, and the way to get one. Consent is the shape of it: `resolve` asks the host (and only it) what
 * would come, and `download` takes nothing but such an offer. Nothing else here reaches the network.
 */
export class Models {
  readonly entries: readonly CatalogueEntry[];
  readonly #states = new Watched<States>(new Map());
  readonly #offers = new WeakSet<ModelOffer>();
  readonly #downloads = new Map<string, AbortController>();
  /** What was agreed to last, by model, and which of these were paused. */
  readonly #offered = new Map<string, ModelOffer>();
  readonly #paused = new Map<string, ModelOffer>();
  readonly #received = new Map<string, number>();

  constructor(private readonly ports: ModelsPorts) {
    this.entries = ports.entries;
  }

  /** Reads what is on the device; call once at start. */
  async load(): Promise<void> {
    const states = await Promise.all(this.entries.map(async ({ id }) => [id, await this.#read(id)] as const));
    this.#states.set(new Map(states));
  }

  isReady(id: string): boolean {
    return this.#states.current.get(id)?.kind === 'ready';
  }

  watch(): Watchable<States> {
    return this.#states;
  }

  /** Asks the model host for commit, sizes and hashes. Throws `model/…`. */
  async resolve(id: string, signal: AbortSignal): Promise<ModelOffer> {
    const entry = this.#hosted(id);
    const source = { host: this.ports.host(), repository: entry.repository };
    const offer = { ...(await this.ports.fetcher.resolve(source, this.#paths(entry), signal)), id };
    this.#offers.add(offer);
    return offer;
  }

  /** Downloads what `resolve` offered and the person accepted. Throws `model/…`, `storage/full`. */
  async download(id: string, offer: ModelOffer, signal: AbortSignal): Promise<void> {
    const entry = this.#hosted(id);
    if (!this.#offers.has(offer) || offer.id !== id) {
      throw new AppError('network/blocked', { message: 'A model is downloaded only as it was offered.' });
    }
    const stopping = new AbortController();
    this.#paused.delete(id);
    this.#downloads.get(id)?.abort();
    this.#downloads.set(id, stopping);
    this.#offered.set(id, offer);
    try {
      const manifest = await this.#fetch(entry, offer, AbortSignal.any([signal, stopping.signal]));
      await this.ports.store.saveManifest(manifest);
    } finally {
      if (this.#downloads.get(id) === stopping) this.#downloads.delete(id);
      await this.#refresh(id);
    }
  }

  /** Stops a download; what came is kept, and `resume` goes on from there. */
  pause(id: string): void {
    const offer = this.#offered.get(id);
    if (offer) this.#paused.set(id, offer);
    this.#downloads.get(id)?.abort();
  }

  /** Goes on with a download that was paused: the person agreed to this very offer. Throws as `download` does. */
  async resume(id: string, signal: AbortSignal): Promise<void> {
    const offer = this.#paused.get(id);
    if (!offer) throw new AppError('model/missing', { detail: { id } });
    await this.download(id, offer, signal);
  }

  /** Reads again what there is of a model: another part of the app has changed it. */
  refresh(id: string): Promise<void> {
    return this.#refresh(id);
  }

  /** Removes a downloaded model; the built-in one stays. */
  async remove(id: string): Promise<void> {
    this.#hosted(id);
    this.#downloads.get(id)?.abort();
    this.#paused.delete(id);
    await this.ports.store.remove(id);
    await this.#refresh(id);
  }

  /** Hashes every file again. @returns false where a byte is missing or wrong; the model counts as damaged then */
  async verify(id: string, signal: AbortSignal): Promise<boolean> {
    if (id === this.ports.builtIn.id) return true;
    const manifest = await this.ports.store.manifest(id);
    if (!manifest) return false;
    const isWhole = await this.ports.store.verify(manifest, true, signal);
    this.#put(id, isWhole ? ready(manifest) : { kind: 'damaged', manifest });
    return isWhole;
  }

  /** Where the speech engine finds a model; `reason` says why the device was wished for. Throws `model/missing`; never fetches. */
  async refFor(id: string, wished: Device, reason?: DeviceReason): Promise<ModelRef> {
    const entry = this.#entry(id);
    const { builtIn, store } = this.ports;
    if (id === builtIn.id) {
      const { revision } = await builtIn.loadManifest();
      const place = { home: 'origin', base: builtIn.base } as const;
      return { id, revision, ...place, dtype: entry.dtype[wished], device: wished, ...(reason && { reason }) };
    }
    const manifest = await store.manifest(id);
    // Files somebody added by hand may be those for the processor alone.
    const able = [wished, ...(entry.needsWebGpu ? [] : (['wasm'] as const))];
    const device = manifest && able.find((each) => this.#covers(entry, entry.dtype[each], manifest));
    if (!manifest || !device) throw new AppError('model/missing', { detail: { id } });
    const dtype = entry.dtype[device];
    const isThere = await store.verify(manifest, false, new AbortController().signal);
    if (!isThere) {
      this.#put(id, { kind: 'damaged', manifest });
      throw new AppError('model/corrupt', { detail: { id } });
    }
    const place = { revision: manifest.revision, base: store.folder(id, manifest.revision) };
    const wayOut = entry.needsWebGpu ? { needsCard: true } : { fallbackDtype: entry.dtype.wasm };
    const why = device === wished ? reason : 'weights';
    return {
      id,
      ...place,
      home: 'opfs',
      dtype,
      device,
      ...(why && { reason: why }),
      ...(device === 'webgpu' && wayOut),
    };
  }

  #entry(id: string): CatalogueEntry {
    const entry = this.entries.find((each) => each.id === id);
    if (!entry) throw new AppError('model/unavailable', { detail: { id } });
    return entry;
  }

  #hosted(id: string): CatalogueEntry {
    const entry = this.#entry(id);
    if (entry.source !== 'host') throw new AppError('model/unavailable', { detail: { id } });
    return entry;
  }

  /** Files for every device it can run on here: falling back from one to the other must not need the network. */
  #paths(entry: CatalogueEntry): string[] {
    const devices = this.ports.devices().filter((device) => device === 'webgpu' || !entry.needsWebGpu);
    return [...new Set(devices.flatMap((device) => this.ports.filesFor(entry, entry.dtype[device])))];
  }

  #covers(entry: CatalogueEntry, dtype: Dtypes, manifest: ModelManifest): boolean {
    const needed = this.ports.filesFor(entry, dtype).filter((path) => !isOpenPath(path));
    return needed.every((path) => manifest.files.some((file) => file.path === path));
  }

  #fetch(entry: CatalogueEntry, offer: ModelOffer, signal: AbortSignal): Promise<ModelManifest> {
    const totalBytes = offer.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    this.#put(entry.id, { kind: 'downloading', receivedBytes: 0, totalBytes });
    const source = { host: this.ports.host(), repository: entry.repository };
    const tell = ({ receivedBytes }: { receivedBytes: number }) => {
      this.#received.set(entry.id, receivedBytes);
      this.#put(entry.id, { kind: 'downloading', receivedBytes, totalBytes });
    };
    return this.ports.fetcher.download(source, offer, tell, signal);
  }

  async #read(id: string): Promise<ModelState> {
    const { builtIn, store } = this.ports;
    // Without its files the app still opens, and says what is missing.
    if (id === builtIn.id) return builtIn.loadManifest().then(ready, (): ModelState => ({ kind: 'absent' }));
    const manifest = await store.manifest(id);
    if (!manifest) return this.#absent(id);
    const isThere = await store.verify(manifest, false, new AbortController().signal);
    return isThere ? ready(manifest) : { kind: 'damaged', manifest };
  }

  #absent(id: string): ModelState {
    const offer = this.#paused.get(id);
    if (!offer) return { kind: 'absent' };
    const totalBytes = offer.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    return { kind: 'paused', receivedBytes: this.#received.get(id) ?? 0, totalBytes };
  }

  async #refresh(id: string): Promise<void> {
    this.#put(id, await this.#read(id));
  }

  #put(id: string, state: ModelState): void {
    this.#states.set(new Map(this.#states.current).set(id, state));
  }
}

const ready = (manifest: ModelManifest): ModelState => ({
  kind: 'ready',
  manifest,
  sizeBytes: manifest.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
});
