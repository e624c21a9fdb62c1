import type { LogEntry } from '$lib/core/log.ts';
import type { HealthResult } from '$lib/domain/health.ts';
import type { OfflinePort } from '$lib/domain/offline.ts';
import type { Capabilities, StorageState } from '$lib/domain/ports.ts';

/** What the checks look at. Each may throw: the check then says that it could not look, never that all is well. */
export type HealthPorts = {
  capabilities(): Capabilities;
  isSecureContext(): boolean;
  offline: Pick<OfflinePort, 'status'>;
  storage: StorageState;
  /** Writes a small file in OPFS, reads it back, deletes it. False where it read something else. */
  tryFiles(): Promise<boolean>;
  /** The same with a row in a database of its own. */
  tryDatabase(): Promise<boolean>;
  microphone: {
    permission(): Promise<'granted' | 'denied' | 'prompt' | 'unknown'>;
    inputs(): Promise<number>;
  };
  /** Which common codecs the browser decodes by itself. */
  decoders(): Promise<readonly { codec: string; isSupported: boolean }[]>;
  /** The speech runtime (ONNX Runtime, WebAssembly) of our own origin. */
  engine(signal: AbortSignal): Promise<'ready' | 'missing' | 'damaged' | 'unsupported'>;
  gpu(): Promise<{ vendor: string; isSoftware: boolean } | null>;
  /** Every file of the built-in model, hashed and compared with its manifest. */
  builtInModel(signal: AbortSignal): Promise<{ state: 'verified' | 'missing' | 'damaged'; sizeBytes: number }>;
  /** What the comparison of both homes of the data found at this start; null before it has ended. */
  recovery(): { rebuilt: number; lost: number } | null;
  log(): readonly LogEntry[];
};

/**
 * One check: one file here and one name in `index.ts`. Every reason it can give stands in `reasons`, and has words in
 * `i18n/en/health.ts`; the compiler asks for them in `state/health.svelte.ts`.
 */
export type HealthCheck<Id extends string = string, Reason extends string = string> = {
  readonly id: Id;
  readonly reasons: readonly Reason[];
  run(ports: HealthPorts, signal: AbortSignal): Promise<HealthResult & { reason: Reason }>;
};

/** Ties id and reasons to their literal types. */
export const defineCheck = <const Id extends string, const Reason extends string>(
  check: HealthCheck<Id, Reason>,
): HealthCheck<Id, Reason> => check;
