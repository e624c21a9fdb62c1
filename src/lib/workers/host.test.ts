import { afterEach, describe, expect, it } from 'vitest';
import * as Comlink from 'comlink';
import { AppError } from '$lib/core/errors.ts';
import { WorkerHost } from './host.ts';
import { callback } from './rpc.ts';

/** A worker without a thread: the two ends of a channel, which can crash and be ended like a real one. */
class ChannelWorker extends EventTarget {
  static alive = new Set<ChannelWorker>();
  readonly #channel = new MessageChannel();

  constructor(api: object) {
    super();
    ChannelWorker.alive.add(this);
    Comlink.expose(api, this.#channel.port2 as unknown as Comlink.Endpoint);
    this.#channel.port1.addEventListener('message', (event) =>
      this.dispatchEvent(new MessageEvent('message', { data: event.data, ports: [...event.ports] })),
    );
    this.#channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.#channel.port1.close();
    ChannelWorker.alive.delete(this);
  }
}

const never = new AbortController().signal;

const api = {
  double: async (value: number) => value * 2,
  refuse: async () => {
    throw new AppError('media/no-audio', { detail: { tracks: 0 } });
  },
  countTo: async (limit: number, onCount: (value: number) => void) => {
    for (let value = 1; value <= limit; value++) await onCount(value);
  },
  untilStopped: (signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError'))),
    ),
  deaf: () => new Promise<void>(() => {}),
};

const hostOf = (options?: ConstructorParameters<typeof WorkerHost>[1]) => {
  const started: ChannelWorker[] = [];
  const host = new WorkerHost<typeof api>(() => {
    started.push(new ChannelWorker(api));
    return started.at(-1) as unknown as Worker;
  }, options);
  return { host, started };
};

afterEach(() => {
  for (const worker of ChannelWorker.alive) worker.terminate();
});

describe('WorkerHost', () => {
  it('starts one worker when first needed and keeps it', async () => {
    const { host, started } = hostOf();
    expect(started).toHaveLength(0);
    expect(await host.call(never, (worker) => worker.double(21))).toBe(42);
    await host.call(never, (worker) => worker.double(1));
    expect(started).toHaveLength(1);
    host.stop();
  });

  it('carries callbacks, codes and details across', async () => {
    const { host } = hostOf();
    const counts: number[] = [];
    await host.call(never, (worker) =>
      worker.countTo(
        3,
        callback((value: number) => void counts.push(value)),
      ),
    );
    expect(counts).toEqual([1, 2, 3]);
    await expect(host.call(never, (worker) => worker.refuse())).rejects.toMatchObject({
      code: 'media/no-audio',
      detail: { tracks: 0 },
    });
    host.stop();
  });

  it('stops work through the signal and keeps the worker', async () => {
    const { host, started } = hostOf({ graceMs: 5_000 });
    const controller = new AbortController();
    const call = host.call(controller.signal, (worker, signal) => worker.untilStopped(signal));
    setTimeout(() => controller.abort(), 5);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await host.call(never, (worker) => worker.double(2))).toBe(4);
    expect(started).toHaveLength(1);
    host.stop();
  });

  it('ends a worker that will not stop, which is a stop and no failure', async () => {
    const { host, started } = hostOf({ graceMs: 10 });
    const controller = new AbortController();
    const call = host.call(controller.signal, (worker) => worker.deaf());
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(host.isAlive).toBe(false);
    await host.call(never, (worker) => worker.double(2));
    expect(started).toHaveLength(2);
    host.stop();
  });

  it('rests when nobody waits on its worker, and not before', async () => {
    const { host, started } = hostOf();
    const controller = new AbortController();
    const call = host.call(controller.signal, (worker, signal) => worker.untilStopped(signal));
    host.rest();
    expect(host.isAlive).toBe(true);
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    host.rest();
    expect(host.isAlive).toBe(false);
    expect(await host.call(never, (worker) => worker.double(3))).toBe(6);
    expect(started).toHaveLength(2);
    host.stop();
  });

  it('rejects every waiting call when the worker crashes, and starts another for the next', async () => {
    const { host, started } = hostOf();
    const first = host.call(never, (worker) => worker.deaf());
    const second = host.call(never, (worker) => worker.deaf());
    started[0].dispatchEvent(new Event('error'));
    await expect(first).rejects.toMatchObject({ code: 'worker/crashed' });
    await expect(second).rejects.toMatchObject({ code: 'worker/crashed' });
    expect(await host.call(never, (worker) => worker.double(4))).toBe(8);
    host.stop();
  });

  it('rejects waiting calls when it is stopped', async () => {
    const { host } = hostOf();
    const call = host.call(never, (worker) => worker.deaf());
    host.stop();
    await expect(call).rejects.toMatchObject({ code: 'worker/crashed' });
  });

  it('ends an idle worker', async () => {
    const { host } = hostOf({ idleMs: 5 });
    await host.call(never, (worker) => worker.double(1));
    while (host.isAlive) await new Promise((resolve) => setTimeout(resolve));
    expect(ChannelWorker.alive.size).toBe(0);
  });
});
