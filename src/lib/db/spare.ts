import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import { createDatabase, databaseName, type Database, type DatabaseOptions } from './database.ts';

const log = logger('db');
const key = 'echoflow.database';
const retryMs = 300;
const tries = 3;

/** `main`: where it always was. `bucket`: a storage bucket of its own. `name`: beside the first, under another name. */
export type Place = 'main' | 'bucket' | 'name';
const spares: readonly Place[] = ['bucket', 'name'];

type Bucket = { indexedDB: IDBFactory };
type Buckets = { open(name: string, options?: { persisted?: boolean }): Promise<Bucket> };

/** Chromium only; there one damaged file closes every database of an origin, and deleting does not help. */
export const openBucket = async (): Promise<IDBFactory | undefined> => {
  const { storageBuckets } = globalThis.navigator as { storageBuckets?: Buckets };
  const bucket = await storageBuckets?.open('echoflow-spare', { persisted: true }).catch(() => undefined);
  return bucket?.indexedDB;
};

const at = async (options: DatabaseOptions, place: Place, bucket: typeof openBucket): Promise<Database | undefined> => {
  if (place === 'main') return createDatabase(options);
  if (place === 'name') return createDatabase({ ...options, name: `${options.name ?? databaseName}-spare` });
  const indexedDB = await bucket();
  return indexedDB && createDatabase({ ...options, indexedDB });
};

/** What failed; undefined where it is open. A full disk or a closed browser opens no better elsewhere. */
const failureOf = async (database: Database): Promise<AppError | undefined> => {
  for (let left = tries; ; left--) {
    try {
      await database.open();
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'storage/unavailable') throw error;
      if (left === 1) return error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
};

/**
 * Opens the database. One that cannot be opened again and again is left alone, nothing in it deleted; a new one takes its
 * place, now and at later starts, and `recover` fills it from the second home. Throws `storage/unavailable` where none
 * opens.
 */
export const openDatabase = async (
  options: DatabaseOptions,
  bucket: typeof openBucket = openBucket,
): Promise<Database> => {
  const known = options.storage.getItem(key) as Place | null;
  const order = [...new Set<Place>([...(known && spares.includes(known) ? [known] : []), 'main', ...spares])];
  let first: AppError | undefined;
  for (const place of order) {
    const database = await at(options, place, bucket);
    if (!database) continue;
    const failure = await failureOf(database);
    if (!failure) {
      if (place !== known && place !== 'main') log.error('database replaced', { place });
      if (place !== 'main') options.storage.setItem(key, place);
      return database;
    }
    database.close();
    first ??= failure;
  }
  throw first ?? new AppError('storage/unavailable');
};
