import { afterEach, expect, it, vi } from 'vitest';
import { Scope } from '$lib/core/scope.ts';
import { browserMediaKeys } from './media-keys.ts';

afterEach(() => vi.unstubAllGlobals());

it('act on the take, show its state, and are given back at its end', () => {
  const handlers = new Map<string, (() => void) | null>();
  const session = {
    metadata: null as { title: string } | null,
    playbackState: 'none',
    setActionHandler: (action: string, handler: (() => void) | null) => {
      if (action === 'togglemicrophone') throw new TypeError('unknown');
      handlers.set(action, handler);
    },
  };
  vi.stubGlobal('navigator', { mediaSession: session });
  vi.stubGlobal(
    'MediaMetadata',
    class {
      readonly title: string;
      constructor({ title }: { title: string }) {
        this.title = title;
      }
    },
  );
  let isPaused = false;
  const stop = vi.fn();
  const scope = new Scope();
  browserMediaKeys('Recording')(scope, {
    isPaused: () => isPaused,
    pause: () => (isPaused = true),
    resume: () => (isPaused = false),
    stop,
  });
  expect([session.metadata?.title, session.playbackState]).toEqual(['Recording', 'playing']);
  handlers.get('pause')!();
  expect([isPaused, session.playbackState]).toEqual([true, 'paused']);
  handlers.get('play')!();
  expect([isPaused, session.playbackState]).toEqual([false, 'playing']);
  handlers.get('stop')!();
  expect(stop).toHaveBeenCalledOnce();
  scope.dispose();
  expect([...handlers.values()]).toEqual([null, null, null]);
  expect([session.metadata, session.playbackState]).toEqual([null, 'none']);
});
