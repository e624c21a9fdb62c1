import { AppError, isAbort } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { logger } from '$lib/core/log.ts';
import {
  isVideoFormat,
  type RenderedMedia,
  type MediaRenderRequest,
  type VideoFormat,
} from '$lib/domain/edited-media.ts';
import type { AudioFormat, AudioRenderer, EnhanceOptions, MediaRenderer } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { openFolder, removePcm } from '../media/pcm-files.ts';
import { callback } from '../rpc.ts';
import { unlessSilent } from '../stall.ts';
import type { RenderApi } from './api.ts';
import { renderWithFfmpeg } from './ffmpeg-picture.ts';
import { startRenderWorker } from './start.ts';

const log = logger('render');
const root = 'edited';

const asIs: EnhanceOptions = { highPass: false, denoise: false, loudnessLufs: null };
const isEnhanced = (options: EnhanceOptions | null): options is EnhanceOptions =>
  options !== null && (options.highPass || options.denoise || options.loudnessLufs !== null);

/** What is heard in each kind of file. */
const soundOf: Record<VideoFormat, 'm4a' | 'opus'> = { mp4: 'm4a', mkv: 'm4a', webm: 'opus' };

/** Shares of the work: reading and joining sound, encoding it, making the picture. */
const shares = { sound: 0.5, encode: 0.5 };
const sharesWithPicture = { sound: 0.12, encode: 0.08 };

type Context = {
  request: MediaRenderRequest;
  folder: string;
  workers: WorkerHost<RenderApi>;
  renderer: AudioRenderer;
  tell: (phase: 'sound' | 'encode' | 'picture', fraction: number) => void;
  signal: AbortSignal;
};

/** Takes progress, which comes each second, also where it is no farther. */
const heard = (beat: () => void, tell: Context['tell'], phase: Parameters<Context['tell']>[0]) =>
  callback((fraction: number) => {
    beat();
    tell(phase, fraction);
  });

/** By the browser; where it cannot, or what reads the container hangs in it, by the core into a file of its own. */
const splice = async ({ request, folder, workers, tell, signal }: Context): Promise<Blob> => {
  const { file, track, kept, muted } = request;
  const job = { file, track, kept, muted, path: `${folder}/sound.wav` };
  const made = await unlessSilent(
    signal,
    (stop, beat) => workers.call(stop, (api, own) => api.spliceSound(job, heard(beat, tell, 'sound'), own)),
    () => Promise.resolve(undefined),
  );
  const byCore = { ...job, path: `${folder}/sound-by-core.wav` };
  return made ?? workers.call(signal, (api, own) => api.spliceWithCore(byCore, own));
};

/** Opus by the browser where nothing is enhanced; else by ffmpeg, as every other format. */
const encode = async (wav: Blob, format: AudioFormat, context: Context): Promise<Blob> => {
  const { request, folder, workers, renderer, tell, signal } = context;
  if (!isEnhanced(request.enhance)) {
    if (format === 'wav') return wav;
    const onProgress = callback((fraction: number) => tell('encode', fraction));
    const path = `${folder}/sound.ogg`;
    const made =
      format === 'opus' &&
      (await workers
        .call(signal, (api, own) => api.encodeOpus({ wav, path }, onProgress, own))
        .catch((error: unknown) => {
          if (isAbort(error)) throw error;
          log.warn('the browser could not encode Opus', { error: String(error) });
          return undefined;
        }));
    if (made) return made;
  }
  const options = { ...(request.enhance ?? asIs), format };
  return renderer.enhance(wav, 'sound.wav', options, (fraction) => tell('encode', fraction), signal);
};

/** In a build without ffmpeg a video has Opus in the place of AAC. */
const encodeForPicture = async (wav: Blob, format: VideoFormat, context: Context): Promise<Blob> => {
  try {
    return await encode(wav, soundOf[format], context);
  } catch (error) {
    const isMissing = error instanceof AppError && error.code === 'enhance/unavailable';
    if (!isMissing || isEnhanced(context.request.enhance) || soundOf[format] === 'opus') throw error;
    return encode(wav, 'opus', context);
  }
};

const isWhole = ({ kept, muted, enhance }: MediaRenderRequest): boolean =>
  kept.length === 1 && kept[0]!.start === 0 && muted.length === 0 && !isEnhanced(enhance);

const renderVideo = async (format: VideoFormat, context: Context): Promise<RenderedMedia> => {
  const { request, folder, workers, tell, signal } = context;
  const { file, kept, captions, style, cues, language, track } = request;
  const write = (sound: Blob | null) => {
    const job = {
      file,
      kept,
      captions,
      style,
      cues,
      language,
      track,
      format,
      sound,
      path: `${folder}/video.${format}`,
    };
    return unlessSilent(
      signal,
      (stop, beat) => workers.call(stop, (api, own) => api.writePicture(job, heard(beat, tell, 'picture'), own)),
      () => Promise.resolve(undefined),
    );
  };
  // Sound that is not touched is copied where the container takes it.
  const copied = isWhole(request) ? await write(null) : undefined;
  if (copied) return { blob: copied.blob, picture: copied.way };
  const sound = await encodeForPicture(await splice(context), format, context);
  const made = await write(sound);
  if (made) return { blob: made.blob, picture: made.way };
  if (captions === 'burned') throw new AppError('render/no-codec');
  return {
    blob: await renderWithFfmpeg({ request, sound, format }, (part) => tell('picture', part), signal),
    picture: 'ffmpeg',
  };
};

const renderSound = async (format: AudioFormat, context: Context): Promise<RenderedMedia> => ({
  blob: await encode(await splice(context), format, context),
  picture: null,
});

/** Removes what was rendered before; a file somebody still writes stays. */
const clear = async (): Promise<void> => {
  const folder = await openFolder(root).catch(() => undefined);
  if (!folder) return;
  for await (const name of folder.keys()) await removePcm(`${root}/${name}`).catch(() => undefined);
};

/** Renders edited media in a worker of its own. Results lie in OPFS until the next render or `clear`. */
export const createMediaRenderer = (renderer: AudioRenderer): MediaRenderer & { dispose(): void } => {
  const workers = new WorkerHost<RenderApi>(startRenderWorker, { idleMs: 5_000 });
  return {
    clear,
    dispose: () => workers.stop(),
    render: async (request, onProgress, signal) => {
      if (request.kept.length === 0) throw new AppError('render/nothing');
      await clear();
      const { format } = request;
      const share = isVideoFormat(format) ? sharesWithPicture : shares;
      const from = { sound: 0, encode: share.sound, picture: share.sound + share.encode };
      const size = { ...share, picture: 1 - share.sound - share.encode };
      let last = 0;
      const tell: Context['tell'] = (phase, fraction) => {
        last = Math.max(last, from[phase] + size[phase] * Math.min(1, Math.max(0, fraction)));
        onProgress({ phase, fraction: last });
      };
      const context = { request, folder: `${root}/${newId()}`, workers, renderer, tell, signal };
      const rendered = isVideoFormat(format) ? await renderVideo(format, context) : await renderSound(format, context);
      onProgress({ phase: isVideoFormat(format) ? 'picture' : 'encode', fraction: 1 });
      log.info('rendered', { format, sizeBytes: rendered.blob.size, picture: rendered.picture });
      return rendered;
    },
  };
};
