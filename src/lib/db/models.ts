import { modelManifestSchema } from '$lib/domain/model.ts';
import { parseRow } from '$lib/domain/parse.ts';
import type { ModelFiles, ModelStore } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import type { Quarantine } from './quarantine.ts';
import type { Tables } from './tables.ts';

/** Manifests in Dexie, bytes where `files` keeps them. */
export const createModelStore = ({ models }: Tables, files: ModelFiles, quarantine: Quarantine): ModelStore => ({
  manifest: (id) =>
    storing(async () => {
      const row = await models.get(id);
      return row && quarantine.sift('models', [row], (each) => parseRow(modelManifestSchema, each))[0];
    }),
  saveManifest: (manifest) => storing(async () => void (await models.put(manifest))),
  verify: (manifest, deep, signal) => files.verify(manifest, deep, signal),
  folder: (id, revision) => files.folder(id, revision),
  remove: async (id) => {
    await files.remove(id);
    await storing(() => models.delete(id));
  },
});
