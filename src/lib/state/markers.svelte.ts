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

  constructor(private readonly ports: MarkersPorts) {}

  get all(): readonly Marker[] {
    return this.#own ?? this.ports.stored();
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

  #change(markers: readonly Marker[]): Promise<void> {
    this.#own = markers;
    return this.ports.save(markers);
  }
}
