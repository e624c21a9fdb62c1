import { AppError, isAbort } from '$lib/core/errors.ts';
import { LaneQueue } from '$lib/core/lane.ts';
import type { ArtifactName, Artifacts, Origin, RootArtifact } from '$lib/domain/artifacts.ts';
import type { ArtifactStore } from '$lib/domain/ports.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { fingerprintOf, inputsOf, isRoot, StepGraph } from './graph.ts';
import { Growth } from './growth.ts';
import { RunningStep } from './running.ts';
import type { Growing, Lane, Order, Step, StepContext } from './step.ts';

export type StepEvent = {
  recordingId: string;
  step: string;
  /** Of the order; whether the step uses it is the step's own business. */
  modelId: string;
  state: 'running' | 'reused' | 'done' | 'stopped' | 'failed';
  fraction: number | null;
  doneSeconds?: number | undefined;
  totalSeconds?: number | undefined;
  elapsedMs: number;
  makes: readonly ArtifactName[];
  error?: unknown;
};

export type ManagerPorts = {
  artifacts: ArtifactStore;
  /** What the recording was made from: the root of every fingerprint. */
  origin(recordingId: string): Promise<Origin>;
  /** What the person edits; its revision is its fingerprint. Throws `transcript/missing`. */
  transcript?(recordingId: string): Promise<Transcript>;
  onEvent?(event: StepEvent): void;
  /** What a step shows of its output while it still works. */
  onPublish?(recordingId: string, name: ArtifactName, value: Artifacts[ArtifactName]): void;
};

type Outputs = Pick<Artifacts, ArtifactName>;

/**
 * Makes artifacts on demand, as `make` does: ask for the one you want, and whatever it needs is found saved or is made
 * first. Fingerprints come first, values only when a step runs. Resuming is asking again.
 */
export class PipelineManager {
  readonly #graph: StepGraph;
  readonly #lanes = new Map<Lane, LaneQueue>();
  readonly #running = new Map<string, RunningStep>();
  readonly #told = new WeakSet<object>();

  constructor(
    steps: readonly Step[],
    private readonly ports: ManagerPorts,
  ) {
    this.#graph = new StepGraph(steps);
  }

  /** Ids of the steps behind an artifact, inputs first. */
  plan(name: ArtifactName): readonly string[] {
    return this.#graph.plan(name);
  }

  /** Identity of an artifact, known without making it. */
  async fingerprint(name: ArtifactName, order: Order): Promise<string> {
    if (isRoot(name)) return (await this.#root(name, order)).fingerprint;
    return this.#stepFingerprint(this.#graph.maker(name), order);
  }

  /** Finds or makes an artifact. Rejects with the step's own error, or an AbortError once `signal` is aborted. */
  async make<N extends ArtifactName>(name: N, order: Order, signal: AbortSignal): Promise<Artifacts[N]> {
    return (await this.#grow(name, order, signal)).whole(signal);
  }

  /** Follows an artifact while it grows; a saved one is whole at once. */
  follow<N extends ArtifactName>(name: N, order: Order, signal: AbortSignal): Promise<Growing<Artifacts[N]>> {
    return this.#grow(name, order, signal);
  }

  async #grow<N extends ArtifactName>(name: N, order: Order, signal: AbortSignal): Promise<Growing<Artifacts[N]>> {
    signal.throwIfAborted();
    if (isRoot(name)) return wholeOf((await this.#root(name, order)).value as Artifacts[N]);
    const step = this.#graph.maker(name);
    const fingerprint = await this.#stepFingerprint(step, order);
    const key = `${order.recordingId}:${fingerprint}`;
    const saved = this.#running.has(key) ? undefined : await this.#findSaved(step, order, fingerprint);
    if (saved) {
      this.#tell(step, order, { state: 'reused', fraction: 1, elapsedMs: 0 });
      return wholeOf(saved[name] as Artifacts[N]);
    }
    signal.throwIfAborted();
    const atWork = this.#running.get(key);
    const running = atWork && !atWork.signal.aborted ? atWork : this.#start(step, order, fingerprint, key);
    running.join(signal);
    return running.growth(name);
  }

  async #root(name: RootArtifact, { recordingId }: Order): Promise<{ fingerprint: string; value: unknown }> {
    if (name === 'origin') {
      const origin = await this.ports.origin(recordingId);
      return { fingerprint: origin.sha256, value: origin };
    }
    const transcript = await this.ports.transcript?.(recordingId);
    if (!transcript) throw new AppError('transcript/missing', { detail: { recordingId } });
    return { fingerprint: `${transcript.machine ?? ''}:${transcript.revision}`, value: transcript };
  }

  async #stepFingerprint(step: Step, order: Order): Promise<string> {
    const inputs = await Promise.all(
      inputsOf(step).map(async (name) => [name, await this.fingerprint(name, order)] as const),
    );
    return fingerprintOf(step, order, inputs);
  }

  async #findSaved(step: Step, order: Order, fingerprint: string): Promise<Partial<Outputs> | undefined> {
    const { artifacts } = this.ports;
    const found = await Promise.all(
      step.makes.map(async (name) => [name, await artifacts.find(order.recordingId, name, fingerprint)] as const),
    );
    if (found.some(([, value]) => value === undefined)) return undefined;
    const saved = Object.fromEntries(found) as Outputs;
    return !step.isUsable || (await step.isUsable(saved)) ? saved : undefined;
  }

  #start(step: Step, order: Order, fingerprint: string, key: string): RunningStep {
    const running = new RunningStep(step, fingerprint);
    this.#running.set(key, running);
    const forget = () => {
      if (this.#running.get(key) === running) this.#running.delete(key);
    };
    void this.#run(step, order, running).then(
      (outputs) => {
        forget();
        running.finish(outputs);
      },
      (error: unknown) => {
        forget();
        running.fail(error);
      },
    );
    return running;
  }

  async #run(step: Step, order: Order, running: RunningStep): Promise<Partial<Outputs>> {
    const inputs = await this.#inputs(step, order, running.signal);
    return this.#lane(step.lane).run(async () => {
      const startedAt = performance.now();
      const tell = (event: Pick<StepEvent, 'state' | 'fraction'> & Partial<StepEvent>) =>
        this.#tell(step, order, { ...event, elapsedMs: performance.now() - startedAt });
      tell({ state: 'running', fraction: 0 });
      try {
        const context = this.#context(order, running, (progress) => tell({ state: 'running', ...progress }));
        const outputs = (await step.run(inputs as Parameters<Step['run']>[0], context, order)) as Partial<Outputs>;
        running.signal.throwIfAborted();
        await this.#save(step, order, running, outputs);
        tell({ state: 'done', fraction: 1 });
        return outputs;
      } catch (error) {
        tell(this.#isNews(error) ? { state: 'failed', fraction: null, error } : { state: 'stopped', fraction: null });
        throw error;
      }
    }, running.signal);
  }

  /** Values of what the step needs, and the growing ends of what it follows. */
  async #inputs(step: Step, order: Order, signal: AbortSignal): Promise<Record<string, unknown>> {
    const followed = step.follows.map(async (name) => [name, await this.#grow(name, order, signal)] as const);
    const needed = step.needs.map(async (name) => [name, await this.make(name, order, signal)] as const);
    return Object.fromEntries(await Promise.all([...followed, ...needed]));
  }

  /** Outputs are saved only once everything followed is whole: a half input must not look finished. */
  async #save(step: Step, order: Order, running: RunningStep, outputs: Partial<Outputs>): Promise<void> {
    const { artifacts } = this.ports;
    for (const name of step.follows) await (await this.#grow(name, order, running.signal)).whole(running.signal);
    for (const name of step.makes) await artifacts.save(order.recordingId, name, running.fingerprint, outputs[name]!);
    await artifacts.dropCheckpoint(order.recordingId, running.fingerprint);
  }

  #context(order: Order, running: RunningStep, report: StepContext['report']): StepContext {
    const { artifacts } = this.ports;
    const { recordingId } = order;
    return {
      recordingId,
      fingerprint: running.fingerprint,
      signal: running.signal,
      report,
      publish: (name, value) => {
        running.growth(name).publish(value);
        this.ports.onPublish?.(recordingId, name, value);
      },
      checkpoint: {
        load: async <T>() => (await artifacts.loadCheckpoint(recordingId, running.fingerprint)) as T | undefined,
        save: (state) => artifacts.saveCheckpoint(recordingId, running.fingerprint, state),
      },
    };
  }

  #lane(lane: Lane): LaneQueue {
    const queue = this.#lanes.get(lane) ?? new LaneQueue();
    this.#lanes.set(lane, queue);
    return queue;
  }

  /** False for a stop, and for a failure that another step has told of: what follows it merely stops. */
  #isNews(error: unknown): boolean {
    if (isAbort(error) || typeof error !== 'object' || error === null || this.#told.has(error)) return false;
    this.#told.add(error);
    return true;
  }

  #tell(step: Step, order: Order, event: Omit<StepEvent, 'recordingId' | 'step' | 'modelId' | 'makes'>): void {
    const { recordingId, modelId } = order;
    this.ports.onEvent?.({ recordingId, step: step.id, modelId, makes: step.makes, ...event });
  }
}

const wholeOf = <T>(value: T): Growing<T> => {
  const growth = new Growth<T>();
  growth.finish(value);
  return growth;
};
