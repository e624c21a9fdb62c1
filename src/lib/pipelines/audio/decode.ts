import { logger } from '$lib/core/log.ts';
import { onTheClock, type Cleaning } from '$lib/domain/cleaning.ts';
import type { MediaInfo } from '$lib/domain/media.ts';
import type { AudioRenderer, DecodeProgress, FileStore, MediaEngine } from '$lib/domain/ports.ts';
import { pcmFolder, type Decoder, type Pcm } from '$lib/domain/artifacts.ts';
import { wholeSound } from '$lib/domain/sound.ts';
import { defineStep, type Order, type StepContext } from '../step.ts';

const log = logger('decode');

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
    published = Math.max(published, sealed);
  };
};

/** What a checkpoint holds: an interrupted run begins anew, and with the same decoder. */
type Begun = { decoder: Decoder };

/** Notes the first decoder once it gives sound. */
const notingDecoder = (
  report: (progress: DecodeProgress) => void,
  { checkpoint }: StepContext,
  begun: Begun | undefined,
): ((progress: DecodeProgress) => void) => {
  let isNoted = begun !== undefined;
  return (progress) => {
    report(progress);
    if (isNoted || progress.doneSeconds === 0) return;
    isNoted = true;
    // Without it an interrupted run may begin with another decoder: no reason to stop this one.
    checkpoint.save<Begun>({ decoder: progress.decoder }).catch((error: unknown) => {
      log.warn('the decoder was not noted', { error: String(error) });
    });
  };
};

type DecodePorts = { files: FileStore; media: MediaEngine; renderer: Pick<AudioRenderer, 'render'> };

/** The sound of the order, cleaned on the recording's own clock, as a file of one track. */
const cleanedFile = async (
  renderer: DecodePorts['renderer'],
  {
    file,
    info,
    sound,
    cleaning,
  }: { file: Blob; info: MediaInfo; sound: NonNullable<Order['sound']>; cleaning: Cleaning },
  signal: AbortSignal,
): Promise<Blob> => {
  const { track, channel } = sound;
  const sourceChannels = info.audioTracks[track]?.channels ?? 1;
  const whole = { keep: null, chapters: [], tags: {}, format: 'flac' as const, durationSeconds: info.durationSeconds };
  const request = { file, track, channel, sourceChannels, cleaning: onTheClock(cleaning), ...whole };
  return (await renderer.render(request, () => {}, signal)).file;
};

/**
 * Decodes to 16 kHz mono in 60 s segments, peaks in the same pass. Made again where the browser evicted the segments.
 * Where the order asks for the cleaned sound, that is made first.
 */
export const decode = ({ files, media, renderer }: DecodePorts) =>
  defineStep({
    id: 'audio/decode',
    version: 2,
    needs: ['origin', 'media'],
    follows: [],
    makes: ['pcm', 'peaks'],
    lane: 'media',
    options: ({ sound = wholeSound, cleaning }) => ({
      ...{ track: sound.track, channel: sound.channel },
      ...(cleaning ? { cleaning: onTheClock(cleaning) } : {}),
    }),
    isUsable: ({ pcm }) => media.hasPcm(pcm),
    run: async ({ origin, media: info }, context, { sound = wholeSound, cleaning }) => {
      const { recordingId, fingerprint, signal } = context;
      const folder = `${pcmFolder(recordingId)}/${fingerprint}`;
      const file = await files.get(recordingId);
      const about = { recordingId, fileName: origin.fileName, folder };
      const begun = await context.checkpoint.load<Begun>();
      const report = notingDecoder(reporter(folder, context), context, begun);
      const again = begun ? { begunWith: begun.decoder } : {};
      if (!cleaning) return media.decode({ ...about, ...again, file, info, ...sound }, report, signal);
      const cleaned = await cleanedFile(renderer, { file, info, sound, cleaning }, signal);
      const cleanedInfo = await media.probe(cleaned, 'cleaned.flac', signal);
      const request = { ...about, ...again, file: cleaned, info: cleanedInfo, ...wholeSound };
      const { pcm, peaks } = await media.decode(request, report, signal);
      return { pcm: { ...pcm, cleaning: onTheClock(cleaning) }, peaks };
    },
  });
