import type { ArtifactName, Artifacts } from '$lib/domain/artifacts.ts';
import { Growth } from './growth.ts';
import type { Step } from './step.ts';

type Outputs = Pick<Artifacts, ArtifactName>;

/**
 * One step at work, shared by everybody who wants its outputs: it is stopped only when the last of them has gone.
 */
export class RunningStep {
  readonly #growth = new Map<ArtifactName, Growth<unknown>>();
  readonly #controller = new AbortController();
  #waiting = 0;

  constructor(
    step: Step,
    readonly fingerprint: string,
  ) {
    for (const name of step.makes) this.#growth.set(name, new Growth<unknown>());
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  growth<N extends ArtifactName>(name: N): Growth<Artifacts[N]> {
    const growth = this.#growth.get(name);
    if (!growth) throw new Error(`This step does not make "${name}".`);
    return growth as Growth<Artifacts[N]>;
  }

  finish(outputs: Partial<Outputs>): void {
    for (const [name, growth] of this.#growth) growth.finish(outputs[name]);
    this.#release();
  }

  fail(error: unknown): void {
    for (const growth of this.#growth.values()) growth.fail(error);
    this.#release();
  }

  /** Counts one more who waits, until their signal is aborted or the step ends. */
  join(signal: AbortSignal): void {
    this.#waiting++;
    const leave = () => {
      if (--this.#waiting === 0) this.#controller.abort(signal.reason);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true, signal: this.signal });
  }

  /** Lets go of the inputs it had joined. */
  #release(): void {
    this.#controller.abort(new DOMException('The step has ended.', 'AbortError'));
  }
}
