import type { Disk, DiskFile, Locks } from '../../src/lib/workers/storage/disk.ts';

/** What a crash does to writes that were not flushed: keeps some, loses some, tears one. Numbers in 0…1. */
export type Chance = () => number;

type Write = { at: number; bytes: Uint8Array<ArrayBuffer> } | { truncateTo: number };
type Stored = { durable: Uint8Array<ArrayBuffer>; live: Uint8Array<ArrayBuffer>; pending: Write[]; isOpen: boolean };

const resized = (bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> => {
  const next = new Uint8Array(size);
  next.set(bytes.subarray(0, size));
  return next;
};

const applied = (bytes: Uint8Array<ArrayBuffer>, write: Write): Uint8Array<ArrayBuffer> => {
  if ('truncateTo' in write) return resized(bytes, write.truncateTo);
  const next = resized(bytes, Math.max(bytes.length, write.at + write.bytes.length));
  next.set(write.bytes, write.at);
  return next;
};

/** Thrown at the operation the test chose: the power went. Everything after it throws too until `crash`. */
export class PowerCut extends Error {}

/** A disk in memory that forgets, tears and reorders what was not flushed, and fails at the Nth operation. */
export class FakeDisk implements Disk {
  #files = new Map<string, Stored>();
  #operations = 0;
  #failAt = Infinity;
  capacityBytes = Infinity;

  /** The power goes at the `operations`-th operation from now. */
  cutAfter(operations: number): void {
    this.#failAt = this.#operations + operations;
  }

  get isCut(): boolean {
    return this.#operations >= this.#failAt;
  }

  /** What a restart finds: of each file the flushed bytes, and of the rest whatever chance kept, in any order. */
  crash(chance: Chance): void {
    this.#failAt = Infinity;
    for (const [path, file] of this.#files) {
      const kept = file.pending.filter(() => chance() < 0.5);
      if (chance() < 0.5) kept.reverse();
      for (const write of kept) {
        const torn =
          'bytes' in write && chance() < 0.5
            ? { ...write, bytes: write.bytes.slice(0, Math.floor(chance() * write.bytes.length)) }
            : write;
        file.durable = applied(file.durable, torn);
      }
      this.#files.set(path, { durable: file.durable, live: file.durable.slice(), pending: [], isOpen: false });
    }
  }

  /** Damage behind our back. */
  tamper(path: string, change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): void {
    const file = this.#files.get(path)!;
    file.durable = change(file.durable.slice());
    file.live = file.durable.slice();
  }

  wipe(): void {
    this.#files.clear();
  }

  paths(): string[] {
    return [...this.#files.keys()];
  }

  async open(path: string): Promise<DiskFile> {
    this.#step();
    const empty = () => ({ durable: new Uint8Array(), live: new Uint8Array(), pending: [], isOpen: false });
    const file: Stored = this.#files.get(path) ?? empty();
    if (file.isOpen) throw new DOMException('Another handle is open.', 'NoModificationAllowedError');
    file.isOpen = true;
    this.#files.set(path, file);
    return this.#handle(file);
  }

  async blob(path: string): Promise<Blob | undefined> {
    const file = this.#files.get(path);
    return file && new Blob([file.live.slice()]);
  }

  async list(folder: string): Promise<readonly string[]> {
    const prefix = `${folder}/`;
    const inside = this.paths().filter((path) => path.startsWith(prefix));
    return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0]!))];
  }

  async remove(path: string): Promise<void> {
    this.#step();
    for (const each of this.paths()) if (each === path || each.startsWith(`${path}/`)) this.#files.delete(each);
  }

  #step(): void {
    this.#operations++;
    if (this.isCut) throw new PowerCut('The power went.');
  }

  #usedBytes(): number {
    return [...this.#files.values()].reduce((sum, file) => sum + file.live.length, 0);
  }

  #handle(file: Stored): DiskFile {
    const change = (write: Write) => {
      this.#step();
      const next = applied(file.live, write);
      if (this.#usedBytes() - file.live.length + next.length > this.capacityBytes) {
        throw new DOMException('Full.', 'QuotaExceededError');
      }
      file.live = next;
      file.pending.push(write);
    };
    return {
      sizeBytes: () => file.live.length,
      read: (into, at) => {
        const part = file.live.subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (bytes, at) => change({ at, bytes: bytes.slice() }),
      truncate: (truncateTo) => change({ truncateTo }),
      flush: () => {
        this.#step();
        file.durable = file.live.slice();
        file.pending = [];
      },
      close: () => {
        file.isOpen = false;
      },
    };
  }
}

/** Locks of one pretended browser; each `tab` releases all it holds when it `dies`. */
export class FakeLocks {
  readonly #held = new Map<string, object>();
  readonly #queues = new Map<string, Promise<unknown>>();

  tab(): Locks & { dies(): void } {
    const owner = {};
    const release = (name: string) => {
      if (this.#held.get(name) === owner) this.#held.delete(name);
    };
    return {
      tryHold: async (name) => {
        if (this.#held.has(name)) return undefined;
        this.#held.set(name, owner);
        return () => release(name);
      },
      run: <T>(name: string, task: () => Promise<T>): Promise<T> => {
        const turn = (this.#queues.get(name) ?? Promise.resolve()).then(task);
        this.#queues.set(
          name,
          turn.catch(() => {}),
        );
        return turn;
      },
      held: async () => new Set(this.#held.keys()),
      dies: () => {
        for (const [name, holder] of this.#held) if (holder === owner) this.#held.delete(name);
      },
    };
  }
}
