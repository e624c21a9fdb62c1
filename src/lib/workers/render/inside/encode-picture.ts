import type { Span } from '$lib/domain/artifacts.ts';
import { toEdited, type CutList } from '$lib/domain/cut-list.ts';
import {
  type EncodedPacket,
  EncodedPacketSink,
  type EncodedVideoPacketSource,
  type InputVideoTrack,
  VideoSampleSink,
} from 'mediabunny';
import type { PictureRequest } from '../api.ts';
import { CaptionPainter } from './caption-painter.ts';
import { PictureEncoder } from './picture-encoder.ts';
import { edgeSeconds, type PicturePlan } from './picture-plan.ts';

export type PictureJob = {
  request: PictureRequest;
  track: InputVideoTrack;
  list: CutList;
  /** Seconds of the packets' clock at which the file's begins. */
  zeroSeconds: number;
  source: EncodedVideoPacketSource;
  plan: PicturePlan;
  signal: AbortSignal;
  /** Called with the edited time the picture has come to. */
  reached(seconds: number): Promise<void>;
};

/** The edited time of a moment of the file. */
const editedTime = (list: CutList, span: Span, fileSeconds: number): number =>
  toEdited(list, Math.min(span.end - 1e-9, Math.max(span.start, fileSeconds)));

/** Copies the packets of a stretch, from a key frame on. */
const copyPackets = async (job: PictureJob, span: Span, from: EncodedPacket, isFirst: boolean): Promise<void> => {
  const { track, zeroSeconds, source, list, reached } = job;
  let config = isFirst ? await track.getDecoderConfig() : null;
  for await (const packet of new EncodedPacketSink(track).packets(from)) {
    const seconds = packet.timestamp - zeroSeconds;
    if (seconds >= span.end - 1e-6) {
      // Pictures shown before the end may stand behind later ones; without such reordering the rest is not needed.
      if (job.plan.way !== 'copied') return;
      continue;
    }
    const timestamp = editedTime(list, span, seconds);
    await reached(timestamp);
    await source.add(packet.clone({ timestamp }), config ? { decoderConfig: config } : undefined);
    config = null;
  }
};

/** Decodes what lies from `from` up to `until` of the file and encodes it for its place in the edited picture. */
const encodeSpan = async (
  job: PictureJob,
  encoder: PictureEncoder,
  painter: CaptionPainter | null,
  { span, until }: { span: Span; until: number },
): Promise<void> => {
  const { track, zeroSeconds, list, reached } = job;
  let isFirst = true;
  for await (const sample of new VideoSampleSink(track).samples(zeroSeconds + span.start, zeroSeconds + until)) {
    try {
      const seconds = sample.timestamp - zeroSeconds;
      if (seconds >= until - 1e-6) break;
      const timestamp = editedTime(list, span, seconds);
      const end = Math.min(span.end, Math.max(span.start, seconds + sample.duration));
      const duration = Math.max(0.001, end - Math.max(span.start, seconds));
      await reached(timestamp);
      const frame = painter ? painter.paint(sample, timestamp) : sample.toVideoFrame();
      await encoder.encode(frame, { timestamp, duration, isKey: isFirst });
      isFirst = false;
    } finally {
      sample.close();
    }
  }
  await encoder.flush();
};

/** The first key frame in a stretch that lies at or behind its start; null where there is none. */
const keyWithin = async (job: PictureJob, span: Span): Promise<EncodedPacket | null> => {
  const sink = new EncodedPacketSink(job.track);
  const before = await sink.getKeyPacket(job.zeroSeconds + span.start + edgeSeconds);
  const first = before ?? (await sink.getFirstPacket());
  const isHere = first && first.timestamp - job.zeroSeconds >= span.start - edgeSeconds;
  const key = isHere ? first : first && (await sink.getNextKeyPacket(first));
  return key && key.timestamp - job.zeroSeconds < span.end ? key : null;
};

/** Makes the picture of every kept stretch, one after the other. */
export const encodePicture = async (job: PictureJob): Promise<void> => {
  const { plan, request, source } = job;
  if (plan.way === 'copied') {
    const first = await new EncodedPacketSink(job.track).getFirstPacket();
    if (first) await copyPackets(job, request.kept[0]!, first, true);
    return;
  }
  const painter = request.captions === 'burned' ? new CaptionPainter(plan, request.cues, request.style) : null;
  const encoder = new PictureEncoder(plan, source);
  let isFirst = true;
  try {
    for (const span of request.kept) {
      job.signal.throwIfAborted();
      const key = plan.way === 'smart' ? await keyWithin(job, span) : null;
      const keySeconds = key ? Math.max(span.start, key.timestamp - job.zeroSeconds) : span.end;
      if (keySeconds > span.start + edgeSeconds) await encodeSpan(job, encoder, painter, { span, until: keySeconds });
      if (key) await copyPackets(job, span, key, isFirst && !encoder.hasEncoded);
      isFirst = false;
    }
  } finally {
    encoder.close();
  }
};
