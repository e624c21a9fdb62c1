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

  constructor(private readonly ports: MarkersPorts) {}

  get all(): readonly Marker[] {
    return this.#own ?? this.ports.stored();
  }

  /** True while a change is on its way to the library. */
  get isSaving(): boolean {
    return this.#pending > 0;
  }

  get isChanged(): boolean {
    return this.#own !== null;
  }

  /** Marks where it is listened to. */
  async add(): Promise<Marker> {
    const at = Math.round(this.ports.seconds() * 100) / 100;
    const marker = { id: newId(), at, note: '' };
    await this.#change([...this.all, marker].sort((one, two) => one.at - two.at));
    return marker;
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
    } finally {
      this.#pending--;
    }
  }
}
