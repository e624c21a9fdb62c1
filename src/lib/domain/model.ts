import * as v from 'valibot';
import type { DeviceReason } from './device-choice.ts';

/**
 * What a model's `config.json` calls it (`model_type`). Whisper is heard by our own loop, the others by the library's
 * pipeline.
 */
export const modelFamilies = ['whisper', 'moonshine', 'parakeet_ctc', 'cohere_asr'] as const;
export type ModelFamily = (typeof modelFamilies)[number];

/** One speech model a person can choose. Sizes, revisions and hashes are facts fetched from the host, never written here. */
export type CatalogueEntry = {
  id: string;
  /** `built-in` ships with the app; `host` is fetched from the model host after consent. */
  source: 'built-in' | 'host';
  /** Repository on the model host, or the path under `static/` of a built-in model's `manifest.json`. */
  repository: string;
  label: string;
  family: ModelFamily;
  languages: 'english' | 'multilingual';
  licence: string;
  /** Parameters in millions, as its makers state. */
  parametersMillion: number;
  /** Which weight files to take, by device. */
  dtype: { wasm: Dtypes; webgpu: Dtypes };
  /** Set where it is unusable without a GPU. */
  needsWebGpu: boolean;
  /** A demo only: said plainly wherever it is offered. */
  isDemo: boolean;
};

export type Dtype = 'fp32' | 'fp16' | 'q8' | 'q4f16';
export type Dtypes = { encoder: Dtype; decoder: Dtype };

/** The exact files of one model at one revision. For a hosted model: as the host said at the moment of consent. */
export const modelManifestSchema = v.object({
  id: v.string(),
  revision: v.string(),
  /** ISO 8601, when these facts were fetched. */
  fetchedAt: v.string(),
  files: v.array(
    v.object({
      path: v.string(),
      sizeBytes: v.number(),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});
export type ModelManifest = v.InferOutput<typeof modelManifestSchema>;

/**
 * What a host says it would send, shown to the person before anything is downloaded. It gives a SHA-256 for large files
 * only; a small one is checked against its git hash and its SHA-256 taken when it is downloaded.
 */
export type OfferedFile = {
  path: string;
  sizeBytes: number;
  sha256: string | null;
  /** SHA-1 over `blob SIZE\0CONTENT`, as git names content. */
  gitSha1?: string | null;
};
export type ModelOffer = Omit<ModelManifest, 'files'> & { files: readonly OfferedFile[] };

export type ModelState =
  | { kind: 'absent' }
  | { kind: 'downloading'; receivedBytes: number; totalBytes: number }
  | { kind: 'paused'; receivedBytes: number; totalBytes: number }
  | { kind: 'ready'; manifest: ModelManifest; sizeBytes: number }
  | { kind: 'damaged'; manifest: ModelManifest };

/** Where the speech worker finds the bytes of one model. */
export type ModelRef = {
  id: string;
  revision: string;
  /** `origin`: fetch from `base` on our own origin. `opfs`: read from that OPFS folder. `server`: the person's own runs it. */
  home: 'origin' | 'opfs' | 'server';
  /** Path with a trailing slash. */
  base: string;
  dtype: Dtypes;
  device: 'wasm' | 'webgpu';
  /** Why that device. */
  reason?: DeviceReason;
  /** Weights for the processor, where those for the card are others. */
  fallbackDtype?: Dtypes;
  /** True where the processor is no way out: the model is too large for it. */
  needsCard?: boolean;
};

/** OPFS folder of one revision of a downloaded model; an id or revision is one name, whatever it holds. */
export const modelFolder = (id: string, revision: string): string =>
  `models/${encodeURIComponent(id)}/${encodeURIComponent(revision)}/`;
