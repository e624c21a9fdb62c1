import { downloadZip } from 'client-zip';
import { AppError } from '$lib/core/errors.ts';
import { closedPaths, isOpenPath } from '$lib/domain/model-paths.ts';
import { modelManifestSchema, type CatalogueEntry, type Dtypes, type ModelManifest } from '$lib/domain/model.ts';
import { parseRow } from '$lib/domain/parse.ts';
import type { ModelPackFiles, ModelStore } from '$lib/domain/ports.ts';
import { readZip } from './zip.ts';

export type PacksPorts = {
  entries: readonly CatalogueEntry[];
  filesFor: (entry: CatalogueEntry, dtypes: Dtypes) => readonly string[];
  devices: () => readonly ('wasm' | 'webgpu')[];
  store: Pick<ModelStore, 'manifest' | 'saveManifest'>;
  files: ModelPackFiles;
  /** Reads again what there is of a model. */
  refresh(id: string): Promise<void>;
  now?: () => Date;
};

type Progress = (done: { receivedBytes: number; totalBytes: number }) => void;
/** A file as it was chosen: its path where a folder was, else its name. */
type Chosen = { path: string; blob: Blob };

const manifestName = 'manifest.json';

/**
 * Models carried on a stick: written as one `.echopack` (a zip archive of the files and their manifest, unpacked sizes and
 * SHA-256 in it), and read from such a pack, from a folder, or from single files as a model host has them.
 */
export class ModelPacks {
  constructor(private readonly ports: PacksPorts) {}

  /** The model as a pack. Throws `model/missing`, `model/corrupt`. */
  async pack(id: string): Promise<{ blob: Blob; fileName: string }> {
    const manifest = await this.ports.store.manifest(id);
    if (!manifest) throw new AppError('model/missing', { detail: { id } });
    const files = await this.ports.files.read(manifest);
    const about = new Blob([JSON.stringify(manifest, null, 1)]);
    const parts = [{ path: manifestName, blob: about }, ...files];
    const zip = downloadZip(parts.map(({ path, blob }) => ({ name: path, input: blob, size: blob.size })));
    return { blob: new Blob([await zip.blob()], { type: 'application/zip' }), fileName: `${id}.echopack` };
  }

  /**
   * Takes a model in. One archive is unpacked; a manifest in it says which model it is and what each file must hash to.
   * Without one `id` says which model, and the files are checked only against being there. Gives the model's id. Throws
   * `model/pack-unreadable`, `model/corrupt`, `storage/full`.
   */
  async add(files: readonly File[], id: string | null, onProgress: Progress, signal: AbortSignal): Promise<string> {
    const chosen = await unpacked(files);
    const about = chosen.find(({ path }) => baseOf(path) === manifestName);
    const manifest = about && (await readManifest(about.blob));
    const entry = this.#entry(manifest?.id ?? id);
    const wanted = manifest ? manifest.files.map(({ path }) => path) : this.#wanted(entry, chosen);
    const found = wanted.map((path) => ({ path, blob: findFile(chosen, path) }));
    await assertFamily(entry, found.find(({ path }) => path === 'config.json')?.blob);
    const totalBytes = found.reduce((sum, { blob }) => sum + blob.size, 0);
    const revision = manifest?.revision ?? `local-${(this.ports.now?.() ?? new Date()).getTime().toString(36)}`;
    const expected = new Map(manifest?.files.map((file) => [file.path, file.sha256]));
    const put = found.map(({ path, blob }) => ({ path, blob, sha256: expected.get(path) ?? null }));
    const tell = (receivedBytes: number) => onProgress({ receivedBytes, totalBytes });
    const kept = await this.ports.files.put({ id: entry.id, revision }, put, tell, signal);
    const fetchedAt = manifest?.fetchedAt ?? (this.ports.now?.() ?? new Date()).toISOString();
    await this.ports.store.saveManifest({ id: entry.id, revision, fetchedAt, files: kept });
    await this.ports.refresh(entry.id);
    return entry.id;
  }

  #entry(id: string | null | undefined): CatalogueEntry {
    const entry = this.ports.entries.find((each) => each.id === id && each.source === 'host');
    if (entry) return entry;
    throw new AppError('model/pack-unreadable', { message: 'It says of no model we know.', detail: { id: id ?? '' } });
  }

  /** The files of the first device whose weights are all there. */
  #wanted(entry: CatalogueEntry, chosen: readonly Chosen[]): readonly string[] {
    const sets = this.ports.devices().map((device) => this.ports.filesFor(entry, entry.dtype[device]));
    const isThere = (path: string) => isOpenPath(path) || chosen.some((file) => isNamed(file, path));
    const whole = sets.filter((paths) => paths.every(isThere));
    if (whole.length > 0) {
      const wanted = whole.flat();
      return closedPaths(wanted, besideOf(wanted, chosen));
    }
    const missing = (sets[0] ?? []).filter((path) => !isThere(path));
    throw new AppError('model/pack-unreadable', { detail: { missing: missing.join(', ') } });
  }
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const isNamed = ({ path }: Chosen, wanted: string): boolean =>
  path === wanted || path.endsWith(`/${wanted}`) || path === baseOf(wanted);

/** Paths of chosen files that an open path may stand for: in the folder of that path, wherever they were chosen from. */
const besideOf = (wanted: readonly string[], chosen: readonly Chosen[]): string[] =>
  wanted
    .filter(isOpenPath)
    .flatMap((path) => chosen.map((file) => path.slice(0, path.lastIndexOf('/') + 1) + baseOf(file.path)))
    .sort();

const findFile = (chosen: readonly Chosen[], path: string): Blob => {
  const found = chosen.find((file) => isNamed(file, path));
  if (!found) throw new AppError('model/pack-unreadable', { detail: { missing: path } });
  return found.blob;
};

const unpacked = async (files: readonly File[]): Promise<Chosen[]> => {
  const [only] = files;
  if (files.length === 1 && only && /\.(echopack|zip)$/i.test(only.name)) {
    const entries = await readZip(only);
    const opened: Chosen[] = [];
    for (const { path, open } of entries) opened.push({ path, blob: await open() });
    return opened;
  }
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
};

/** Files of one family put in as another would fail much later, and in the dark. */
const assertFamily = async (entry: CatalogueEntry, config: Blob | undefined): Promise<void> => {
  const told = await config?.text().then(typeIn, () => undefined);
  if (told === undefined || told === entry.family) return;
  throw new AppError('model/other-family', { detail: { family: entry.family, told } });
};

const typeIn = (text: string): string | undefined => {
  try {
    const { model_type: told } = JSON.parse(text) as { model_type?: unknown };
    return typeof told === 'string' ? told : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined where the file of that name is a manifest of something else. */
const readManifest = async (blob: Blob): Promise<ModelManifest | undefined> => {
  if (blob.size > 1_000_000) return undefined;
  try {
    const parsed = parseRow(modelManifestSchema, JSON.parse(await blob.text()));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
};
