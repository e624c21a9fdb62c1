import { AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import type { Rendered } from '$lib/domain/ports.ts';
import type { MediaApi } from '../../api.ts';
import { openFolder } from '../../pcm-files.ts';
import { newRenderPath, renderFolder } from '../../render-files.ts';
import { hasCore } from '../core.ts';
import { openForWriting, openWritten, removeWritten } from '../written.ts';
import { encoders } from './encoders.ts';
import { render } from './render.ts';

/** A download that was begun reads its file until it has ended: an hour is long enough. */
const keptMs = 3_600_000;

/** Removes rendered files of earlier times. One that another tab works on stays. */
const sweep = async (): Promise<void> => {
  const folder = await openFolder(renderFolder, { create: true });
  const entries = folder as unknown as { keys(): AsyncIterable<string> };
  for await (const name of entries.keys()) {
    if (Number.parseInt(name, 10) < Date.now() - keptMs) await folder.removeEntry(name).catch(() => {});
  }
};

/** Renders with files of its own around it. Throws `enhance/…`, `storage/full`; nothing half-made stays. */
export const renderToFile: MediaApi['render'] = async (request, onProgress, signal): Promise<Rendered> => {
  if (!hasCore) throw new AppError('enhance/unavailable');
  await sweep();
  const scratchPath = newRenderPath('work');
  const scratch = await openForWriting(scratchPath);
  const output = await openForWriting(request.path);
  const close = () => [scratch, output].forEach((handle) => handle.close());
  try {
    const loudness = await render(request, { scratch, output }, onProgress, signal);
    close();
    return { file: await openWritten(request.path, encoders[request.format].mime), loudness };
  } catch (error) {
    close();
    await removeWritten(request.path);
    throw isAbort(error) ? error : toAppError(error, 'enhance/failed');
  } finally {
    await removeWritten(scratchPath);
  }
};
