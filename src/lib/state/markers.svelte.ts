import { newId } from '$lib/core/ids.ts';
import type { Marker } from '$lib/domain/recording.ts';

export type MarkersPorts = {
  /** As they are stored, in the order of time. */
  stored(): readonly Marker[];
  save(markers: readonly Marker[]): Promise<void>;
  /** Where it is listened to, in seconds. */
  seconds(): number;
};

/** The places somebody marked in a recording, while it was made or later. Changes are shown at once and go to the library. */
export class Markers {
  /** As changed here: what comes back from the library may be a change behind. */
  #own = $state.raw<readonly Marker[] | null>(null);
  #pending = $state(0);
  #hasFailed = $state(false);

  constructor(private readonly ports: MarkersPorts) {}

  get all(): readonly Marker[] {
    return this.#own ?? this.ports.stored();
  }

  /** Whether the last change is in the library; null where nothing was changed here. */
  get saveState(): 'saving' | 'saved' | 'failed' | null {
    if (this.#pending > 0) return 'saving';
    if (this.#hasFailed) return 'failed';
    return this.#own === null ? null : 'saved';
  }

  /** Marks where it is listened to. */
  async add(): Promise<Marker> {
    const at = Math.round(this.ports.seconds() * 100) / 100;
    const marker = { id: newId(), at, note: '' };
    await this.#change([...this.all, marker].sort((one, two) => one.at - two.at));
    return marker;
  }

  /** Marks these places, but none within a second of one that is marked. Tells how many were. */
  async addAll(places: readonly Pick<Marker, 'at' | 'note'>[]): Promise<number> {
    const added = places.filter(({ at }) => !this.all.some((known) => Math.abs(known.at - at) < 1));
    const made = added.map((place) => ({ ...place, id: newId() }));
    await this.#change([...this.all, ...made].sort((one, two) => one.at - two.at));
    return added.length;
  }

  annotate(id: string, note: string): Promise<void> {
    return this.#change(this.all.map((marker) => (marker.id === id ? { ...marker, note } : marker)));
  }

  remove(id: string): Promise<void> {
    return this.#change(this.all.filter((marker) => marker.id !== id));
  }

  async #change(markers: readonly Marker[]): Promise<void> {
    this.#own = markers;
    this.#pending++;
    try {
      await this.ports.save(markers);
      this.#hasFailed = false;
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    } finally {
      this.#pending--;
    }
  }
}
