import type { ArtifactName, Artifacts, Origin, Pcm, Speech } from '$lib/domain/artifacts.ts';
import type { ArtifactStore } from '$lib/domain/ports.ts';
import { PipelineManager, type StepEvent } from '$lib/pipelines/manager.ts';
import { defineStep, type Order, type Step } from '$lib/pipelines/step.ts';

export const origin: Origin = { fileName: 'a.wav', mime: 'audio/wav', sizeBytes: 1, sha256: 'f'.repeat(64) };
export const order: Order = { recordingId: 'r1', modelId: 'm1', language: 'auto' };
export const never = new AbortController().signal;

export class MemoryStore implements ArtifactStore {
  readonly saved = new Map<string, unknown>();
  readonly checkpoints = new Map<string, unknown>();
  finds: string[] = [];

  async find<N extends ArtifactName>(recordingId: string, name: N, fingerprint: string) {
    this.finds.push(name);
    return this.saved.get(`${recordingId}:${name}:${fingerprint}`) as Artifacts[N] | undefined;
  }
  async save(recordingId: string, name: ArtifactName, fingerprint: string, value: unknown) {
    this.saved.set(`${recordingId}:${name}:${fingerprint}`, value);
  }
  watchLatest() {
    return { subscribe: () => ({ unsubscribe: () => {} }) };
  }
  watchFingerprint() {
    return { subscribe: () => ({ unsubscribe: () => {} }) };
  }
  async loadCheckpoint(recordingId: string, fingerprint: string) {
    return this.checkpoints.get(`${recordingId}:${fingerprint}`);
  }
  async saveCheckpoint(recordingId: string, fingerprint: string, state: unknown) {
    this.checkpoints.set(`${recordingId}:${fingerprint}`, state);
  }
  async dropCheckpoint(recordingId: string, fingerprint: string) {
    this.checkpoints.delete(`${recordingId}:${fingerprint}`);
  }
}

const pcmOf = (sealed: number): Pcm => ({
  folder: 'pcm',
  sampleRate: 16_000,
  samplesPerSegment: 960_000,
  totalSamples: sealed * 960_000,
  sealed,
  decoder: 'wav',
  reason: 'test',
});
const speechTo = (untilSeconds: number): Speech => ({ spans: [], detector: 'energy', untilSeconds });
export const media = { container: 'wav', mime: '', durationSeconds: 1, hasVideo: false, audioTracks: [], title: null };
export const peaks = { sampleRate: 16_000, totalSamples: 0, levels: [] } as const;
const draftOf = (modelId: string, language: string | null) => ({
  modelId,
  revision: '1',
  language,
  languageProbability: null,
  device: 'wasm' as const,
  segments: [],
});

/** A small copy of the real chain that writes down what ran. */
export const chain = (ran: string[], options: { segments?: number; fail?: () => unknown } = {}): Step[] => [
  defineStep({
    id: 'download/probe',
    version: 1,
    needs: ['origin'],
    follows: [],
    makes: ['media'],
    lane: 'media',
    run: async () => (ran.push('probe'), { media }),
  }),
  defineStep({
    id: 'audio/decode',
    version: 1,
    needs: ['origin', 'media'],
    follows: [],
    makes: ['pcm', 'peaks'],
    lane: 'media',
    run: async (_inputs, context) => {
      ran.push('decode');
      const last = options.segments ?? 2;
      for (let sealed = 1; sealed <= last; sealed++) {
        context.publish('pcm', pcmOf(sealed));
        await new Promise((resolve) => setTimeout(resolve));
        context.signal.throwIfAborted();
      }
      const error = options.fail?.();
      if (error) throw error;
      return { pcm: pcmOf(last), peaks };
    },
  }),
  defineStep({
    id: 'audio/speech',
    version: 1,
    needs: [],
    follows: ['pcm'],
    makes: ['speech'],
    lane: 'detect',
    run: async ({ pcm }, context) => {
      ran.push('speech');
      let seen = 0;
      for await (const state of pcm.states(context.signal)) {
        seen = state.sealed;
        ran.push(`heard ${seen}`);
        context.publish('speech', speechTo(seen * 60));
      }
      return { speech: speechTo(seen * 60) };
    },
  }),
  defineStep({
    id: 'transcription/recognise',
    version: 1,
    needs: [],
    follows: ['speech'],
    makes: ['draft'],
    lane: 'speech',
    options: ({ modelId, language }) => ({ modelId, language }),
    run: async ({ speech }, context, { modelId, language }) => {
      ran.push('recognise');
      await speech.whole(context.signal);
      return { draft: draftOf(modelId, language) };
    },
  }),
];

export const managerOf = (steps: Step[], store = new MemoryStore(), events: StepEvent[] = []) => ({
  store,
  events,
  manager: new PipelineManager(steps, {
    artifacts: store,
    origin: async () => origin,
    onEvent: (event) => events.push(event),
  }),
});
