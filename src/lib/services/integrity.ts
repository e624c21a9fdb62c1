import { logger } from '$lib/core/log.ts';
import { AppError } from '$lib/core/errors.ts';
import type { FileStore, RecordingRepository } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { firstValue } from './first-value.ts';

const log = logger('integrity');

export type IntegrityPorts = {
  recordings: Pick<RecordingRepository, 'watchAll'>;
  files: Pick<FileStore, 'get'>;
  /** SHA-256 as hex, streamed. */
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
  models: {
    /** Those whose files should be here. */
    stored(): Promise<readonly { id: string; name: string }[]>;
    verify(id: string, signal: AbortSignal): Promise<boolean>;
  };
};

export type IntegrityFault = { kind: 'recording' | 'model'; id: string; name: string; harm: 'missing' | 'damaged' };
export type IntegrityReport = { checked: number; faults: readonly IntegrityFault[] };

type Subject = {
  fault: Omit<IntegrityFault, 'harm'>;
  look(signal: AbortSignal): Promise<IntegrityFault['harm'] | null>;
};

/** Reads every byte that is kept, on demand, and compares it with the SHA-256 it had when it came. */
export class Integrity {
  constructor(private readonly ports: IntegrityPorts) {}

  /** Recordings, those in the bin too, and downloaded models, one after the other. Changes nothing. */
  async check(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<IntegrityReport> {
    const subjects = await this.#subjects();
    const faults: IntegrityFault[] = [];
    for (const [index, { fault, look }] of subjects.entries()) {
      onProgress(index, subjects.length);
      signal.throwIfAborted();
      const harm = await look(signal);
      if (harm) faults.push({ ...fault, harm });
    }
    onProgress(subjects.length, subjects.length);
    log.info('files checked', { checked: subjects.length, faults: faults.length });
    return { checked: subjects.length, faults };
  }

  async #subjects(): Promise<Subject[]> {
    const { recordings, models } = this.ports;
    const rows = [
      ...(await firstValue(recordings.watchAll())),
      ...(await firstValue(recordings.watchAll({ deleted: true }))),
    ];
    return [
      ...rows.map((row) => ({
        fault: { kind: 'recording' as const, id: row.id, name: row.title },
        look: (signal: AbortSignal) => this.#lookAt(row, signal),
      })),
      ...(await models.stored()).map(({ id, name }) => ({
        fault: { kind: 'model' as const, id, name },
        look: async (signal: AbortSignal) => ((await models.verify(id, signal)) ? null : ('damaged' as const)),
      })),
    ];
  }

  /** A blob whose file went from under it fails as it is read: that is damage too. */
  async #lookAt({ id, sha256 }: Recording, signal: AbortSignal): Promise<IntegrityFault['harm'] | null> {
    const blob = await this.ports.files.get(id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'media/missing') return undefined;
      throw error;
    });
    if (!blob) return 'missing';
    const found = await this.ports.hash(blob, signal).catch(() => '');
    signal.throwIfAborted();
    return found === sha256 ? null : 'damaged';
  }
}
