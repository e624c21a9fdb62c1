import type { PictureWay } from '$lib/domain/edited-media.ts';
import { canEncodeVideo, type InputVideoTrack, type VideoCodec } from 'mediabunny';
import type { PictureRequest } from '../api.ts';

export type PicturePlan = {
  way: Exclude<PictureWay, 'ffmpeg'>;
  codec: VideoCodec;
  width: number;
  height: number;
  bitRate: number;
};

/** Codecs tried, best first, where the source's own cannot be written. */
const fallbackCodecs: readonly VideoCodec[] = ['avc', 'vp9', 'vp8', 'av1'];
/** Codecs whose every key frame says all a decoder needs. */
const selfContained: readonly VideoCodec[] = ['vp8', 'vp9'];
const leastBitRate = 300_000;
/** What is encoded a second time needs somewhat more to look the same. */
const bitRateFactor = 1.2;
/** Times closer than this are the same moment. */
export const edgeSeconds = 1e-3;

const isWhole = ({ kept }: PictureRequest, endSeconds: number): boolean =>
  kept.length === 1 && kept[0]!.start <= edgeSeconds && kept[0]!.end >= endSeconds - 0.05;

/** How the picture will be made; undefined where the browser can neither copy nor encode it. */
export const choosePlan = async (
  request: PictureRequest,
  track: InputVideoTrack,
  supported: readonly VideoCodec[],
): Promise<PicturePlan | undefined> => {
  const own = await track.getCodec();
  const isBurned = request.captions === 'burned';
  const [width, height] = isBurned
    ? [await track.getDisplayWidth(), await track.getDisplayHeight()]
    : [await track.getCodedWidth(), await track.getCodedHeight()];
  const { averageBitrate } = await track.computePacketStats(200);
  const bitRate = Math.max(leastBitRate, Math.round(averageBitrate * bitRateFactor));
  const size = { width: width & ~1, height: height & ~1, bitRate };
  const endSeconds = (await track.getDurationFromMetadata()) ?? Infinity;
  const canCopy = own !== null && supported.includes(own) && !isBurned;
  if (canCopy && isWhole(request, endSeconds)) return { way: 'copied', codec: own, ...size };
  if (!(await track.canDecode())) return undefined;
  const wanted = [...(own ? [own] : []), ...fallbackCodecs].filter((codec) => supported.includes(codec));
  for (const codec of wanted) {
    if (!(await canEncodeVideo(codec, { width: size.width, height: size.height, bitrate: bitRate }))) continue;
    const isSmart = canCopy && codec === own && selfContained.includes(codec) && request.format !== 'mp4';
    return { way: isSmart ? 'smart' : 'encoded', codec, ...size };
  }
  return undefined;
};
