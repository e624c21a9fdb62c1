import { AppError } from '$lib/core/errors.ts';
import { listOf } from '$lib/domain/cut-list.ts';
import { languageCode, toVtt } from './soft-captions.ts';
import {
  type AudioCodec,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  TextSubtitleSource,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny';
import { withInput } from '../../media/inside/open-input.ts';
import type { PictureRequest, RenderApi } from '../api.ts';
import { toSubrip } from '$lib/domain/subrip.ts';
import { addTimedText } from './add-timed-text.ts';
import { nameSubrip } from './name-subrip.ts';
import { OutputFile } from './output-file.ts';
import { encodePicture } from './encode-picture.ts';
import { choosePlan } from './picture-plan.ts';

type Progress = (fraction: number) => void;
type Written = Awaited<ReturnType<RenderApi['writePicture']>>;

const containers = {
  mp4: { make: () => new Mp4OutputFormat({ fastStart: false }), mime: 'video/mp4' },
  webm: { make: () => new WebMOutputFormat(), mime: 'video/webm' },
  mkv: { make: () => new MkvOutputFormat(), mime: 'video/x-matroska' },
};

/** Sound is written ahead of the picture by at most this, so that both stand near each other in the file. */
const aheadSeconds = 1;

/** Sound that is put into the file as it is: what was made before, or that of the source where nothing is cut. */
class SoundCopy {
  #packets: AsyncGenerator<Awaited<ReturnType<EncodedPacketSink['getFirstPacket']>>> | undefined;
  #isFirst = true;
  #pending: { timestamp: number; add(): Promise<void> } | null = null;

  constructor(
    private readonly track: InputAudioTrack,
    readonly source: EncodedAudioPacketSource,
    private readonly zeroSeconds: number,
  ) {}

  /** Copies packets that begin before `untilSeconds`. */
  async copy(untilSeconds: number): Promise<void> {
    this.#packets ??= new EncodedPacketSink(this.track).packets();
    while (true) {
      if (!this.#pending && !(await this.#read())) return;
      if (this.#pending!.timestamp >= untilSeconds) return;
      await this.#pending!.add();
      this.#pending = null;
    }
  }

  async #read(): Promise<boolean> {
    const { value: packet, done } = await this.#packets!.next();
    if (done || !packet) return false;
    const timestamp = packet.timestamp - this.zeroSeconds;
    const add = async () => {
      // What comes before the beginning is only there to set the decoder going.
      if (timestamp < -1e-4) return;
      const config = this.#isFirst ? await this.track.getDecoderConfig() : null;
      this.#isFirst = false;
      await this.source.add(
        packet.clone({ timestamp: Math.max(0, timestamp) }),
        config ? { decoderConfig: config } : undefined,
      );
    };
    this.#pending = { timestamp, add };
    return true;
  }
}

const firstVideo = async (input: Input): Promise<InputVideoTrack | undefined> => (await input.getVideoTracks())[0];

const soundOf = async (input: Input, index: number, supported: readonly AudioCodec[], zeroSeconds: number) => {
  const track = (await input.getAudioTracks())[index];
  const codec = await track?.getCodec();
  if (!track || !codec || !supported.includes(codec)) return undefined;
  return new SoundCopy(track, new EncodedAudioPacketSource(codec), zeroSeconds);
};

const write = async (
  { input, sound }: { input: Input; sound: Input | null },
  request: PictureRequest,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Written> => {
  const { make, mime } = containers[request.format];
  const format = make();
  const track = await firstVideo(input);
  const list = listOf(request.kept, 0);
  const zeroSeconds = Math.max(0, await input.getFirstTimestamp());
  const plan = track && (await choosePlan(request, track, format.getSupportedVideoCodecs() as VideoCodec[]));
  if (!track || !plan) return undefined;
  const copied = await soundOf(
    sound ?? input,
    sound ? 0 : request.track,
    format.getSupportedAudioCodecs(),
    sound ? 0 : zeroSeconds,
  );
  if (!copied) return undefined;
  const file = await OutputFile.open(request.path);
  try {
    const output = new Output({ format, target: file.target() });
    const source = new EncodedVideoPacketSource(plan.codec);
    const rotation = request.captions === 'burned' ? 0 : await track.getRotation();
    output.addVideoTrack(source, { rotation });
    output.addAudioTrack(copied.source);
    const isSoft = request.captions === 'soft' && request.cues.length > 0;
    const soft = isSoft && request.format === 'mkv' ? new TextSubtitleSource('webvtt') : null;
    if (soft) output.addSubtitleTrack(soft, { languageCode: languageCode(request.language) });
    await output.start();
    if (soft) await soft.add(toVtt(request.cues, toSubrip));
    soft?.close();
    const total = request.kept.reduce((sum, { start, end }) => sum + end - start, 0);
    const reached = async (seconds: number) => {
      signal.throwIfAborted();
      onProgress(Math.min(1, seconds / total));
      await copied.copy(seconds + aheadSeconds);
    };
    await encodePicture({ request, track, list, zeroSeconds, source, plan, signal, reached });
    source.close();
    await copied.copy(Infinity);
    copied.source.close();
    await output.finalize();
    const finish = () => (soft ? nameSubrip(file) : addTimedText(file, request.cues, languageCode(request.language)));
    if (isSoft && !finish()) throw new AppError('render/failed', { message: 'No place for captions.' });
    return { blob: await file.finish(mime), way: plan.way };
  } catch (error) {
    file.close();
    throw error;
  }
};

/**
 * Writes the kept picture and its sound into one file. Nothing cut and nothing drawn: every packet is copied. VP8 and VP9
 * in WebM and Matroska need no headers of their own, so only what stands before the next key frame is encoded anew and the
 * rest copied. All else is decoded and encoded by the browser.
 */
export const writePicture = (request: PictureRequest, onProgress: Progress, signal: AbortSignal): Promise<Written> =>
  withInput(request.file, (input) =>
    request.sound
      ? withInput(request.sound, (sound) => write({ input, sound }, request, onProgress, signal))
      : write({ input, sound: null }, request, onProgress, signal),
  );
