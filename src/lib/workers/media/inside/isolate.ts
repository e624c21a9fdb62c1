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
import type { Isolation } from '../api.ts';
import { withInput } from './open-input.ts';
import { writeOnce } from './written.ts';

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

/** Copies the chosen packets; gives the type of what was written. */
const copyTrack = async (isolation: Isolation, handle: FileSystemSyncAccessHandle, signal: AbortSignal) =>
  withInput(isolation.file, async (input) => {
    const conversion = await convert(input, isolation, handle);
    const copied = conversion.utilizedTracks.filter((track) => track.isAudioTrack()).length;
    if (!conversion.isValid || copied !== 1) throw new AppError('media/unsupported', { detail: { step: 'isolate' } });
    const stop = () => void conversion.cancel();
    signal.addEventListener('abort', stop, { once: true });
    await conversion.execute().finally(() => signal.removeEventListener('abort', stop));
    return conversion.output.getMimeType();
  });

/**
 * Copies the packets of one sound track, and of the picture if asked, into a file of their own; nothing is decoded. Of a
 * large video that leaves little to read. Throws `media/unsupported` where the packets cannot be copied.
 */
export const isolate = (isolation: Isolation, signal: AbortSignal): Promise<Blob> =>
  writeOnce(isolation.path, (handle) => copyTrack(isolation, handle, signal), signal);
