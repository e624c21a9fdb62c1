import { AppError } from '$lib/core/errors.ts';
import { EncodedPacketSink, type EncodedPacket, type Input, type InputAudioTrack } from 'mediabunny';
import type { DecodedChannel } from '$lib/domain/sound.ts';
import { readMp3Sound } from './mp3-gapless.ts';
import { oggEndSeconds } from './ogg-end.ts';
import { Timeline, type Sound } from './timeline.ts';
import { audioTrack, withInput } from './open-input.ts';
import type { PcmSink } from './pcm-sink.ts';

/**
 * Packets given to the decoder before waiting, and how few are left when it gets more. Waiting for each single packet
 * costs a turn of the event loop for 20 ms of sound.
 */
const mostInFlight = 256;
const fewInFlight = 64;
/** Time stamps are rounded, and short packets doubled or left out by sloppy writers: no gap yet. */
const mostGapSeconds = 0.1;
/** Codecs need some sound before the point where they are to be right. */
const prerollSeconds = 0.5;

export const canDecodeTrack = async (track: InputAudioTrack): Promise<AudioDecoderConfig | undefined> => {
  if (typeof AudioDecoder === 'undefined') return undefined;
  const config = await track.getDecoderConfig();
  if (!config) return undefined;
  const { supported } = await AudioDecoder.isConfigSupported(config);
  return supported ? config : undefined;
};

/** Whether the browser itself can decode this track, and how long the container says it is. */
export const inspectTrack = (file: Blob, track: number): Promise<{ isDecodable: boolean; seconds: number | null }> =>
  withInput(file, async (input) => {
    const found = await audioTrack(input, track);
    if (!found) return { isDecodable: false, seconds: null };
    const isDecodable = (await canDecodeTrack(found)) !== undefined;
    return { isDecodable, seconds: await found.getDurationFromMetadata() };
  }).catch(() => ({ isDecodable: false, seconds: null }));

const packetsFrom = async function* (packets: EncodedPacketSink, seconds: number): AsyncGenerator<EncodedPacket> {
  const from = seconds > prerollSeconds ? await packets.getPacket(seconds - prerollSeconds) : null;
  yield* packets.packets(from ?? undefined);
};

class Pump {
  readonly #decoded: AudioData[] = [];
  #failure: unknown;
  #wake = () => {};
  /** Where the packet after the last one is due. */
  #nextSeconds = 0;
  /** Length of the last packet. Where a container tells none it is taken from the next packet, a gap between them included. */
  #usualSeconds = Infinity;
  /** Where the first sound after a gap belongs, until it has come. */
  #resumeSeconds: number | undefined;
  /** What the decoder's clock is behind since then, in seconds. */
  #lagSeconds = 0;
  readonly decoder = new AudioDecoder({
    output: (data) => this.#decoded.push(data),
    error: (error) => {
      this.#failure = error;
      this.#wake();
    },
  });

  constructor(
    private readonly timeline: Timeline,
    private readonly sink: PcmSink,
    config: AudioDecoderConfig,
  ) {
    this.decoder.configure(config);
    this.decoder.ondequeue = () => this.#wake();
  }

  async push(packet: EncodedPacket): Promise<void> {
    // A decoder counts on from its first packet and would close a gap where packets are missing: it is emptied first,
    // and what comes then belongs where the packet says.
    if (Math.abs(packet.timestamp - this.#nextSeconds) > mostGapSeconds && this.#nextSeconds > 0) {
      await this.decoder.flush();
      await this.#drain();
      this.#resumeSeconds = packet.timestamp;
    }
    if (packet.duration <= this.#usualSeconds + mostGapSeconds) this.#usualSeconds = packet.duration;
    this.#nextSeconds = packet.timestamp + this.#usualSeconds;
    if (this.decoder.decodeQueueSize >= mostInFlight) await this.#makeRoom();
    this.#check();
    this.decoder.decode(packet.toEncodedAudioChunk());
  }

  async #makeRoom(): Promise<void> {
    while (this.#failure === undefined && this.decoder.decodeQueueSize > fewInFlight) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    await this.#drain();
  }

  async finish(): Promise<void> {
    await this.decoder.flush().catch((error: unknown) => (this.#failure ??= error));
    await this.#drain();
    this.#check();
    this.timeline.finish();
  }

  close(): void {
    for (const data of this.#decoded) data.close();
    if (this.decoder.state !== 'closed') this.decoder.close();
  }

  #check(): void {
    if (this.#failure !== undefined) {
      throw new AppError('media/unreadable', { cause: this.#failure, detail: { decoder: 'webcodecs' } });
    }
  }

  #placeAfterGap(data: AudioData): void {
    if (this.#resumeSeconds === undefined) return;
    const lag = this.#resumeSeconds - data.timestamp / 1e6;
    this.#lagSeconds = Math.abs(lag) > mostGapSeconds / 2 ? lag : 0;
    this.#resumeSeconds = undefined;
  }

  async #drain(): Promise<void> {
    if (this.#decoded.length === 0) return;
    await this.sink.writer.prepare(2);
    for (let data = this.#decoded.shift(); data; data = this.#decoded.shift()) {
      try {
        this.#placeAfterGap(data);
        this.timeline.add(data, this.#lagSeconds);
      } finally {
        data.close();
      }
    }
  }
}

/** Where the sound of the file begins and ends on the clock of its packets. */
const soundOf = async (
  { input, track, file }: { input: Input; track: InputAudioTrack; file: Blob },
  config: AudioDecoderConfig,
): Promise<Sound> => {
  const codec = await track.getCodec();
  const container = (await input.getFormat()).name;
  const gapless = container === 'MP3' && codec === 'mp3' ? await readMp3Sound(file) : undefined;
  if (gapless) return gapless;
  const startSeconds = Math.max(0, await input.getFirstTimestamp());
  const told = container === 'Ogg' ? await oggEndSeconds(file, track, config) : undefined;
  if (told !== undefined) return { startSeconds, endSeconds: told };
  const stated = codec === 'flac' ? await track.getDurationFromMetadata() : null;
  return { startSeconds, endSeconds: stated === null ? Infinity : startSeconds + stated };
};

/** Decodes with the browser's own codecs, from where the sink stands. Throws `media/…` where they cannot. */
export const decodeWebCodecs = (
  source: { file: Blob; track: number; channel?: DecodedChannel | undefined },
  sink: PcmSink,
  signal: AbortSignal,
): Promise<void> =>
  withInput(source.file, async (input) => {
    const track = await audioTrack(input, source.track);
    const config = track && (await canDecodeTrack(track));
    if (!track || !config) throw new AppError('media/unsupported', { detail: { decoder: 'webcodecs' } });
    const sound = { ...(await soundOf({ input, track, file: source.file }, config)), channel: source.channel };
    const { startSeconds: zeroSeconds } = sound;
    const pump = new Pump(new Timeline(sink, sound), sink, config);
    try {
      for await (const packet of packetsFrom(new EncodedPacketSink(track), zeroSeconds + sink.seconds)) {
        signal.throwIfAborted();
        await pump.push(packet);
      }
      await pump.finish();
    } finally {
      pump.close();
    }
  });
