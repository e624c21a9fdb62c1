import { artifactSchemas } from '$lib/domain/artifact-schemas.ts';
import { isKeptOnce, type ArtifactName, type Artifacts } from '$lib/domain/artifacts.ts';
import { parseRow } from '$lib/domain/parse.ts';
import type { ArtifactLister, ArtifactStore } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import type { Quarantine } from './quarantine.ts';
import type { ArtifactRow, Tables } from './tables.ts';
import { watchable } from './watchable.ts';

export const createArtifactStore = (tables: Tables, quarantine: Quarantine): ArtifactStore & ArtifactLister => {
  const { artifacts, checkpoints } = tables;
  let lastSavedAt = 0;

  const open = <N extends ArtifactName>(name: N, row: ArtifactRow | undefined): Artifacts[N] | undefined => {
    const parse = ({ value }: ArtifactRow) => parseRow<unknown>(artifactSchemas[name], value);
    const [value] = quarantine.sift('artifacts', row ? [row] : [], parse);
    return value as Artifacts[N] | undefined;
  };

  const savedOf = (recordingId: string, name: ArtifactName) =>
    artifacts
      .where('[recordingId+name+savedAt]')
      .between([recordingId, name, -Infinity], [recordingId, name, Infinity]);

  /** From the index alone: a machine's layer of hours takes long to read. */
  const fingerprintsOf = async (recordingId: string, name: ArtifactName) =>
    (await savedOf(recordingId, name).primaryKeys()).map(([, , fingerprint]) => fingerprint);

  return {
    fingerprints: (recordingId, name) => storing(() => fingerprintsOf(recordingId, name)),
    watchFingerprint: (recordingId, name) => watchable(async () => (await fingerprintsOf(recordingId, name)).at(-1)),
    find: (recordingId, name, fingerprint) =>
      storing(async () => open(name, await artifacts.get([recordingId, name, fingerprint]))),
    save: (recordingId, name, fingerprint, value) =>
      storing(async () => {
        // Two saves within a millisecond still have an order.
        lastSavedAt = Math.max(Date.now(), lastSavedAt + 1);
        if (isKeptOnce(name)) await savedOf(recordingId, name).delete();
        await artifacts.put({ recordingId, name, fingerprint, savedAt: lastSavedAt, value });
      }),
    watchLatest: (recordingId, name) => watchable(async () => open(name, await savedOf(recordingId, name).last())),
    loadCheckpoint: (recordingId, fingerprint) =>
      storing(async () => (await checkpoints.get([recordingId, fingerprint]))?.state),
    saveCheckpoint: (recordingId, fingerprint, state) =>
      storing(async () => void (await checkpoints.put({ recordingId, fingerprint, state }))),
    dropCheckpoint: (recordingId, fingerprint) => storing(() => checkpoints.delete([recordingId, fingerprint])),
  };
};
