import { AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import type { OfferedFile } from '$lib/domain/model.ts';
import { closedPaths } from '$lib/domain/model-paths.ts';
import type { ModelFetcher } from '$lib/domain/ports.ts';
import { parseAddress } from '../address.ts';
import { ask, type Answer } from './request.ts';

/** One file as the host's API lists it: `lfs` for large files only, `blobId` is the git name of a small one. */
type Sibling = { rfilename?: unknown; size?: unknown; blobId?: unknown; lfs?: { sha256?: unknown; size?: unknown } };
type RepositoryInfo = { sha?: unknown; siblings?: unknown };

const isHex = (value: unknown, digits: number): value is string =>
  typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);

/** A model host's address without its trailing slash. */
export const hostAddress = (host: string): string => {
  const url = parseAddress(host);
  if (!url) throw new AppError('model/unavailable', { message: 'The model host is no https address.' });
  return url.href.replace(/\/+$/, '');
};

export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** No network, or the host does not let pages ask it: a browser does not say which. */
export const networkFailure = (error: unknown): AppError =>
  error instanceof TypeError || (error instanceof Error && error.name === 'Silence')
    ? new AppError('model/offline', { cause: error, message: error.message })
    : toAppError(error, 'model/download-failed');

/** Missing, private or gated is one thing, a host in trouble another. */
export const refuse = (status: number): AppError => {
  const isGone = [401, 403, 404, 410].includes(status);
  return new AppError(isGone ? 'model/unavailable' : 'model/download-failed', { detail: { status } });
};

const readJson = async (answer: Answer): Promise<RepositoryInfo> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.chunks()) text += decoder.decode(chunk, { stream: true });
  try {
    return JSON.parse(text) as RepositoryInfo;
  } catch (error) {
    throw new AppError('model/download-failed', { cause: error, message: 'The model host gave no list of files.' });
  }
};

const readFile = (path: string, siblings: readonly Sibling[]): OfferedFile => {
  const found = siblings.find(({ rfilename }) => rfilename === path);
  const sizeBytes = found?.lfs?.size ?? found?.size;
  if (!found || typeof sizeBytes !== 'number') throw new AppError('model/unavailable', { detail: { path } });
  const sha256 = isHex(found.lfs?.sha256, 64) ? found.lfs.sha256 : null;
  const gitSha1 = !found.lfs && isHex(found.blobId, 40) ? found.blobId : null;
  if (!sha256 && !gitSha1)
    throw new AppError('model/unavailable', { message: 'No hash to check by.', detail: { path } });
  return { path, sizeBytes, sha256, gitSha1 };
};

/**
 * Asks the host for the newest commit of a repository, and the size and hash of each wanted file at it.
 * Source: the Hub API, `GET /api/models/REPO/revision/main?blobs=true` (`sha`, `siblings[].rfilename|size|blobId|lfs`).
 */
export const resolve: ModelFetcher['resolve'] = async ({ host, repository }, paths, signal) => {
  try {
    const url = `${hostAddress(host)}/api/models/${encodePath(repository)}/revision/main?blobs=true`;
    const answer = await ask(url, signal);
    if (!answer.response.ok) throw refuse(answer.response.status);
    const { sha, siblings } = await readJson(answer);
    if (!isHex(sha, 40) || !Array.isArray(siblings)) {
      throw new AppError('model/download-failed', { message: 'The model host gave no commit.' });
    }
    const present = (siblings as Sibling[]).flatMap(({ rfilename }) =>
      typeof rfilename === 'string' ? [rfilename] : [],
    );
    const files = closedPaths(paths, present).map((path) => readFile(path, siblings as Sibling[]));
    return { id: repository, revision: sha, fetchedAt: new Date().toISOString(), files };
  } catch (error) {
    throw isAbort(error) ? error : networkFailure(error);
  }
};
