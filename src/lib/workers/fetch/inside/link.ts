import { AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import type { Download, LinkFetcher } from '$lib/domain/ports.ts';
import { fileNameOf, parseAddress } from '../address.ts';
import { sniffBytes, sniffMedia } from '../sniff.ts';
import { openFolder, PartFile, removeFile } from './part-file.ts';
import { ask, throttled, type Answer } from './request.ts';

type Tell = (progress: Download) => void;

const folder = 'link-downloads';
/** Long past the moment the library has taken the bytes over. */
const staleMs = 60 * 60 * 1000;

/** A failure of the network as the page may know it: it cannot tell "no such host" from "the host forbids other pages". */
const unreachable = (error: unknown, host: string): AppError =>
  error instanceof TypeError || (error instanceof Error && error.name === 'Silence')
    ? new AppError('link/unreachable', { cause: error, message: error.message, detail: { host } })
    : toAppError(error, 'link/unreachable');

const check = ({ response }: Answer, maxBytes: number): number | null => {
  if (!response.ok) throw new AppError('link/refused', { detail: { status: response.status } });
  if (!parseAddress(response.url))
    throw new AppError('link/invalid', { message: 'It leads to an address we may not ask.' });
  const length = response.headers.get('Content-Length');
  const totalBytes = length === null || response.headers.has('Content-Encoding') ? null : Number(length);
  if (totalBytes !== null && totalBytes > maxBytes) throw tooLarge(totalBytes, maxBytes);
  return totalBytes;
};

const tooLarge = (sizeBytes: number, maxBytes: number) =>
  new AppError('link/too-large', { detail: { sizeBytes, maxBytes } });

/** What the bytes say they are; a page in disguise is refused as soon as its head is there. */
const typeOf = (file: PartFile): string => {
  const head = new Uint8Array(sniffBytes);
  const mime = sniffMedia(head.subarray(0, file.readAt(head, 0)));
  if (!mime) throw new AppError('link/not-media');
  return mime;
};

/** Downloads that a closed tab left behind. */
const sweep = async () => {
  const place = await openFolder(folder);
  for await (const [name, handle] of place.entries()) {
    if (handle.kind !== 'file') continue;
    const file = await (handle as FileSystemFileHandle).getFile().catch(() => undefined);
    if (file && Date.now() - file.lastModified > staleMs) await place.removeEntry(name).catch(() => {});
  }
};

/** Streams the body to disk; gives its type. */
const receive = async (answer: Answer, file: PartFile, maxBytes: number, onProgress: Tell): Promise<string> => {
  const totalBytes = check(answer, maxBytes);
  const tell = throttled(onProgress);
  for await (const chunk of answer.chunks()) {
    file.append(chunk);
    if (file.sizeBytes > maxBytes) throw tooLarge(file.sizeBytes, maxBytes);
    if (file.sizeBytes >= sniffBytes) typeOf(file);
    tell({ receivedBytes: file.sizeBytes, totalBytes });
  }
  onProgress({ receivedBytes: file.sizeBytes, totalBytes: file.sizeBytes });
  return typeOf(file);
};

export const fetchMedia: LinkFetcher['fetchMedia'] = async (url, maxBytes, onProgress, signal) => {
  const address = parseAddress(url);
  if (!address) throw new AppError('link/invalid');
  await sweep();
  const path = `${folder}/${newId()}`;
  try {
    const answer = await ask(address.href, signal);
    const file = await PartFile.open(path);
    const mime = await receive(answer, file, maxBytes, onProgress).finally(() => file.close());
    const blob = (await file.publish()).slice(0, undefined, mime);
    return { blob, fileName: fileNameOf(new URL(answer.response.url)), mime };
  } catch (error) {
    await removeFile(`${path}.part`);
    throw isAbort(error) ? error : unreachable(error, address.host);
  }
};
