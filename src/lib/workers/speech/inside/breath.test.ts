import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { efforts } from '../effort.ts';
import { makeBreath } from './breath.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

const open = () => new AbortController().signal;
/** Whether a breath is over by itself, with no time going by. */
const isOver = async (breath: Promise<void>) => {
  let done = false;
  void breath.then(() => (done = true));
  await vi.advanceTimersByTimeAsync(0);
  return done;
};

describe('a breath', () => {
  it('rests in the quiet mode as long as was worked, two seconds at most', async () => {
    const breathe = makeBreath(open(), efforts.quiet.rest);
    vi.advanceTimersByTime(500);
    const rest = breathe();
    expect(await isOver(rest)).toBe(false);
    await vi.advanceTimersByTimeAsync(499);
    expect(await isOver(rest)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await rest;
    vi.advanceTimersByTime(60_000);
    const long = breathe();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await isOver(long)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await long;
  });
  it('is none between calls that follow close on one another', async () => {
    const breathe = makeBreath(open(), efforts.quiet.rest);
    vi.advanceTimersByTime(29);
    expect(await isOver(breathe())).toBe(true);
  });
  it('lets a message in that stops the work', async () => {
    const controller = new AbortController();
    const breathe = makeBreath(controller.signal, efforts.balanced.rest);
    vi.advanceTimersByTime(40);
    const turn = breathe();
    controller.abort();
    await expect(turn).rejects.toMatchObject({ name: 'AbortError' });
    await expect(breathe()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('each mode bounds the threads: one when quiet, all that are isolated when full', () => {
  expect(efforts.quiet.threads?.(8, true)).toBe(1);
  expect(efforts.full.threads?.(8, true)).toBe(8);
  expect(efforts.full.threads?.(64, true)).toBe(16);
  expect(efforts.full.threads?.(8, false)).toBe(1);
});
