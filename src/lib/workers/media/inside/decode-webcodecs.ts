import { AppError } from '$lib/core/errors.ts';
import { EncodedPacketSink, type EncodedPacket, type InputAudioTrack } from 'mediabunny';
import { Timeline } from './timeline.ts';
import { audioTrack, withInput } from './open-input.ts';
import type { PcmSink } from './pcm-sink.ts';

/** Packets in the decoder at once: enough to keep it busy, few enough to stop quickly. */
const mostInFlight = 32;
/** Codecs need some sound before the point where they are to be right. */
const prerollSeconds = 0.5;

export const canDecodeTrack = async (track: InputAudioTrack): Promise<AudioDecoderConfig | undefined> => {
  if (typeof AudioDecoder === 'undefined') return undefined;
  const config = await track.getDecoderConfig();
  if (!config) return undefined;
  const { supported } = await AudioDecoder.isConfigSupported(config);
  return supported ? config : undefined;
};

/** True when the browser itself can decode this track. */
export const canDecode = (file: Blob, track: number): Promise<boolean> =>
  withInput(file, async (input) => {
    const found = await audioTrack(input, track);
    return found !== undefined && (await canDecodeTrack(found)) !== undefined;
  }).catch(() => false);

const packetsFrom = async function* (packets: EncodedPacketSink, seconds: number): AsyncGenerator<EncodedPacket> {
  const from = seconds > prerollSeconds ? await packets.getPacket(seconds - prerollSeconds) : null;
  yield* packets.packets(from ?? undefined);
};

/** Resolves when the decoder has taken a packet off its queue, or has failed. */
const taken = (decoder: AudioDecoder): Promise<void> =>
  new Promise((resolve) => decoder.addEventListener('dequeue', () => resolve(), { once: true }));

class Pump {
  readonly #decoded: AudioData[] = [];
  #failure: unknown;
  readonly decoder = new AudioDecoder({
    output: (data) => this.#decoded.push(data),
    error: (error) => (this.#failure = error),
  });

  constructor(
    private readonly timeline: Timeline,
    private readonly sink: PcmSink,
  ) {}

  async push(packet: EncodedPacket): Promise<void> {
    while (this.#failure === undefined && this.decoder.decodeQueueSize >= mostInFlight) await taken(this.decoder);
    this.#check();
    this.decoder.decode(packet.toEncodedAudioChunk());
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

  async #drain(): Promise<void> {
    if (this.#decoded.length === 0) return;
    await this.sink.writer.prepare(2);
    for (let data = this.#decoded.shift(); data; data = this.#decoded.shift()) {
      try {
        this.timeline.add(data);
      } finally {
        data.close();
      }
    }
  }
}

/** Decodes with the browser's own codecs, from where the sink stands. Throws `media/…` where they cannot. */
export const decodeWebCodecs = (
  source: { file: Blob; track: number },
  sink: PcmSink,
  signal: AbortSignal,
): Promise<void> =>
  withInput(source.file, async (input) => {
    const track = await audioTrack(input, source.track);
    const config = track && (await canDecodeTrack(track));
    if (!track || !config) throw new AppError('media/unsupported', { detail: { decoder: 'webcodecs' } });
    const zeroSeconds = Math.max(0, await input.getFirstTimestamp());
    const pump = new Pump(new Timeline(sink, zeroSeconds), sink);
    try {
      pump.decoder.configure(config);
      for await (const packet of packetsFrom(new EncodedPacketSink(track), zeroSeconds + sink.seconds)) {
        signal.throwIfAborted();
        await pump.push(packet);
      }
      await pump.finish();
    } finally {
      pump.close();
    }
  });
