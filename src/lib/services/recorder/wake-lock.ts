import type { Scope } from '$lib/core/scope.ts';

/** Keeps the screen, and with it the microphone of a phone, awake until the scope ends. */
export type WakeLock = (scope: Scope) => void;

/** The browser drops the lock whenever the page is hidden; it is taken again when it is shown. */
export const browserWakeLock: WakeLock = (scope) => {
  if (!('wakeLock' in navigator)) return;
  let held: WakeLockSentinel | undefined;
  const take = async () => {
    if (document.visibilityState !== 'visible' || scope.isDisposed) return;
    const lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    if (scope.isDisposed) await lock?.release();
    else held = lock;
  };
  scope.listen(document, 'visibilitychange', () => void take());
  scope.own(() => void held?.release());
  void take();
};
