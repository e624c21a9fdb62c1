import { isAbort, toAppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { Analysis, Topic, TopicSource } from '$lib/domain/analysis.ts';
import type {
  ArtifactStore,
  RecordingRepository,
  TextEngine,
  TranscriptRepository,
  Watchable,
} from '$lib/domain/ports.ts';
import type { PipelineManager } from '$lib/pipelines/manager.ts';
import { firstValue } from './first-value.ts';

const log = logger('analyses');

export type AnalysesPorts = {
  manager: Pick<PipelineManager, 'make'>;
  artifacts: Pick<ArtifactStore, 'watchLatest'>;
  recordings: Pick<RecordingRepository, 'watchAll'>;
  transcripts: Pick<TranscriptRepository, 'find'>;
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

  /** What the recordings of the library have in common. One that cannot be analysed is left out. */
  async topics(signal: AbortSignal): Promise<readonly Topic[]> {
    const sources: TopicSource[] = [];
    for (const { id, title } of await firstValue(this.ports.recordings.watchAll())) {
      signal.throwIfAborted();
      if (!(await this.ports.transcripts.find(id))) continue;
      const analysis = await this.#tryMake(id, signal);
      if (!analysis?.keyPhrases) continue;
      sources.push({ recordingId: id, title, keyPhrases: analysis.keyPhrases, words: analysis.vocabulary.content });
    }
    return sources.length < 2 ? [] : this.ports.text.topics(sources, signal);
  }

  async #tryMake(recordingId: string, signal: AbortSignal): Promise<Analysis | undefined> {
    try {
      return await this.make(recordingId, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      log.warn('not analysed', { recordingId, code: toAppError(error).code });
      return undefined;
    }
  }
}
