import type { ModelManifest, ModelOffer } from './model.ts';

export type Download = { receivedBytes: number; totalBytes: number | null };

/** A repository on a model host. */
export type ModelSource = { host: string; repository: string };

export interface ModelFetcher {
  /** Asks the host which files, sizes and hashes a repository has now. Called only after consent. */
  resolve(source: ModelSource, paths: readonly string[], signal: AbortSignal): Promise<ModelOffer>;
  /**
   * Fetches what is missing into OPFS, resuming, verifying each file against the offer, and gives the complete manifest
   * to verify against ever after. Throws `model/…`, `storage/full`.
   */
  download(
    source: ModelSource,
    offer: ModelOffer,
    onProgress: (progress: Download) => void,
    signal: AbortSignal,
  ): Promise<ModelManifest>;
}

/** The bytes of downloaded models, in OPFS. */
export interface ModelFiles {
  /** Every file present with its size; with `deep`, with its hash. */
  verify(manifest: ModelManifest, deep: boolean, signal: AbortSignal): Promise<boolean>;
  /** Removes every revision of the model. */
  remove(id: string): Promise<void>;
  /** OPFS folder of a model, with a trailing slash. */
  folder(id: string, revision: string): string;
}

/** Models taken in from files of the person's, and given out as such. */
export interface ModelPackFiles {
  /**
   * Writes all files of one revision, hashing each; `sha256` null where nobody knows it. Gives what was written. Throws
   * `model/corrupt` where a hash differs, `storage/full`; nothing stays then.
   */
  put(
    model: { id: string; revision: string },
    files: readonly { path: string; blob: Blob; sha256: string | null }[],
    onProgress: (writtenBytes: number) => void,
    signal: AbortSignal,
  ): Promise<ModelManifest['files']>;
  /** Throws `model/corrupt` where a file is missing or of another size. */
  read(manifest: ModelManifest): Promise<readonly { path: string; blob: Blob }[]>;
}

export interface ModelStore extends ModelFiles {
  manifest(id: string): Promise<ModelManifest | undefined>;
  saveManifest(manifest: ModelManifest): Promise<void>;
}
