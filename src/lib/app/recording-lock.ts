import { newId } from '$lib/core/ids.ts';
import { Scope } from '$lib/core/scope.ts';
import { Watched } from '$lib/core/watched.ts';
import type { LockState, OpenRecordingLock, RecordingLock } from '$lib/domain/ports.ts';

/** As long as this another tab may take to save and let go before the recording is taken from it. */
const patienceMs = 1500;
/** A lock is given within this time unless another tab has it; only then is that said. */
const waitingMs = 250;

type Message = { from: string };

/**
 * [Note: Ownership] The Web Lock `recording:<id>` belongs to the one tab that may write. Others queue for it and get it when
 * that tab goes. A tab that takes over asks on a channel first, so that what was typed there is saved; only one that does
 * not answer is robbed, and its fencing token then keeps it from writing.
 */
class TabLock implements RecordingLock {
  readonly state = new Watched<LockState>('waiting');
  readonly #me = newId();
  readonly #scope = new Scope();
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  #queued = new AbortController();
  #letGo: (() => void) | null = null;

  constructor(
    recordingId: string,
    private readonly locks: LockManager,
    private readonly beforeYield: () => Promise<void>,
  ) {
    this.#name = `recording:${recordingId}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => void this.#asked(data as Message);
    this.#scope.own(() => this.#channel.close());
    this.#queue();
    this.#scope.timeout(() => this.state.current === 'waiting' && this.state.set('elsewhere'), waitingMs);
  }

  takeOver(): void {
    if (this.state.current === 'ours') return;
    this.#channel.postMessage({ from: this.#me } satisfies Message);
    this.#scope.timeout(() => {
      if (this.state.current === 'ours') return;
      this.#queued.abort();
      this.#request({ steal: true });
    }, patienceMs);
  }

  release(): void {
    this.#scope.dispose();
    this.#queued.abort();
    this.#letGo?.();
  }

  async #asked({ from }: Message): Promise<void> {
    if (from === this.#me) return;
    // Another tab asked: those that only wait let it pass.
    if (this.state.current !== 'ours') this.#queued.abort();
    else await this.beforeYield().catch(() => undefined);
    this.#letGo?.();
    this.#scope.timeout(() => this.#queue(), patienceMs * 2);
  }

  #queue(): void {
    if (this.#scope.isDisposed || this.#letGo) return;
    this.#queued = new AbortController();
    this.#request({ signal: this.#queued.signal });
  }

  #request(options: LockOptions): void {
    const held = () => {
      if (this.#scope.isDisposed) return Promise.resolve();
      this.state.set('ours');
      return new Promise<void>((done) => (this.#letGo = done));
    };
    const over = () => {
      this.#letGo = null;
      if (this.state.current === 'ours') this.state.set('elsewhere');
    };
    void this.locks.request(this.#name, options, held).then(over, (error: unknown) => {
      const wasQueued = options.signal?.aborted ?? false;
      if (!wasQueued) over();
      if (!wasQueued && error instanceof DOMException) this.#queue();
    });
  }
}

const alwaysOurs: RecordingLock = { state: new Watched<LockState>('ours'), takeOver: () => {}, release: () => {} };

/** Without Web Locks (old browsers) every tab may write; saves are refused by revision and fence then, too. */
export const openRecordingLock: OpenRecordingLock = (recordingId, beforeYield) => {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  return locks ? new TabLock(recordingId, locks, beforeYield) : alwaysOurs;
};
