import { AppError } from '$lib/core/errors.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import type { MediaRenderRequest, VideoFormat } from '$lib/domain/edited-media.ts';
import { startMediaWorker } from '../media/start.ts';
import type { MediaApi } from '../media/api.ts';
import { WorkerHost } from '../host.ts';
import { toVtt } from './inside/soft-captions.ts';

const codecs: Record<VideoFormat, readonly string[]> = {
  mp4: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'],
  mkv: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p'],
  webm: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '2M'],
};
const subtitleCodecs: Record<VideoFormat, string> = { mp4: 'mov_text', mkv: 'srt', webm: 'webvtt' };

/** The picture of each kept stretch, one behind the other. */
export const pictureFilter = (kept: readonly Span[]): string => {
  const parts = kept.map(
    ({ start, end }, index) =>
      `[0:v:0]trim=start=${start.toFixed(6)}:end=${end.toFixed(6)},setpts=PTS-STARTPTS[v${index}]`,
  );
  return [...parts, `${kept.map((_, index) => `[v${index}]`).join('')}concat=n=${kept.length}:v=1:a=0[v]`].join(';');
};

type Job = { request: MediaRenderRequest; sound: Blob; format: VideoFormat };

const coreAddress = async (signal: AbortSignal) => {
  const asking = new WorkerHost<MediaApi>(startMediaWorker, { idleMs: 1_000 });
  try {
    const found = await asking.call(signal, (api) => api.coreAddress());
    if (!found) throw new AppError('render/no-codec');
    return found;
  } finally {
    asking.stop(new DOMException('Done.', 'AbortError'));
  }
};

/**
 * For pictures the browser cannot read or write. Slow, and the result is held in memory: the last way there is. Throws
 * `render/no-codec` in a build without ffmpeg, `render/failed` where ffmpeg gives up.
 */
export const renderWithFfmpeg = async (
  { request, sound, format }: Job,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Blob> => {
  if (!__WITH_FFMPEG__) throw new AppError('render/no-codec');
  signal.throwIfAborted();
  const { FFmpeg, FFFSType } = await import('@ffmpeg/ffmpeg');
  const ffmpeg = new FFmpeg();
  const stop = () => ffmpeg.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await ffmpeg.load(await coreAddress(signal));
    await ffmpeg.createDir('/in');
    const blobs = [
      { name: 'picture', data: request.file },
      { name: 'sound', data: sound },
    ];
    await ffmpeg.mount(FFFSType.WORKERFS, { blobs }, '/in');
    const total = request.kept.reduce((sum, { start, end }) => sum + end - start, 0);
    ffmpeg.on('progress', ({ time }) => onProgress(Math.min(1, Math.max(0, time / 1e6 / total))));
    const hasSoft = request.captions === 'soft' && request.cues.length > 0;
    if (hasSoft) await ffmpeg.writeFile('/captions.vtt', toVtt(request.cues));
    const output = `/output.${format}`;
    const status = await ffmpeg.exec([
      ...['-hide_banner', '-i', '/in/picture', '-i', '/in/sound', ...(hasSoft ? ['-i', '/captions.vtt'] : [])],
      ...['-filter_complex', pictureFilter(request.kept), '-map', '[v]', '-map', '1:a:0'],
      ...(hasSoft ? ['-map', '2:s:0', '-c:s', subtitleCodecs[format]] : []),
      ...['-c:a', 'copy', ...codecs[format], output],
    ]);
    if (status !== 0) throw new AppError('render/failed', { detail: { status } });
    const bytes = await ffmpeg.readFile(output);
    return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: `video/${format === 'mkv' ? 'x-matroska' : format}` });
  } catch (error) {
    if (signal.aborted) throw new DOMException('Stopped.', 'AbortError');
    throw error instanceof AppError ? error : new AppError('render/failed', { cause: error, message: String(error) });
  } finally {
    signal.removeEventListener('abort', stop);
    ffmpeg.terminate();
  }
};
