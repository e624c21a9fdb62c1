import type { PerformanceTracker } from '$lib/core/perf.ts';
import type { Scope } from '$lib/core/scope.ts';
import type { Database } from '$lib/db/database.ts';
import type { Capabilities } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Draft } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';
import type { PipelineManager } from '$lib/pipelines/manager.ts';
import { Jobs, type TranscribeChoice } from '$lib/services/jobs.ts';
import type { Models } from '$lib/services/models.ts';
import type { SettingsService } from '$lib/services/settings.ts';
import type { Transcripts } from '$lib/services/transcripts.ts';
import { makeWork } from '$lib/services/work.ts';
import { ownServerId } from '$lib/domain/speech-server.ts';
import { serverRef } from './own-server.ts';
import { deviceFor } from './device.ts';
import type { Engines } from './engines.ts';
import { exclusively } from './exclusive.ts';
import type { GrowingArtifacts } from './growing.ts';
import { composePipelines, trackSteps } from './pipelines.ts';

/** Hears a recording, or a stretch of it, by itself: nothing but the draft is made. */
export type HearAgain = (recordingId: string, choice: TranscribeChoice, signal: AbortSignal) => Promise<Draft>;

type JobsParts = {
  engines: Engines;
  database: Database;
  transcripts: Transcripts;
  settings: SettingsService;
  models: Models;
  capabilities: Capabilities;
  perf: PerformanceTracker;
  growing: GrowingArtifacts;
  scope: Scope;
};

const channelNames = ({ layout }: Pick<Recording, 'layout'>) =>
  layout === 'me-them' ? en.sound.speakers.call : en.sound.speakers.sides;

/** The queue and the pipelines behind it; what steps tell goes to the queue, the tracker and the growing artifacts. */
export const composeJobs = (parts: JobsParts): { jobs: Jobs; manager: PipelineManager; hearAgain: HearAgain } => {
  const { engines, database, transcripts, settings, models, capabilities, perf, growing, scope } = parts;
  const track = trackSteps(perf);
  const manager = composePipelines({
    database,
    media: engines.media,
    renderer: engines.renderer,
    speech: engines.speech,
    detector: engines.detector,
    text: engines.text,
    models: {
      refFor: async (modelId) => {
        if (modelId === ownServerId) return serverRef(settings.current);
        const { device, reason } = deviceFor(modelId, settings.current, capabilities);
        return models.refFor(modelId, device, reason);
      },
    },
    onEvent: (event) => {
      track(event);
      if (event.state === 'done') growing.end(event.recordingId, event.makes);
      jobs.note(event);
    },
    onPublish: (recordingId, name, value) => growing.publish(recordingId, name, value),
  });
  const jobs: Jobs = new Jobs({
    jobs: database.jobs,
    settings,
    work: makeWork({
      manager,
      recordings: database.recordings,
      artifacts: database.artifacts,
      transcripts,
      channelNames,
    }),
    plan: (wants) => manager.plan(wants),
    exclusively: (run, signal) => exclusively('echoflow:jobs', run, signal),
  });
  scope.own(() => jobs.dispose());
  const hearAgain: HearAgain = (recordingId, choice, signal) => {
    const { modelId, language, recognition } = jobs.wishOf(choice);
    return manager.make('draft', { recordingId, modelId, language, recognition }, signal);
  };
  return { jobs, manager, hearAgain };
};
