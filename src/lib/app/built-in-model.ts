import * as v from 'valibot';
import { AppError } from '$lib/core/errors.ts';
import { modelManifestSchema, type ModelManifest } from '$lib/domain/model.ts';

const base = `/${__BUILT_IN_MODEL__.path}/`;
/** The file ships with the app: when its facts were fetched is the time of the build, which nobody asks. */
const shippedSchema = v.object({ ...modelManifestSchema.entries, fetchedAt: v.optional(v.string(), '') });

let loading: Promise<ModelManifest> | undefined;

const fetchManifest = async (): Promise<ModelManifest> => {
  const response = await fetch(`${base}manifest.json`).catch(() => undefined);
  const parsed = response?.ok ? v.safeParse(shippedSchema, await response.json()) : undefined;
  if (!parsed?.success) throw new AppError('model/missing', { detail: { id: __BUILT_IN_MODEL__.id } });
  return parsed.output;
};

const loadManifest = (): Promise<ModelManifest> =>
  (loading ??= fetchManifest().catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));

/** The model that ships with the app, as `services/models` wants it. */
export const builtInModel = { id: __BUILT_IN_MODEL__.id, base, loadManifest };
