import { isAbort } from '$lib/core/errors.ts';
import type { StepSpan } from '$lib/core/perf.ts';
import type { HealthAction, HealthReport } from '$lib/domain/health.ts';
import { en } from '$lib/i18n/en.ts';
import type { ReasonWords } from '$lib/i18n/en/health-checks.ts';
import type { Health, HealthCheckId, HealthReason } from '$lib/services/health/index.ts';
import { proveIt, type Proof, type ProofPorts } from '$lib/services/health/prove.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import { Live } from './live.svelte.ts';
import { attempt, toasts } from './toasts.svelte.ts';

/** The compiler asks here for the words of every check and of every reason it can give. */
type Words = { [Id in HealthCheckId]: { title: string; reasons: Record<HealthReason<Id>, ReasonWords> } };
const words: Words = en.health.checks;

const mending: readonly HealthAction[] = ['protect-storage', 'prepare-offline'];

export type Finding = {
  id: string;
  title: string;
  /** Null until the check has run. */
  report: HealthReport | null;
  words: ReasonWords | null;
};

const reasonWords = (report: HealthReport): ReasonWords => {
  const reasons: Readonly<Record<string, ReasonWords>> = words[report.id as HealthCheckId].reasons;
  return reasons[report.reason] ?? en.health.noAnswer;
};

/** The checks of the health page, as they come in. */
export class HealthView {
  #reports = $state.raw<readonly HealthReport[]>([]);
  #isRunning = $state(false);
  #controller: AbortController | null = null;

  readonly findings: readonly Finding[] = $derived.by(() =>
    this.health.checks.map(({ id }) => {
      const report = this.#reports.find((each) => each.id === id) ?? null;
      return { id, title: words[id as HealthCheckId].title, report, words: report && reasonWords(report) };
    }),
  );
  readonly done = $derived(this.findings.filter(({ report }) => report !== null).length);
  readonly good = $derived(this.findings.filter(({ report }) => report?.state === 'ok').length);

  /** `actions` do what findings offer. */
  constructor(
    private readonly health: Health,
    private readonly actions: Readonly<Record<HealthAction, () => Promise<unknown> | unknown>>,
  ) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  run = async (): Promise<void> => {
    this.stop();
    const controller = new AbortController();
    this.#controller = controller;
    this.#reports = [];
    this.#isRunning = true;
    try {
      for await (const report of this.health.run(controller.signal)) {
        this.#reports = [...this.#reports, report];
      }
    } catch (error) {
      toasts.error(error);
    } finally {
      if (this.#controller === controller) this.#isRunning = false;
    }
  };

  stop = (): void => this.#controller?.abort();

  /** Does it; what can be mended on the spot is looked at again. */
  perform = async (action: HealthAction): Promise<void> => {
    const isDone = await attempt(this.actions[action]);
    if (isDone && mending.includes(action)) await this.run();
  };
}

/** The page trying to reach another origin. */
export class ProofView {
  #proofs = $state.raw<readonly Proof[]>([]);
  #isRunning = $state(false);

  constructor(private readonly ports: ProofPorts) {}

  get proofs(): readonly Proof[] {
    return this.#proofs;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Null until every way was tried. */
  get verdict(): 'passed' | 'failed' | 'unclear' | null {
    if (this.#isRunning || this.#proofs.length === 0) return null;
    if (this.#proofs.some(({ outcome }) => outcome === 'reached')) return 'failed';
    return this.#proofs.every(({ outcome }) => outcome === 'blocked') ? 'passed' : 'unclear';
  }

  run = async (): Promise<void> => {
    this.#proofs = [];
    this.#isRunning = true;
    try {
      for await (const proof of proveIt(this.ports, new AbortController().signal)) {
        this.#proofs = [...this.#proofs, proof];
      }
    } catch (error) {
      if (!isAbort(error)) toasts.error(error);
    } finally {
      this.#isRunning = false;
    }
  };
}

/** How long each step took, the latest first. */
export class PerformanceView {
  readonly #live: Live<readonly StepSpan[]>;
  readonly spans: readonly StepSpan[] = $derived.by(() => this.#live.current.toReversed());

  constructor(spans: Watchable<readonly StepSpan[]>) {
    this.#live = new Live(spans, []);
  }
}
