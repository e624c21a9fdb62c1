import type { FFmpeg } from '@ffmpeg/ffmpeg';
import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import { cleaningText } from '$lib/domain/cleaning.ts';
import type { AudioFormat, AudioRenderer, EnhanceOptions } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import type { CoreAddress, MediaApi } from './api.ts';
import { measuringFilters, readLoudness, writers, writingFilters } from './filters.ts';
import { callback } from '../rpc.ts';
import { newRenderPath } from './render-files.ts';
import { startMediaWorker } from './start.ts';

const log = logger('media');

const input = '/input/file';
/** The measuring pass is the shorter one: it writes nothing. */
const measuringShare = 0.4;

type Render = {
  ffmpeg: FFmpeg;
  options: EnhanceOptions & { format: AudioFormat };
  onProgress(fraction: number): void;
};

/** The class, loaded when first needed: it and its worker stay out of the shell. */
const newFFmpeg = async (): Promise<FFmpeg> => {
  if (!__WITH_FFMPEG__) throw new AppError('enhance/unavailable');
  return new (await import('@ffmpeg/ffmpeg')).FFmpeg();
};

/** Loads the core from our own origin, with the file to be read in place. */
const load = async (ffmpeg: FFmpeg, address: CoreAddress, file: Blob): Promise<void> => {
  await ffmpeg.load(address);
  await ffmpeg.createDir('/input');
  const { FFFSType } = await import('@ffmpeg/ffmpeg');
  await ffmpeg.mount(FFFSType.WORKERFS, { blobs: [{ name: 'file', data: file }] }, '/input');
};

const listen = (ffmpeg: FFmpeg, onProgress: (fraction: number) => void): { lines: string[] } => {
  const lines: string[] = [];
  ffmpeg.on('log', ({ message }) => lines.push(message));
  ffmpeg.on('progress', ({ progress }) => onProgress(Math.min(1, Math.max(0, progress || 0))));
  return { lines };
};

const run = async (ffmpeg: FFmpeg, args: readonly string[]): Promise<void> => {
  const status = await ffmpeg.exec(['-hide_banner', '-i', input, '-map', '0:a:0', '-vn', '-sn', '-dn', ...args]);
  if (status !== 0) throw new AppError('enhance/failed', { detail: { status } });
};

const render = async ({ ffmpeg, options, onProgress }: Render): Promise<Blob> => {
  const measuring = measuringFilters(options);
  let done = 0;
  let share = measuring ? measuringShare : 1;
  const { lines } = listen(ffmpeg, (fraction) => onProgress(done + share * fraction));
  if (measuring) await run(ffmpeg, ['-af', measuring, '-f', 'null', '-']);
  const filters = writingFilters(options, readLoudness(lines.join('\n')));
  if (measuring) {
    done = measuringShare;
    share = 1 - measuringShare;
  }
  // Measuring works at 192 kHz inside, and so would the output.
  const rate = measuring ? ['-ar', '48000'] : [];
  const output = `/output.${options.format}`;
  const { mime, args } = writers[options.format];
  await run(ffmpeg, [...(filters ? ['-af', filters] : []), ...rate, ...args, output]);
  const bytes = await ffmpeg.readFile(output);
  onProgress(1);
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime });
};

/**
 * Enhancement and rendered exports with `@ffmpeg/ffmpeg`. Each call has a worker of its own, ended afterwards: ffmpeg
 * cannot be stopped otherwise, and one that failed is in an unknown state. The result is held in memory.
 * Throws `enhance/unavailable` in a build without ffmpeg, `enhance/failed` where ffmpeg gives up.
 */
export const createAudioRenderer = (): AudioRenderer & { dispose(): void } => {
  const running = new Set<FFmpeg>();
  const asking = new WorkerHost<MediaApi>(startMediaWorker, { idleMs: 1_000 });
  const address = async (signal: AbortSignal): Promise<CoreAddress> => {
    const found = await asking.call(signal, (api) => api.coreAddress());
    if (!found) throw new AppError('enhance/unavailable');
    return found;
  };
  const rendering = new WorkerHost<MediaApi>(startMediaWorker, { idleMs: 20_000 });
  return {
    render: async (request, onProgress, signal) => {
      let isOver = false;
      const tell = (fraction: number) => void (isOver || onProgress(fraction));
      try {
        const path = request.path ?? newRenderPath(request.format);
        const rendered = await rendering.call(signal, (api, own) =>
          api.render({ ...request, path }, callback(tell), own),
        );
        tell(1);
        log.info('rendered', { format: request.format, cleaning: cleaningText(request.cleaning) });
        return rendered;
      } finally {
        isOver = true;
      }
    },
    enhance: async (...[file, _fileName, options, onProgress, signal]) => {
      signal.throwIfAborted();
      const ffmpeg = await newFFmpeg();
      const stop = () => ffmpeg.terminate();
      signal.addEventListener('abort', stop, { once: true });
      running.add(ffmpeg);
      try {
        signal.throwIfAborted();
        await load(ffmpeg, await address(signal), file);
        return await render({ ffmpeg, options, onProgress });
      } catch (error) {
        if (signal.aborted) throw new DOMException('Stopped.', 'AbortError');
        if (error instanceof AppError) throw error;
        log.warn('rendering failed', { format: options.format });
        throw new AppError('enhance/failed', { cause: error, message: String(error) });
      } finally {
        signal.removeEventListener('abort', stop);
        running.delete(ffmpeg);
        ffmpeg.terminate();
      }
    },
    dispose: () => {
      asking.stop();
      rendering.stop();
      running.forEach((ffmpeg) => ffmpeg.terminate());
    },
  };
};
