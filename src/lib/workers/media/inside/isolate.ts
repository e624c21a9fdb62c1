import { AppError } from '$lib/core/errors.ts';
import {
  Conversion,
  type Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  StreamTarget,
  type StreamTargetChunk,
} from 'mediabunny';
import { openFolder } from '../pcm-files.ts';
import { withInput } from './open-input.ts';

/** `track`: which sound stays. `withVideo`: whether the picture stays, too. `path`: OPFS file to write. */
export type Isolation = { file: Blob; track: number; withVideo: boolean; path: string };

const split = (path: string): [folder: string, name: string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
};

export const openForWriting = async (path: string): Promise<FileSystemSyncAccessHandle> => {
  const [folder, name] = split(path);
  const file = await (await openFolder(folder, { create: true })).getFileHandle(name, { create: true });
  const handle = await file.createSyncAccessHandle();
  handle.truncate(0);
  return handle;
};

export const openWritten = async (path: string, type: string): Promise<Blob> => {
  const [folder, name] = split(path);
  const file = await (await (await openFolder(folder)).getFileHandle(name)).getFile();
  return file.slice(0, file.size, type);
};

export const removeWritten = async (path: string): Promise<void> => {
  const [folder, name] = split(path);
  await (await openFolder(folder)).removeEntry(name).catch(() => {});
};

/** Matroska takes every codec; a player wants what it got, so a picture stays in MP4 where it came in MP4. */
const formatFor = async (input: Input, withVideo: boolean): Promise<OutputFormat> => {
  const name = (await input.getFormat()).name;
  const isMp4 = name === 'MP4' || name === 'QuickTime File Format';
  return withVideo && isMp4 ? new Mp4OutputFormat({ fastStart: false }) : new MkvOutputFormat();
};

const convert = async (input: Input, isolation: Isolation, handle: FileSystemSyncAccessHandle): Promise<Conversion> => {
  const write = ({ data, position }: StreamTargetChunk) => void handle.write(data, { at: position });
  const target = new StreamTarget(new WritableStream<StreamTargetChunk>({ write }), {
    chunked: true,
    chunkSize: 1 << 21,
  });
  const output = new Output({ format: await formatFor(input, isolation.withVideo), target });
  return Conversion.init({
    ...{ input, output, showWarnings: false },
    // Times stay those of the file, whichever of its tracks begins first.
    trim: { start: Math.max(0, await input.getFirstTimestamp()) },
    video: { discard: !isolation.withVideo },
    audio: (track) => ({ discard: track.number !== isolation.track + 1 }),
  });
};

/** The file of an earlier call. */
const madeBefore = async (path: string): Promise<Blob | undefined> => {
  const blob = await openWritten(path, '').catch(() => undefined);
  const mime = blob && (await withInput(blob, (input) => input.getMimeType()).catch(() => undefined));
  return mime ? openWritten(path, mime) : undefined;
};

/** `FileSystemFileHandle.move` of the File System standard, which TypeScript does not know yet. */
type Movable = { move(name: string): Promise<void> };

const rename = async (path: string, name: string): Promise<void> => {
  const [folder, before] = split(path);
  const handle: unknown = await (await openFolder(folder)).getFileHandle(before);
  await (handle as Movable).move(name);
};

/**
 * Copies the packets of one sound track, and of the picture if asked, into a file of their own; nothing is decoded. Of a
 * large video that leaves little to read. The file stays as it is once it is whole: a player may be reading it, and the next
 * call gives it again. Throws `media/unsupported` where the packets cannot be copied.
 */
export const isolate = async (isolation: Isolation, signal: AbortSignal): Promise<Blob> =>
  (await madeBefore(isolation.path)) ?? (await makeAlone(isolation, signal));

const makeAlone = async (isolation: Isolation, signal: AbortSignal): Promise<Blob> => {
  const { file } = isolation;
  const path = `${isolation.path}.part`;
  const handle = await openForWriting(path);
  let mime = '';
  try {
    await withInput(file, async (input) => {
      const conversion = await convert(input, isolation, handle);
      const copied = conversion.utilizedTracks.filter((track) => track.isAudioTrack()).length;
      if (!conversion.isValid || copied !== 1) throw new AppError('media/unsupported', { detail: { step: 'isolate' } });
      const stop = () => void conversion.cancel();
      signal.addEventListener('abort', stop, { once: true });
      await conversion.execute().finally(() => signal.removeEventListener('abort', stop));
      mime = await conversion.output.getMimeType();
    });
    signal.throwIfAborted();
    handle.flush();
  } catch (error) {
    handle.close();
    await removeWritten(path);
    if (signal.aborted) throw new DOMException('Stopped.', 'AbortError');
    throw error;
  }
  handle.close();
  const [, name] = split(isolation.path);
  await rename(path, name);
  return openWritten(isolation.path, mime);
};
