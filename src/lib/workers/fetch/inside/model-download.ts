import { AppError, isAbort, isQuota, toAppError } from '$lib/core/errors.ts';
import { modelFolder, type ModelManifest, type ModelOffer, type OfferedFile } from '$lib/domain/model.ts';
import type { Download, ModelFetcher } from '$lib/domain/ports.ts';
import { Digest } from './digest.ts';
import { encodePath, hostAddress, networkFailure, refuse } from './model-host.ts';
import { findFile, openFolder, PartFile, removeFile } from './part-file.ts';
import { ask, throttled } from './request.ts';

/** A connection cut off this often without a single new byte is given up; what came is kept for the next time. */
const fruitlessTries = 3;

type Source = { url: string; path: string; file: OfferedFile };
type Tell = (receivedBytes: number) => void;

/**
 * [Note: A bad byte never runs] A model file is written under a temporary name, hashed as it comes, and renamed only when
 * its hash is the one the host named before the download. A file under its own name is therefore whole.
 */
export const download: ModelFetcher['download'] = ({ host, repository }, offer, onProgress, signal) =>
  navigator.locks.request(`model:${offer.id}`, { signal }, async (): Promise<ModelManifest> => {
    try {
      return await fetchAll(`${hostAddress(host)}/${encodePath(repository)}`, offer, onProgress, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      throw isQuota(error) ? toAppError(error) : networkFailure(error);
    }
  }) as Promise<ModelManifest>;

const fetchAll = async (
  repositoryUrl: string,
  offer: ModelOffer,
  onProgress: (progress: Download) => void,
  signal: AbortSignal,
): Promise<ModelManifest> => {
  const folder = modelFolder(offer.id, offer.revision);
  const totalBytes = offer.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const tell = throttled(onProgress);
  const files: ModelManifest['files'] = [];
  let doneBytes = 0;
  for (const file of offer.files) {
    const url = `${repositoryUrl}/resolve/${offer.revision}/${encodePath(file.path)}`;
    const source: Source = { url, path: folder + file.path, file };
    const sha256 = await obtain(
      source,
      (received) => tell({ receivedBytes: doneBytes + received, totalBytes }),
      signal,
    );
    files.push({ path: file.path, sizeBytes: file.sizeBytes, sha256 });
    doneBytes += file.sizeBytes;
  }
  onProgress({ receivedBytes: totalBytes, totalBytes });
  await dropOtherRevisions(offer);
  return { id: offer.id, revision: offer.revision, fetchedAt: offer.fetchedAt, files };
};

/** The file's SHA-256 once it lies whole in OPFS. */
const obtain = async (source: Source, tell: Tell, signal: AbortSignal): Promise<string> => {
  const kept = await findFile(source.path);
  if (kept) {
    const sha256 = await hashKept(kept, source.file, signal);
    if (sha256) return sha256;
    await removeFile(source.path);
  }
  const part = await PartFile.open(source.path);
  const digest = await Digest.of(source.file);
  let sha256: string | undefined;
  try {
    const resumedFrom = part.sizeBytes;
    sha256 = await fill(source, { part, digest, tell }, signal);
    // An earlier try may have left bytes of a liar (a sign-in page, say): once more, from the first byte.
    if (!sha256 && resumedFrom > 0) {
      part.empty();
      sha256 = await fill(source, { part, digest, tell }, signal);
    }
    if (!sha256) part.empty();
  } finally {
    part.close();
  }
  if (!sha256) throw new AppError('model/corrupt', { detail: { path: source.file.path } });
  await part.publish();
  return sha256;
};

const hashKept = async (kept: File, file: OfferedFile, signal: AbortSignal): Promise<string | undefined> => {
  if (kept.size !== file.sizeBytes) return undefined;
  const digest = await Digest.of(file);
  const reader = kept.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    signal.throwIfAborted();
    digest.update(piece.value);
  }
  return digest.finish();
};

type Writing = { part: PartFile; digest: Digest; tell: Tell };

/** Fetches the rest of a file, again where the connection is cut, and gives its hash if the content is right. */
const fill = async (source: Source, writing: Writing, signal: AbortSignal): Promise<string | undefined> => {
  const { part, digest } = writing;
  const { sizeBytes } = source.file;
  if (part.sizeBytes > sizeBytes) part.empty();
  digest.restart();
  digest.updateFrom(part);
  for (let tries = 0; part.sizeBytes < sizeBytes;) {
    const before = part.sizeBytes;
    const error = await fetchRest(source, writing, signal);
    if (part.sizeBytes > sizeBytes) return undefined;
    if (part.sizeBytes === before && ++tries >= fruitlessTries) throw error ?? cutOff(source);
  }
  return digest.finish();
};

const cutOff = ({ file }: Source) =>
  new AppError('model/download-failed', { message: 'The connection was cut off.', detail: { path: file.path } });

/** One request. A cut connection is given back, not thrown: the next request goes on from there. */
const fetchRest = async (source: Source, writing: Writing, signal: AbortSignal): Promise<unknown> => {
  const { part, digest, tell } = writing;
  const from = part.sizeBytes;
  const headers: Record<string, string> = from > 0 ? { Range: `bytes=${from}-` } : {};
  try {
    const { response, chunks } = await ask(source.url, signal, headers);
    if (response.status === 416) part.empty();
    else if (!response.ok) throw refuse(response.status);
    // A host that answers a range with the whole file starts over.
    if (from > 0 && response.status !== 206) {
      part.empty();
      digest.restart();
    }
    if (response.status === 416) return undefined;
    for await (const chunk of chunks()) {
      part.append(chunk);
      digest.update(chunk);
      tell(part.sizeBytes);
      if (part.sizeBytes > source.file.sizeBytes) return undefined;
    }
    return undefined;
  } catch (error) {
    if (isAbort(error) || isQuota(error) || error instanceof AppError) throw error;
    return error;
  }
};

/** Another commit's files of the same model are not needed once this one is whole. */
const dropOtherRevisions = async ({ id, revision }: ModelOffer): Promise<void> => {
  const folder = await openFolder(`models/${encodeURIComponent(id)}`);
  for await (const name of folder.keys()) {
    if (name !== encodeURIComponent(revision)) await folder.removeEntry(name, { recursive: true }).catch(() => {});
  }
};
