import { logger } from '$lib/core/log.ts';
import type { DecodeProgress, DecodeRequest, MediaEngine } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { callback } from '../rpc.ts';
import type { MediaApi } from './api.ts';
import { hasPcm, openSound, removePcm, toWav } from './pcm-files.ts';
import { unlessSilent, unlessStalled } from '../stall.ts';
import { startMediaWorker } from './start.ts';

const log = logger('media');

type Tell = (progress: DecodeProgress) => void;

/** Where the browser's codecs, or what feeds them, hang the core has a try. */
const watchedDecode = (decoding: WorkerHost<MediaApi>) => {
  const decode = (of: DecodeRequest, tell: Tell, stop: AbortSignal) =>
    decoding.call(stop, (api, own) => api.decode(of, callback(tell), own));
  return (request: DecodeRequest, tell: Tell, signal: AbortSignal) => {
    let sealed = 0;
    const byCore = () => decode({ ...request, onlyCore: true, keptSegments: sealed }, tell, signal);
    if (request.info.needsCore) return byCore();
    return unlessStalled(
      signal,
      (stop, alive) => {
        const hear = (progress: DecodeProgress) => {
          sealed = progress.sealed;
          alive(progress.decoder === 'webcodecs');
          tell(progress);
        };
        return decode(request, hear, stop);
      },
      byCore,
    );
  };
};

/**
 * Two workers of one kind: decoding may run for minutes without a pause and is stopped by ending its worker, so what
 * takes moments (a probe, a repair) must not share it. The one that is asked ends soon, and at once where a decode begins: the
 * index of a file of four hours leaves 50 MB of garbage behind, and the core of the other takes its memory then.
 */
export const createMediaEngine = (): MediaEngine & { dispose(): void } => {
  const decoding = new WorkerHost<MediaApi>(startMediaWorker, { idleMs: 20_000 });
  const asking = new WorkerHost<MediaApi>(startMediaWorker, { idleMs: 1_000 });
  const decodeWatched = watchedDecode(decoding);
  return {
    probe: (file, _fileName, signal) =>
      unlessStalled(
        signal,
        // The first sign comes from the worker: how long that takes to start on a busy machine says nothing of the file.
        (stop, alive) =>
          asking.call(stop, (api, own) =>
            api.probe(
              file,
              callback(() => alive(true)),
              own,
            ),
          ),
        async () => {
          const info = await asking.call(signal, (api, own) => api.probeWithCore(file, own));
          return { ...info, needsCore: true };
        },
      ),
    repair: (take, signal) =>
      unlessSilent(signal, (stop, beat) => asking.call(stop, (api, own) => api.repair(take, callback(beat), own))),
    spectrogram: (pcm, range, columns, signal) =>
      asking.call(signal, (api, own) => api.spectrogram(pcm, range, columns, own)),
    isolateTrack: (...[recordingId, file, choice, signal]) => {
      const path = `pcm/${recordingId}/track-${choice.track}.${choice.withVideo ? 'video' : 'sound'}`;
      return unlessSilent(signal, (stop, beat) =>
        asking.call(stop, (api, own) => api.isolateTrack({ file, ...choice, path }, callback(beat), own)),
      );
    },
    joinSound: (file, beside, signal) =>
      unlessSilent(signal, (stop, beat) =>
        asking.call(stop, (api, own) => api.joinSound({ file, ...beside }, callback(beat), own)),
      ),
    decode: async (request, onProgress, signal) => {
      asking.rest();
      // A report may be on its way when the call ends; the last word is spoken here.
      let isOver = false;
      const tell = (progress: DecodeProgress) => void (isOver || onProgress(progress));
      try {
        const decoded = await decodeWatched(request, tell, signal);
        const { totalSamples, sampleRate, sealed, decoder, reason } = decoded.pcm;
        const seconds = totalSamples / sampleRate;
        tell({ doneSeconds: seconds, totalSeconds: seconds, sealed, decoder, reason });
        log.info('decoded', { seconds, decoder, reason });
        return decoded;
      } finally {
        isOver = true;
      }
    },
    hasPcm,
    removePcm,
    toWav,
    openSound,
    dispose: () => {
      decoding.stop();
      asking.stop();
    },
  };
};
