import { Watched } from '$lib/core/watched.ts';
import type { ArtifactName, Artifacts } from '$lib/domain/artifacts.ts';
import type { ArtifactStore, Watchable } from '$lib/domain/ports.ts';

type Shown = Artifacts[ArtifactName] | undefined;

/**
 * What is being made right now, shown over what is saved: the editor draws a draft while recognition still goes on. A
 * growing artifact is in memory only and gives way to the saved one.
 */
export class GrowingArtifacts {
  readonly #growing = new Map<string, Watched<Shown>>();

  publish(recordingId: string, name: ArtifactName, value: Artifacts[ArtifactName]): void {
    this.#of(recordingId, name).set(value);
  }

  /** The maker has ended: what was saved counts from now on; of one that was stopped, what it had come to stays. */
  end(recordingId: string, names: readonly ArtifactName[]): void {
    for (const name of names) this.#of(recordingId, name).set(undefined);
  }

  /** `store` with its live views showing what grows. */
  over(store: ArtifactStore): ArtifactStore {
    const watchLatest = <N extends ArtifactName>(recordingId: string, name: N) =>
      latestOf(store.watchLatest(recordingId, name), this.#of(recordingId, name) as Watched<Artifacts[N] | undefined>);
    return { ...store, watchLatest };
  }

  #of(recordingId: string, name: ArtifactName): Watched<Shown> {
    const key = `${recordingId}:${name}`;
    const watched = this.#growing.get(key) ?? new Watched<Shown>(undefined);
    this.#growing.set(key, watched);
    return watched;
  }
}

const latestOf = <T>(saved: Watchable<T | undefined>, growing: Watched<T | undefined>): Watchable<T | undefined> => ({
  subscribe: (onValue, onError) => {
    let last: T | undefined;
    const tell = () => onValue(growing.current ?? last);
    const ends = [
      saved.subscribe((value) => {
        last = value;
        tell();
      }, onError),
      growing.subscribe(tell),
    ];
    return { unsubscribe: () => ends.forEach((end) => end.unsubscribe()) };
  },
});
