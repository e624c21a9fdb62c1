import { afterEach, expect, it, vi } from 'vitest';
import { Scope } from '$lib/core/scope.ts';
import { browserWakeLock } from './wake-lock.ts';

afterEach(() => vi.unstubAllGlobals());

it('is taken with the take, again when the page is shown again, and given back at its end', async () => {
  const released = vi.fn();
  const request = vi.fn(async () => ({ release: async () => released() }));
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('navigator', { wakeLock: { request } });
  vi.stubGlobal('document', page);
  const scope = new Scope();
  browserWakeLock(scope);
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(1));
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(request).toHaveBeenCalledTimes(1);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(2));
  await Promise.resolve();
  scope.dispose();
  expect(released).toHaveBeenCalledTimes(1);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(request).toHaveBeenCalledTimes(2);
});

it('does without where the browser has none', () => {
  vi.stubGlobal('navigator', {});
  expect(() => browserWakeLock(new Scope())).not.toThrow();
});
