import { newId } from '$lib/core/ids.ts';
import type { Marker } from '$lib/domain/recording.ts';

export type MarkersPorts = {
  /** As they are stored, in the order of time. */
  stored(): readonly Marker[];
  save(markers: readonly Marker[]): Promise<void>;
  /** Where it is listened to, in seconds. */
  seconds(): number;
};

/** The places somebody marked in a recording, while it was made or later. Changes go to the library; what is shown comes from it. */
export class Markers {
  constructor(private readonly ports: MarkersPorts) {}

  get all(): readonly Marker[] {
    return this.ports.stored();
  }

  /** Marks where it is listened to. */
  async add(): Promise<Marker> {
    const at = Math.round(this.ports.seconds() * 100) / 100;
    const marker = { id: newId(), at, note: '' };
    await this.ports.save([...this.all, marker]);
    return marker;
  }

  annotate(id: string, note: string): Promise<void> {
    return this.ports.save(this.all.map((marker) => (marker.id === id ? { ...marker, note } : marker)));
  }

  remove(id: string): Promise<void> {
    return this.ports.save(this.all.filter((marker) => marker.id !== id));
  }
}
