import { AppError } from '$lib/core/errors.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import { wavHeader } from './wav-file.ts';

/** Where decoded sound lies in OPFS: `<folder>/0000.s16`, `0001.s16`, … Works on the page and in workers. */
export const segmentName = (index: number): string => `${String(index).padStart(4, '0')}.s16`;

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');

export const openFolder = async (path: string, options?: { create: boolean }): Promise<FileSystemDirectoryHandle> => {
  let folder = await navigator.storage.getDirectory();
  for (const part of parts(path)) folder = await folder.getDirectoryHandle(part, options);
  return folder;
};

const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

const isLocked = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NoModificationAllowedError';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A worker that was ended gives its files back a moment later. */
const lockTries = 40;
const lockPauseMs = 50;

/** Tries again for a moment while a file is locked. Throws `storage/locked` where it stays so. */
export const onceUnlocked = async <T>(open: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await open();
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (tries === lockTries) throw new AppError('storage/locked', { cause: error });
      await pause(lockPauseMs);
    }
  }
};

/** Removes a folder and all in it. One that is not there is fine. Throws `storage/locked` while somebody writes to it. */
export const removePcm = async (path: string): Promise<void> => {
  const names = parts(path);
  const last = names.pop();
  if (last === undefined) throw new AppError('unexpected', { message: 'A folder needs a name.' });
  try {
    await onceUnlocked(async () => (await openFolder(names.join('/'))).removeEntry(last, { recursive: true }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
};

const sizeOfSegment = (pcm: Pcm, index: number): number =>
  Math.min(pcm.samplesPerSegment, pcm.totalSamples - index * pcm.samplesPerSegment) * 2;

const segmentFiles = async (pcm: Pcm): Promise<File[]> => {
  const folder = await openFolder(pcm.folder);
  const files: File[] = [];
  for (let index = 0; index < pcm.sealed; index++) {
    files.push(await (await folder.getFileHandle(segmentName(index))).getFile());
  }
  return files;
};

/** True while every segment is there with its full size. */
export const hasPcm = async (pcm: Pcm): Promise<boolean> => {
  if (pcm.sealed !== Math.ceil(pcm.totalSamples / pcm.samplesPerSegment)) return false;
  try {
    const files = await segmentFiles(pcm);
    return files.every((file, index) => file.size === sizeOfSegment(pcm, index));
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

/** A WAV file whose samples stay on disk until somebody reads them. */
export const toWav = async (pcm: Pcm): Promise<Blob> => {
  try {
    const files = await segmentFiles(pcm);
    return new Blob([wavHeader(pcm.totalSamples, pcm.sampleRate), ...files], { type: 'audio/wav' });
  } catch (error) {
    if (isMissing(error)) throw new AppError('media/missing', { cause: error, message: 'A PCM segment is gone.' });
    throw error;
  }
};

/** A file of OPFS by its path. Throws `media/missing` where it is gone. */
export const openSound = async (path: string, mime: string): Promise<Blob> => {
  const names = parts(path);
  const name = names.pop() ?? '';
  try {
    const file = await (await (await openFolder(names.join('/'))).getFileHandle(name)).getFile();
    return file.slice(0, file.size, mime);
  } catch (error) {
    if (isMissing(error)) throw new AppError('media/missing', { cause: error });
    throw error;
  }
};
