import { AppError } from '$lib/core/errors.ts';
import {
  type AudioCodec,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  type Input,
  type IsobmffOutputFormat,
  MkvOutputFormat,
  MovOutputFormat,
  Output,
  StreamTarget,
  type StreamTargetChunk,
} from 'mediabunny';
import { openForWriting, openWritten, removeWritten } from './written.ts';
import { audioTrack, withInput } from './open-input.ts';

/** Packets stand so much later in the reduced file: codecs begin a little before time zero, which not every container can say. */
export const reducedLeadSeconds = 1;

/**
 * QuickTime keeps times to the sample; Matroska has whole milliseconds, which would move sound that comes from an MP4. These
 * codecs mostly come from Matroska, and out of QuickTime with packets moved or missing.
 */
const codecsForMatroska: readonly AudioCodec[] = ['opus', 'vorbis', 'flac', 'dts'];

const formatFor = (codec: AudioCodec): IsobmffOutputFormat | MkvOutputFormat | undefined => {
  const format = codecsForMatroska.includes(codec) ? new MkvOutputFormat() : new MovOutputFormat();
  return format.getSupportedAudioCodecs().includes(codec) ? format : undefined;
};

const copyPackets = async (input: Input, track: number, handle: FileSystemSyncAccessHandle, signal: AbortSignal) => {
  const found = await audioTrack(input, track);
  const codec = found && (await found.getCodec());
  const decoderConfig = found && (await found.getDecoderConfig());
  const format = codec && formatFor(codec);
  if (!found || !codec || !decoderConfig || !format)
    throw new AppError('media/unsupported', { detail: { step: 'reduce' } });
  const write = ({ data, position }: StreamTargetChunk) => void handle.write(data, { at: position });
  const target = new StreamTarget(new WritableStream<StreamTargetChunk>({ write }), {
    chunked: true,
    chunkSize: 1 << 21,
  });
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  const zeroSeconds = Math.max(0, await input.getFirstTimestamp());
  for await (const packet of new EncodedPacketSink(found).packets()) {
    signal.throwIfAborted();
    const timestamp = packet.timestamp - zeroSeconds + reducedLeadSeconds;
    if (timestamp >= 0) await source.add(packet.clone({ timestamp }), { decoderConfig });
  }
  await output.finalize();
};

/**
 * Copies the packets of one sound track of a video into a file of their own, `reducedLeadSeconds` later; nothing is
 * decoded. Throws `media/unsupported` where the packets cannot be copied.
 */
export const reduceToSound = async (
  { file, track, path }: { file: Blob; track: number; path: string },
  signal: AbortSignal,
): Promise<Blob> => {
  const handle = await openForWriting(path);
  try {
    await withInput(file, (input) => copyPackets(input, track, handle, signal));
    handle.flush();
  } catch (error) {
    handle.close();
    await removeWritten(path);
    throw error;
  }
  handle.close();
  return openWritten(path, 'application/octet-stream');
};
