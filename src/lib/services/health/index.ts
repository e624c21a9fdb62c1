import { isAbort } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import { Scope } from '$lib/core/scope.ts';
import type { HealthReport, HealthResult } from '$lib/domain/health.ts';
import { builtInModel } from './built-in-model.ts';
import type { HealthCheck, HealthPorts } from './check.ts';
import { database } from './database.ts';
import { decoders } from './decoders.ts';
import { device } from './device.ts';
import { engine } from './engine.ts';
import { faults } from './faults.ts';
import { files } from './files.ts';
import { gpu } from './gpu.ts';
import { homes } from './homes.ts';
import { isolation } from './isolation.ts';
import { microphone } from './microphone.ts';
import { offline } from './offline.ts';
import { persistence } from './persistence.ts';
import { space } from './space.ts';

export type { HealthPorts } from './check.ts';

/** Every check, in the order of the page. A new one is one file and one name here. */
export const checks = [
  isolation,
  offline,
  files,
  database,
  homes,
  space,
  persistence,
  microphone,
  decoders,
  engine,
  builtInModel,
  gpu,
  device,
  faults,
] as const satisfies readonly HealthCheck[];

type AnyCheck = (typeof checks)[number];
export type HealthCheckId = AnyCheck['id'];
/** The reasons one check can give. A check that could not look gives `no-answer`. */
export type HealthReason<Id extends HealthCheckId> = Extract<AnyCheck, { id: Id }>['reasons'][number];

const log = logger('health');
const deadlineMs = 10_000;

/** Runs the checks one after the other, so that they do not measure each other. */
export class Health {
  readonly checks: readonly HealthCheck[] = checks;

  constructor(
    private readonly ports: HealthPorts,
    private readonly patienceMs = deadlineMs,
  ) {}

  /** One report after each check. A check that throws or takes too long is reported `unknown`; an abort ends the run. */
  async *run(signal: AbortSignal): AsyncIterable<HealthReport> {
    for (const check of this.checks) {
      signal.throwIfAborted();
      const startMs = performance.now();
      const result = await this.#result(check, signal);
      yield { id: check.id, ...result, tookMs: performance.now() - startMs };
    }
  }

  async #result(check: HealthCheck, signal: AbortSignal): Promise<HealthResult> {
    const scope = new Scope();
    scope.listen(signal, 'abort', () => scope.dispose());
    scope.timeout(() => scope.dispose(), this.patienceMs);
    try {
      return await Promise.race([check.run(this.ports, scope.signal), ended(scope.signal)]);
    } catch (error) {
      signal.throwIfAborted();
      if (!isAbort(error)) log.warn('check could not look', { check: check.id, error });
      return { state: 'unknown', reason: 'no-answer' };
    } finally {
      scope.dispose();
    }
  }
}

const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
