import { AppError, isAbort } from '$lib/core/errors.ts';
import { mergeSpans } from '$lib/domain/cut-list.ts';
import { AudioSampleSink, type AudioSample, type Input, type InputAudioTrack } from 'mediabunny';
import { useCore } from '../../media/inside/core.ts';
import { readMp3Sound } from '../../media/inside/mp3-gapless.ts';
import { audioTrack, withInput } from '../../media/inside/open-input.ts';
import type { SpliceRequest } from '../api.ts';
import { Splicer } from './splicer.ts';
import { interleave, outputChannels } from './stereo.ts';
import { WavOutput } from './wav-output.ts';

/** What is cut is decoded too unless it is longer than this: going elsewhere in a file costs more. */
const worthSkippingSeconds = 10;
/** Codecs need some sound before the point where they are to be right. */
const prerollSeconds = 0.5;
/** Time stamps are rounded; only a difference above this is a real gap. */
const toleranceSeconds = 0.1;

type Progress = (fraction: number) => void;
type Form = { sampleRate: number; channels: number; durationSeconds: number };

/** Where the clock of the file begins, in seconds of its packets: as decoding for the transcript has it. */
const zeroOf = async (input: Input, track: InputAudioTrack, file: Blob): Promise<number> => {
  const isMp3 = (await input.getFormat()).name === 'MP3' && (await track.getCodec()) === 'mp3';
  const gapless = isMp3 ? await readMp3Sound(file) : undefined;
  return gapless?.startSeconds ?? Math.max(0, await input.getFirstTimestamp());
};

const open = async ({ kept, muted, path }: SpliceRequest, form: Form) => {
  const { sampleRate, channels } = form;
  const output: { wav?: WavOutput } = {};
  const splicer = new Splicer({ kept, muted, ...form }, (frames) => output.wav!.write(frames));
  const wav = await WavOutput.open(path, { frames: splicer.totalFrames, sampleRate, channels });
  output.wav = wav;
  return { splicer, wav };
};

/** Puts decoded pieces one behind the other; the first, and one after a real gap, where its time stamp says. */
class Placement {
  #next: number | undefined;

  constructor(
    private readonly zeroSeconds: number,
    private readonly sampleRate: number,
  ) {}

  place(sample: AudioSample): number {
    const said = Math.round((sample.timestamp - this.zeroSeconds) * this.sampleRate);
    const next = this.#next;
    const isGap = next === undefined || Math.abs(said - next) > toleranceSeconds * this.sampleRate;
    const at = isGap ? Math.max(said, next ?? said) : next;
    this.#next = at + sample.numberOfFrames;
    return at;
  }
}

const spliceWithBrowser = (
  request: SpliceRequest,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Blob | undefined> =>
  withInput(request.file, async (input) => {
    const track = await audioTrack(input, request.track);
    if (!track || !(await track.canDecode())) return undefined;
    const zeroSeconds = await zeroOf(input, track, request.file);
    const sampleRate = await track.getSampleRate();
    const channels = outputChannels(await track.getNumberOfChannels());
    const durationSeconds = (await track.getDurationFromMetadata()) ?? Infinity;
    const { splicer, wav } = await open(request, { sampleRate, channels, durationSeconds });
    try {
      const sink = new AudioSampleSink(track);
      const last = request.kept.at(-1)?.end ?? 0;
      for (const run of mergeSpans(request.kept, worthSkippingSeconds)) {
        const placement = new Placement(zeroSeconds, sampleRate);
        const from = Math.max(0, run.start - prerollSeconds);
        for await (const sample of sink.samples(zeroSeconds + from, zeroSeconds + run.end + 0.1)) {
          try {
            signal.throwIfAborted();
            if (sample.sampleRate !== sampleRate) throw new AppError('media/unsupported');
            splicer.push(placement.place(sample), interleave(sample, channels));
            onProgress(Math.min(1, (sample.timestamp - zeroSeconds) / last));
          } finally {
            sample.close();
          }
        }
      }
      splicer.finish();
      return await wav.finish();
    } catch (error) {
      wav.close();
      throw error;
    }
  });

const ffmpegRate = 48_000;
const ffmpegChannels = 2;

/** The same with the ffmpeg core, which does not pause: to stop it, end the worker. */
export const spliceWithCore = async (request: SpliceRequest, signal: AbortSignal): Promise<Blob> => {
  const form = { sampleRate: ffmpegRate, channels: ffmpegChannels, durationSeconds: Infinity };
  const { splicer, wav } = await open(request, form);
  const filter = `aresample=${ffmpegRate}:async=1:first_pts=0,aformat=sample_fmts=s16:channel_layouts=stereo`;
  let [at, rest] = [0, new Uint8Array(0)];
  const take = (bytes: Uint8Array): void => {
    const joined = new Uint8Array(rest.length + bytes.length);
    joined.set(rest);
    joined.set(bytes, rest.length);
    const whole = joined.length - (joined.length % 4);
    rest = joined.slice(whole);
    splicer.push(
      at,
      Float32Array.from(new Int16Array(joined.buffer, 0, whole / 2), (value) => value / 32768),
    );
    at += whole / 4;
  };
  try {
    const args = (path: string) => [
      ...['-v', 'error', '-i', path, '-map', `0:a:${request.track}`, '-vn', '-sn', '-dn'],
      ...['-af', filter, '-f', 's16le'],
    ];
    const status = await useCore((core) => core.run(request.file, args, take));
    signal.throwIfAborted();
    if (status !== 0 && at === 0) throw new AppError('media/unreadable', { detail: { decoder: 'ffmpeg', status } });
    splicer.finish();
    return await wav.finish();
  } catch (error) {
    wav.close();
    throw error;
  }
};

/** Reads the sound with the browser's codecs and joins what is kept; undefined where they cannot. */
export const spliceSound = (
  request: SpliceRequest,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Blob | undefined> =>
  spliceWithBrowser(request, onProgress, signal).catch((error: unknown) => {
    if (isAbort(error) || (error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
    return undefined;
  });
