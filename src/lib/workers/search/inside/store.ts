import sqlite3InitModule, { type Database, type SAHPoolUtil, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { logger } from '$lib/core/log.ts';
import { prepare } from './schema.ts';

/** Where the index lies. `use` gives it open, to one task at a time over all tabs. */
export type Store = {
  use<T>(task: (database: Database) => T): Promise<T>;
  /** Throws everything away. */
  clear(): Promise<void>;
};

const log = logger('search');
const lockName = 'search-index';
const fileName = '/index.sqlite3';
/** While nobody else waits, the file stays open this long: the next letter finds it open. */
const lingerMs = 400;

/** What fails comes back as an error code, so it needs no line on the console too: `verbosity` 0. */
const poolOptions = { name: 'search', directory: '/search', initialCapacity: 4, verbosity: 0 };

const quiet = { print: () => {}, printErr: () => {} };

let loading: Promise<Sqlite3Static> | undefined;
/** SQLite itself, once a realm: a second start of its module does not end. */
const sqlite3 = (): Promise<Sqlite3Static> =>
  (loading ??= (sqlite3InitModule as (options: typeof quiet) => Promise<Sqlite3Static>)(quiet));

/** An index in memory, for browsers without OPFS and for tests. It lives as long as the worker. */
export const memoryStore = (): Store => {
  let opening: Promise<Database> | undefined;
  const open = async (): Promise<Database> => {
    const sqlite = await sqlite3();
    const database = new sqlite.oo1.DB(':memory:');
    prepare(database);
    return database;
  };
  return {
    use: async (task) => task(await (opening ??= open())),
    clear: async () => {
      (await opening)?.close();
      opening = undefined;
    },
  };
};

/**
 * SQLite over OPFS access handles, which one tab can hold at a time. A tab keeps them for its task and a moment longer,
 * under a Web Lock, and gives them back at once where another tab waits.
 */
class OpfsStore implements Store {
  #pool: SAHPoolUtil | undefined;
  #database: Database | undefined;
  #giveBack: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  use<T>(task: (database: Database) => T): Promise<T> {
    const result = this.#queue.then(async () => {
      const database = await this.#take();
      try {
        return task(database);
      } finally {
        await this.#linger();
      }
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  clear(): Promise<void> {
    const result = this.#queue.then(async () => {
      // What still lingers would be given back under our hands, and then a second time.
      clearTimeout(this.#timer);
      await this.#hold();
      this.#database?.close();
      this.#database = undefined;
      await this.#pool!.wipeFiles();
      this.#release();
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  async #take(): Promise<Database> {
    clearTimeout(this.#timer);
    if (this.#database) return this.#database;
    await this.#hold();
    try {
      this.#database = new this.#pool!.OpfsSAHPoolDb(fileName);
      prepare(this.#database);
      return this.#database;
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  /** Takes the lock, then the access handles. */
  async #hold(): Promise<void> {
    if (this.#giveBack) return;
    const sqlite = await sqlite3();
    await new Promise<void>((resolve, reject) => {
      const held = () => new Promise<void>((release) => ((this.#giveBack = release), resolve()));
      navigator.locks.request(lockName, held).catch(reject);
    });
    if (this.#pool) await this.#pool.unpauseVfs();
    else this.#pool = await sqlite.installOpfsSAHPoolVfs(poolOptions);
  }

  async #linger(): Promise<void> {
    const { pending = [] } = await navigator.locks.query();
    if (pending.some((lock) => lock.name === lockName)) this.#release();
    else this.#timer = setTimeout(() => this.#release(), lingerMs);
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#database?.close();
    this.#database = undefined;
    if (this.#pool && !this.#pool.isPaused()) this.#pool.pauseVfs();
    this.#giveBack?.();
    this.#giveBack = undefined;
  }
}

/** In OPFS where that can be had, else in memory. */
export const openStore = (): Store => {
  let chosen: Promise<Store> | undefined;
  const choose = async (): Promise<Store> => {
    const store = new OpfsStore();
    try {
      await store.use(() => {});
      return store;
    } catch (error) {
      log.warn('index kept in memory', { error });
      return memoryStore();
    }
  };
  const found = () => (chosen ??= choose());
  return { use: async (task) => (await found()).use(task), clear: async () => (await found()).clear() };
};
