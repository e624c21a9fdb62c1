import type { Job } from '$lib/domain/job.ts';
import type { RecordingRepository } from '$lib/domain/ports.ts';
import type { PipelineManager } from '$lib/pipelines/manager.ts';
import type { Transcripts } from './transcripts.ts';

export type WorkPorts = {
  manager: PipelineManager;
  recordings: RecordingRepository;
  transcripts: Pick<Transcripts, 'adopt'>;
};

/** What one job does: asks the manager for the artifacts it wants, and tells the library what was learnt on the way. */
export const makeWork =
  ({ manager, recordings, transcripts }: WorkPorts) =>
  async (job: Job, signal: AbortSignal): Promise<void> => {
    const { recordingId } = job;
    const order = { recordingId, modelId: job.modelId, language: job.language, recognition: job.recognition };
    const media = await manager.make('media', order, signal);
    await recordings.update(recordingId, { hasVideo: media.hasVideo, durationSeconds: media.durationSeconds });

    const draw = async () => {
      const { totalSamples, sampleRate } = await manager.make('peaks', order, signal);
      await recordings.update(recordingId, { durationSeconds: totalSamples / sampleRate });
    };
    const transcribe = async () => {
      const layer = await manager.make('machine', order, signal);
      await transcripts.adopt(recordingId, layer, await manager.fingerprint('machine', order));
    };
    await Promise.all(job.wants === 'machine' ? [draw(), transcribe()] : [draw()]);
  };
