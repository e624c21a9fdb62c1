import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withPulse } from './pulse.ts';
import { unlessSilent, unlessStalled } from './stall.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;

/** Work that ends only when it is stopped. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError'))),
  );

it('stops work that gives no sign, and does something else instead', async () => {
  const instead = vi.fn(async () => 'instead');
  const working = unlessStalled<string>(never, (signal, alive) => (alive(true), endless(signal)), instead);
  await vi.advanceTimersByTimeAsync(2500);
  expect(instead).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await working).toBe('instead');
});

it('refuses the file where there is nothing else', async () => {
  const working = unlessStalled(never, (signal, alive) => (alive(true), endless(signal)));
  const refused = expect(working).rejects.toMatchObject({ code: 'media/unreadable' });
  await vi.advanceTimersByTimeAsync(3500);
  await refused;
});

it('waits as long as it takes while no sign is expected, or signs come', async () => {
  let finish = (_value: string) => {};
  let sign = (_isExpected: boolean) => {};
  const working = unlessStalled<string>(never, (_signal, alive) => {
    sign = alive;
    return new Promise((resolve) => (finish = resolve));
  });
  for (let times = 0; times < 5; times++) {
    sign(true);
    await vi.advanceTimersByTimeAsync(2500);
  }
  sign(false);
  await vi.advanceTimersByTimeAsync(600_000);
  finish('done');
  expect(await working).toBe('done');
});

it('leaves a stop that was asked for what it is', async () => {
  const stop = new AbortController();
  const working = unlessStalled(stop.signal, endless);
  const stopped = expect(working).rejects.toMatchObject({ name: 'AbortError' });
  stop.abort();
  await stopped;
});

it('lets work go on that gives a sign each second, and ends it ten seconds after the last', async () => {
  let beats = 0;
  const working = unlessSilent(never, (signal, beat) => {
    const timer = setInterval(() => ++beats <= 30 && beat(), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
    return endless(signal);
  });
  const refused = expect(working).rejects.toMatchObject({ code: 'media/unreadable' });
  await vi.advanceTimersByTimeAsync(39_000);
  expect(beats).toBeGreaterThan(30);
  await vi.advanceTimersByTimeAsync(2000);
  await refused;
});

it('beats while work runs, and no longer', async () => {
  const beat = vi.fn();
  let end = () => {};
  const working = withPulse(beat, () => new Promise<void>((resolve) => (end = resolve)));
  await vi.advanceTimersByTimeAsync(3500);
  expect(beat).toHaveBeenCalledTimes(4);
  end();
  await working;
  await vi.advanceTimersByTimeAsync(3500);
  expect(beat).toHaveBeenCalledTimes(4);
});
