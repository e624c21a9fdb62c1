import type { Scope } from '$lib/core/scope.ts';

export type MediaKeyActions = { isPaused(): boolean; pause(): void; resume(): void; stop(): void };

/** Hardware and headset keys, and the system's media panel, act on the take until the scope ends. */
export type MediaKeys = (scope: Scope, actions: MediaKeyActions) => void;

/** @param title what the system's panel shows: the recording itself is nobody's business there */
export const browserMediaKeys =
  (title: string): MediaKeys =>
  (scope, { isPaused, pause, resume, stop }) => {
    const session = globalThis.navigator?.mediaSession;
    if (!session) return;
    const show = () => (session.playbackState = isPaused() ? 'paused' : 'playing');
    const act = (action: string, run: () => void) => {
      const handler = () => {
        run();
        show();
      };
      try {
        session.setActionHandler(action as MediaSessionAction, handler);
        scope.own(() => session.setActionHandler(action as MediaSessionAction, null));
      } catch {
        // This browser does not know the key.
      }
    };
    const toggle = () => (isPaused() ? resume() : pause());
    session.metadata = new MediaMetadata({ title });
    scope.own(() => {
      session.metadata = null;
      session.playbackState = 'none';
    });
    act('play', resume);
    act('pause', pause);
    act('stop', stop);
    act('togglemicrophone', toggle);
    show();
  };
