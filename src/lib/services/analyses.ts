import { isAbort, toAppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { Analysis, Topic, TopicSource } from '$lib/domain/analysis.ts';
import type { ArtifactStore, TextEngine, Watchable } from '$lib/domain/ports.ts';
import type { PipelineManager } from '$lib/pipelines/manager.ts';

const log = logger('analyses');

export type AnalysesPorts = {
  manager: Pick<PipelineManager, 'make'>;
  artifacts: Pick<ArtifactStore, 'watchLatest'>;
  text: Pick<TextEngine, 'topics'>;
};

/** What transcripts tell: made when somebody asks, kept until the transcript changes. */
export class Analyses {
  constructor(private readonly ports: AnalysesPorts) {}

  /** The analysis of the transcript as it is saved now. Throws `transcript/missing`. */
  make(recordingId: string, signal: AbortSignal): Promise<Analysis> {
    return this.ports.manager.make('analysis', { recordingId, modelId: '', language: '' }, signal);
  }

  /** The one made last; it may be of an earlier revision. */
  watch(recordingId: string): Watchable<Analysis | undefined> {
    return this.ports.artifacts.watchLatest(recordingId, 'analysis');
  }

  /** The same; undefined for one that cannot be analysed. */
  async tryMake(recordingId: string, signal: AbortSignal): Promise<Analysis | undefined> {
    try {
      return await this.make(recordingId, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      log.warn('not analysed', { recordingId, code: toAppError(error).code });
      return undefined;
    }
  }

  /** What recordings have in common. */
  topicsOf(sources: readonly TopicSource[], signal: AbortSignal): Promise<readonly Topic[]> {
    return this.ports.text.topics(sources, signal);
  }
}
