import type { Dexie } from 'dexie';
import { AppError } from '$lib/core/errors.ts';
import { migrations } from './migrations.ts';

const ourVersion = migrations.at(-1)!.version;

/** True when a newer EchoFlow wrote the open database. Dexie multiplies its version numbers by ten. */
export const isNewer = (dexie: Dexie): boolean => dexie.isOpen() && dexie.backendDB().version > ourVersion * 10;

/** Before the journal is written: what may not change in the first home may not change in the second. Throws `storage/newer`. */
export const assertWritable = async (dexie: Dexie): Promise<void> => {
  if (!dexie.isOpen()) await dexie.open();
  if (isNewer(dexie)) throw new AppError('storage/newer');
};
