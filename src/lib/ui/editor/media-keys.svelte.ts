import { Scope } from '$lib/core/scope.ts';
import type { Playback } from '$lib/state/playback.svelte.ts';

/** Seconds a key of the system skips where it does not say how many. */
const skipSeconds = 10;

/**
 * Svelte attachment: keys of keyboard and headset, and the system's media panel, act on the player. What the panel shows
 * is no title of a recording: that is nobody's business there.
 */
export const mediaKeys = (playback: Playback) => () => {
  const session = globalThis.navigator?.mediaSession;
  if (!session) return;
  const scope = new Scope();
  const act = (action: MediaSessionAction, run: (details: MediaSessionActionDetails) => void) => {
    try {
      session.setActionHandler(action, run);
      scope.own(() => session.setActionHandler(action, null));
    } catch {
      // This browser does not know the key.
    }
  };
  act('play', () => void playback.play());
  act('pause', () => playback.pause());
  act('stop', () => playback.pause());
  act('seekbackward', ({ seekOffset }) => playback.skip(-(seekOffset ?? skipSeconds)));
  act('seekforward', ({ seekOffset }) => playback.skip(seekOffset ?? skipSeconds));
  act('seekto', ({ seekTime }) => seekTime != null && playback.seek(seekTime));
  session.metadata = new MediaMetadata({ title: 'EchoFlow' });
  scope.own(() => {
    session.metadata = null;
    session.playbackState = 'none';
  });
  $effect(() => {
    session.playbackState = playback.isPlaying ? 'playing' : 'paused';
  });
  return () => scope.dispose();
};
