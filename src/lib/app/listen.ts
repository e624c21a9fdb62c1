import { newId } from '$lib/core/ids.ts';
import type { ArtifactName, Artifacts } from '$lib/domain/artifacts.ts';
import type { ArtifactStore, FileStore } from '$lib/domain/ports.ts';
import { makeAudioSteps, pcmFolder } from '$lib/pipelines/audio/index.ts';
import { makeDownloadSteps } from '$lib/pipelines/download/index.ts';
import { PipelineManager } from '$lib/pipelines/manager.ts';
import { makeTranscriptionSteps } from '$lib/pipelines/transcription/index.ts';
import type { Models } from '$lib/services/models.ts';
import type { RedactionCheckPorts } from '$lib/services/redaction-check.ts';
import { createSpeechEngine } from '$lib/workers/speech/client.ts';
import { builtInModel } from './built-in-model.ts';
import type { Engines } from './engines.ts';

/** Artifacts of a file that is listened to once: nothing of it is saved. */
const forgetful = (): ArtifactStore => {
  const kept = new Map<string, Artifacts[ArtifactName]>();
  const never = { subscribe: () => ({ unsubscribe: () => {} }) };
  return {
    find: async <N extends ArtifactName>(id: string, name: N, fingerprint: string) =>
      kept.get(`${id} ${name} ${fingerprint}`) as Artifacts[N] | undefined,
    save: async (id, name, fingerprint, value) => void kept.set(`${id} ${name} ${fingerprint}`, value),
    watchLatest: () => never,
    watchFingerprint: () => never,
    loadCheckpoint: async () => undefined,
    saveCheckpoint: async () => {},
    dropCheckpoint: async () => {},
  };
};

const onlyFile = (blob: Blob): FileStore => ({
  put: async () => {},
  get: async () => blob,
  has: async () => true,
  remove: async () => {},
  watchIds: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
});

/**
 * Listens to a file that is no recording, with the built-in model, in a speech worker of its own: the queue may be at work
 * with another model. What it needed on the way is removed.
 */
export const makeListen =
  ({ media, renderer, detector, compiled }: Engines, models: Models): RedactionCheckPorts['listen'] =>
  async ({ blob, fileName }, language, onProgress, signal) => {
    const engine = createSpeechEngine({ compiled });
    const files = onlyFile(blob);
    const steps = [
      ...makeDownloadSteps({ files, media }),
      ...makeAudioSteps({ files, media, renderer, detector }),
      ...makeTranscriptionSteps({ engine, models: { refFor: (id) => models.refFor(id, 'wasm') } }),
    ];
    const recordingId = `listen-${newId()}`;
    const origin = { fileName, mime: blob.type, sizeBytes: blob.size, sha256: recordingId };
    const manager = new PipelineManager(steps, {
      artifacts: forgetful(),
      origin: async () => origin,
      onEvent: ({ step, fraction }) => step === 'transcription/recognise' && fraction !== null && onProgress(fraction),
    });
    const order = { recordingId, modelId: builtInModel.id, language };
    try {
      const draft = await manager.make('draft', order, signal);
      return draft.segments.flatMap(({ words }) => [...words]);
    } finally {
      engine.dispose();
      await media.removePcm(pcmFolder(recordingId));
    }
  };
