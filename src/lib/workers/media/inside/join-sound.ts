import { AppError } from '$lib/core/errors.ts';
import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  type StreamTargetChunk,
} from 'mediabunny';
import type { Joining } from '../api.ts';
import { withInput } from './open-input.ts';
import { writeOnce } from './written.ts';

const unsupported = () => new AppError('media/unsupported', { detail: { step: 'join' } });

const pictureOf = async (input: Input) => {
  const track = await input.getPrimaryVideoTrack();
  const [codec, decoderConfig] = track ? await Promise.all([track.getCodec(), track.getDecoderConfig()]) : [];
  if (!track || !codec || !decoderConfig) throw unsupported();
  return { track, codec, decoderConfig, zeroSeconds: Math.max(0, await input.getFirstTimestamp()) };
};

const soundOf = async (input: Input) => {
  const track = await input.getPrimaryAudioTrack();
  const [codec, decoderConfig] = track ? await Promise.all([track.getCodec(), track.getDecoderConfig()]) : [];
  if (!track || !codec || !decoderConfig) throw unsupported();
  return { track, codec, decoderConfig };
};

const copyPackets = async (video: Input, audio: Input, handle: FileSystemSyncAccessHandle, signal: AbortSignal) => {
  const [picture, sound] = [await pictureOf(video), await soundOf(audio)];
  const format = [new Mp4OutputFormat({ fastStart: false }), new MkvOutputFormat()].find(
    (each) =>
      each.getSupportedVideoCodecs().includes(picture.codec) && each.getSupportedAudioCodecs().includes(sound.codec),
  );
  if (!format) throw unsupported();
  const write = ({ data, position }: StreamTargetChunk) => void handle.write(data, { at: position });
  const target = new StreamTarget(new WritableStream<StreamTargetChunk>({ write }), {
    chunked: true,
    chunkSize: 1 << 21,
  });
  const output = new Output({ format, target });
  const pictures = new EncodedVideoPacketSource(picture.codec);
  const sounds = new EncodedAudioPacketSource(sound.codec);
  output.addVideoTrack(pictures, { rotation: await picture.track.getRotation() });
  output.addAudioTrack(sounds);
  await output.start();
  const copyPictures = async () => {
    for await (const packet of new EncodedPacketSink(picture.track).packets()) {
      signal.throwIfAborted();
      const timestamp = packet.timestamp - picture.zeroSeconds;
      await pictures.add(packet.clone({ timestamp }), { decoderConfig: picture.decoderConfig });
    }
    pictures.close();
  };
  const copySounds = async () => {
    for await (const packet of new EncodedPacketSink(sound.track).packets()) {
      signal.throwIfAborted();
      await sounds.add(packet, { decoderConfig: sound.decoderConfig });
    }
    sounds.close();
  };
  await Promise.all([copyPictures(), copySounds()]);
  await output.finalize();
  return output.getMimeType();
};

/**
 * The picture of a video beside another sound than its own, as a file; nothing is decoded. Throws `media/unsupported` where
 * the packets cannot be copied.
 */
export const joinSound = ({ file, sound, path }: Joining, signal: AbortSignal): Promise<Blob> =>
  writeOnce(
    path,
    (handle) => withInput(file, (video) => withInput(sound, (audio) => copyPackets(video, audio, handle, signal))),
    signal,
  );
