import { EncodedPacket, type EncodedVideoPacketSource, type VideoCodec } from 'mediabunny';

/** Codec strings with the least level that allows a picture of so many pixels at 60 a second. */
const codecStrings: Record<VideoCodec, readonly [pixels: number, codec: string][]> = {
  avc: [
    [1280 * 720, 'avc1.640020'],
    [1920 * 1088, 'avc1.64002a'],
    [Infinity, 'avc1.640034'],
  ],
  hevc: [[Infinity, 'hvc1.1.6.L156.B0']],
  vp8: [[Infinity, 'vp8']],
  vp9: [
    [1280 * 720, 'vp09.00.40.08'],
    [1920 * 1088, 'vp09.00.41.08'],
    [Infinity, 'vp09.00.52.08'],
  ],
  av1: [
    [1280 * 720, 'av01.0.08M.08'],
    [1920 * 1088, 'av01.0.09M.08'],
    [Infinity, 'av01.0.13M.08'],
  ],
  prores: [],
};

const codecString = (codec: VideoCodec, pixels: number): string =>
  codecStrings[codec].find(([most]) => pixels <= most)?.[1] ?? codec;

/** Frames given to the encoder before it is waited for. */
const mostInFlight = 8;
/** A key frame at least so often, so that players can seek. */
const keySeconds = 2;

type Plan = { codec: VideoCodec; width: number; height: number; bitRate: number };
type Chunk = { packet: EncodedPacket; meta: EncodedVideoChunkMetadata | undefined };

/** The browser's video encoder; what it makes goes into the file in order, with the times it was given. */
export class PictureEncoder {
  #made: Chunk[] = [];
  #failure: unknown;
  #wake = () => {};
  #keyAt = -Infinity;
  #durations = new Map<number, number>();
  hasEncoded = false;
  readonly #encoder = new VideoEncoder({
    output: (chunk, meta) => this.#take(chunk, meta),
    error: (error) => {
      this.#failure = error;
      this.#wake();
    },
  });

  constructor(
    { codec, width, height, bitRate }: Plan,
    private readonly source: EncodedVideoPacketSource,
  ) {
    this.#encoder.ondequeue = () => this.#wake();
    this.#encoder.configure({
      codec: codecString(codec, width * height),
      ...{ width, height, bitrate: bitRate },
      ...(codec === 'avc' ? { avc: { format: 'avc' } } : {}),
    });
  }

  /** Takes the frame over and closes it. Seconds of the edited clock. */
  async encode(frame: VideoFrame, at: { timestamp: number; duration: number; isKey: boolean }): Promise<void> {
    const timestamp = Math.round(at.timestamp * 1e6);
    const keyFrame = at.isKey || at.timestamp - this.#keyAt >= keySeconds;
    if (keyFrame) this.#keyAt = at.timestamp;
    this.#durations.set(timestamp, at.duration);
    const placed = new VideoFrame(frame, { timestamp, duration: Math.round(at.duration * 1e6) });
    frame.close();
    this.#encoder.encode(placed, { keyFrame });
    placed.close();
    this.hasEncoded = true;
    while (this.#failure === undefined && this.#encoder.encodeQueueSize >= mostInFlight) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    await this.#drain();
  }

  async flush(): Promise<void> {
    if (this.#encoder.state === 'configured') await this.#encoder.flush();
    await this.#drain();
    this.#keyAt = -Infinity;
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #take(chunk: EncodedVideoChunk, meta: EncodedVideoChunkMetadata | undefined): void {
    const duration = this.#durations.get(chunk.timestamp) ?? 0;
    this.#durations.delete(chunk.timestamp);
    this.#made.push({ packet: EncodedPacket.fromEncodedChunk(chunk).clone({ duration }), meta });
  }

  async #drain(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    for (const { packet, meta } of this.#made.splice(0)) await this.source.add(packet, meta);
  }
}
