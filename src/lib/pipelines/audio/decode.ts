import type { DecodeProgress, FileStore, MediaEngine } from '$lib/domain/ports.ts';
import { pcmFolder, type Pcm } from '$lib/domain/artifacts.ts';
import { defineStep, type StepContext } from '../step.ts';

const samplesPerSegment = 60 * 16_000;

/** The artifact while it grows: whole segments only. */
const grown = (folder: string, { sealed, decoder, reason }: DecodeProgress): Pcm => ({
  ...{ folder, sampleRate: 16_000, samplesPerSegment, totalSamples: sealed * samplesPerSegment },
  ...{ sealed, decoder, reason },
});

const reporter = (folder: string, context: StepContext) => {
  let published = 0;
  return (progress: DecodeProgress): void => {
    const { doneSeconds, totalSeconds, sealed } = progress;
    const fraction = totalSeconds ? Math.min(1, doneSeconds / totalSeconds) : null;
    context.report({ fraction, doneSeconds, ...(totalSeconds ? { totalSeconds } : {}) });
    // The last segment may be short; it is published with the whole.
    if (sealed > published && sealed * 60 <= doneSeconds) context.publish('pcm', grown(folder, progress));
    published = sealed;
  };
};

/** Decodes to 16 kHz mono in 60 s segments, peaks in the same pass. Made again where the browser evicted the segments. */
export const decode = ({ files, media }: { files: FileStore; media: MediaEngine }) =>
  defineStep({
    id: 'audio/decode',
    version: 1,
    needs: ['origin', 'media'],
    follows: [],
    makes: ['pcm', 'peaks'],
    lane: 'media',
    isUsable: ({ pcm }) => media.hasPcm(pcm),
    run: async ({ origin, media: info }, context) => {
      const { recordingId, fingerprint, signal } = context;
      const folder = `${pcmFolder(recordingId)}/${fingerprint}`;
      const file = await files.get(recordingId);
      const request = { recordingId, file, fileName: origin.fileName, info, track: 0, folder };
      return media.decode(request, reporter(folder, context), signal);
    },
  });
