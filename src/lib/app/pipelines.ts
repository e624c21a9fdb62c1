import type { PerformanceTracker } from '$lib/core/perf.ts';
import type { Database } from '$lib/db/database.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { AudioRenderer, MediaEngine, SpeechDetector, SpeechEngine, TextEngine } from '$lib/domain/ports.ts';
import { makeAudioSteps } from '$lib/pipelines/audio/index.ts';
import { makeDownloadSteps } from '$lib/pipelines/download/index.ts';
import { PipelineManager, type ManagerPorts, type StepEvent } from '$lib/pipelines/manager.ts';
import { makeTextSteps } from '$lib/pipelines/text/index.ts';
import { makeTranscriptionSteps } from '$lib/pipelines/transcription/index.ts';
import { AppError } from '$lib/core/errors.ts';

export type PipelinePorts = {
  database: Database;
  media: MediaEngine;
  renderer: AudioRenderer;
  speech: SpeechEngine;
  detector: SpeechDetector;
  text: TextEngine;
  /** Where the weights of a model are; throws `model/missing`. */
  models: { refFor(modelId: string): Promise<ModelRef> };
  onEvent(event: StepEvent): void;
  onPublish: ManagerPorts['onPublish'];
};

/** The four pipelines as one manager: every step there is, with the engines it uses. */
export const composePipelines = (ports: PipelinePorts): PipelineManager => {
  const { media, renderer, detector, speech, text, models } = ports;
  const { files, recordings, artifacts, transcripts } = ports.database;
  const steps = [
    ...makeDownloadSteps({ files, media }),
    ...makeAudioSteps({ files, media, renderer, detector }),
    ...makeTranscriptionSteps({ engine: speech, models }),
    ...makeTextSteps({ text }),
  ];
  const origin = async (recordingId: string) => {
    const recording = await recordings.find(recordingId);
    if (!recording) throw new AppError('media/missing');
    const { fileName, mime, sizeBytes, sha256 } = recording;
    return { fileName, mime, sizeBytes, sha256 };
  };
  const transcript = async (recordingId: string) => {
    const found = await transcripts.find(recordingId);
    if (!found) throw new AppError('transcript/missing', { detail: { recordingId } });
    return found;
  };
  const { onEvent, onPublish } = ports;
  return new PipelineManager(steps, { artifacts, origin, transcript, onEvent, onPublish });
};

/** Writes every finished step down as a span, with its real-time factor where it worked through time. */
export const trackSteps =
  (tracker: PerformanceTracker) =>
  (event: StepEvent): void => {
    if (event.state !== 'done') return;
    const { recordingId, step, elapsedMs, totalSeconds } = event;
    const modelId = step.startsWith('transcription/') ? event.modelId : null;
    const startedAtMs = Date.now() - elapsedMs;
    tracker.record({ recordingId, step, modelId, startedAtMs, elapsedMs, audioSeconds: totalSeconds ?? null });
  };
