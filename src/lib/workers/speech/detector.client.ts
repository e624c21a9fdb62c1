import type { SpeechDetector } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import type { DetectorApi } from './api.ts';
import { createCompiledRuntime, type CompiledRuntime } from './compiled.ts';

/** The speech detector behind its worker, which runs beside the recogniser. */
export const createSpeechDetector = (
  compiled: CompiledRuntime = createCompiledRuntime(),
): SpeechDetector & { dispose(): void } => {
  const start = () =>
    new Worker(new URL('./detector.worker.ts', import.meta.url), { type: 'module', name: 'detector' });
  const host = new WorkerHost<DetectorApi>(start);
  let kind: SpeechDetector['kind'] = 'silero';
  return {
    get kind() {
      return kind;
    },
    async probabilities(...[pcm, segment, before, signal]) {
      const module = await compiled();
      const found = await host.call(signal, (api, own) => api.probabilities({ pcm, segment, before }, module, own));
      kind = found.kind;
      return found;
    },
    dispose: () => host.stop(),
  };
};
