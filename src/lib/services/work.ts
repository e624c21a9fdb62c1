import { AppError } from '$lib/core/errors.ts';
import { isNoCleaning, noCleaning } from '$lib/domain/cleaning.ts';
import type { Job } from '$lib/domain/job.ts';
import type { MediaInfo } from '$lib/domain/media.ts';
import type { ArtifactStore, RecordingRepository } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { wholeSound, type SoundChoice } from '$lib/domain/sound.ts';
import type { PipelineManager } from '$lib/pipelines/manager.ts';
import type { Order } from '$lib/pipelines/step.ts';
import { mergeChannels } from '$lib/pipelines/text/merge-channels.ts';
import type { Transcripts } from './transcripts.ts';

export type WorkPorts = {
  manager: Pick<PipelineManager, 'make' | 'fingerprint'>;
  recordings: Pick<RecordingRepository, 'find' | 'update'>;
  artifacts: Pick<ArtifactStore, 'save'>;
  transcripts: Pick<Transcripts, 'adopt'>;
  /** Names of the two speakers of a recording with one on each channel. */
  channelNames(recording: Pick<Recording, 'layout'>): readonly [left: string, right: string];
};

/**
 * Which sound to take: what the person chose; both channels of a recorded call; else the only one there is. Throws
 * `media/choose-track` where there are several and nobody chose.
 */
const soundOf = (recording: Recording, media: MediaInfo): SoundChoice => {
  const tracks = media.audioTracks.length;
  if (recording.sound && recording.sound.track < tracks) return recording.sound;
  if (tracks > 1) throw new AppError('media/choose-track', { detail: { tracks } });
  return recording.layout === 'me-them' ? { track: 0, channel: 'split' } : wholeSound;
};

/** What the file says of itself, for the row of the library; a title somebody gave is kept. */
const factsOf = (recording: Recording, media: MediaInfo): Partial<Recording> => {
  const { hasVideo, durationSeconds, title, artist, date, chapters } = media;
  const fromName = recording.fileName.startsWith(recording.title);
  const marks = (chapters ?? []).map(({ start, title: note }, at) => ({ id: `chapter-${at}`, at: start, note }));
  return {
    ...{ hasVideo, durationSeconds },
    ...(title && fromName && recording.source !== 'microphone' ? { title } : {}),
    ...(artist ? { artist } : {}),
    ...(date ? { date } : {}),
    ...(marks.length > 0 && !recording.markers ? { markers: marks } : {}),
  };
};

/** What one job does: asks the manager for the artifacts it wants, and tells the library what was learnt on the way. */
export const makeWork =
  ({ manager, recordings, artifacts, transcripts, channelNames }: WorkPorts) =>
  async (job: Job, signal: AbortSignal): Promise<void> => {
    const { recordingId } = job;
    const asked = { recordingId, modelId: job.modelId, language: job.language, recognition: job.recognition };
    const media = await manager.make('media', asked, signal);
    const recording = await recordings.find(recordingId);
    if (!recording) throw new AppError('media/missing', { detail: { recordingId } });
    await recordings.update(recordingId, factsOf(recording, media));
    const { track, channel } = soundOf(recording, media);
    const { recognise, ...cleaning } = recording.cleaning ?? { ...noCleaning, recognise: false };
    const heard = recognise && !isNoCleaning(cleaning) ? { cleaning } : {};
    const orderOf = (one: NonNullable<Order['sound']>['channel']): Order => ({
      ...asked,
      ...heard,
      sound: { track, channel: one },
    });
    const order = orderOf(channel === 'split' ? 'mix' : channel);

    const draw = async () => {
      const { totalSamples, sampleRate } = await manager.make('peaks', order, signal);
      await recordings.update(recordingId, { durationSeconds: totalSamples / sampleRate });
    };
    const transcribe = async () => {
      const layer = await manager.make('machine', order, signal);
      await transcripts.adopt(recordingId, layer, await manager.fingerprint('machine', order));
    };
    const transcribeBoth = async () => {
      const orders = [orderOf('left'), orderOf('right')] as const;
      const left = await manager.make('machine', orders[0], signal);
      const right = await manager.make('machine', orders[1], signal);
      const [one, two] = channelNames(recording);
      const merged = mergeChannels([
        { speaker: one, layer: left },
        { speaker: two, layer: right },
      ]);
      const prints = await Promise.all(orders.map((each) => manager.fingerprint('machine', each)));
      const print = prints.join('+');
      await artifacts.save(recordingId, 'machine', print, merged);
      await transcripts.adopt(recordingId, merged, print);
    };
    const write = channel === 'split' ? transcribeBoth : transcribe;
    await Promise.all(job.wants === 'machine' ? [draw(), write()] : [draw()]);
  };
