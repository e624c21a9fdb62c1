import { afterEach } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import type { LinkFetcher, TakeStore } from '$lib/domain/ports.ts';
import { Library } from '$lib/services/library.ts';
import type { MediaKeyActions } from '$lib/services/recorder/media-keys.ts';
import { Recorder, type RecorderState } from '$lib/services/recorder/recorder.ts';
import { FakeMicrophone } from './microphone.ts';
import { fakeDevice, fakeHash } from './storage.ts';

const links: LinkFetcher = { fetchMedia: () => Promise.reject(new AppError('link/unreachable')) };
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A recorder over a microphone and a device of its own, until the test ends. */
export const studio = (device = fakeDevice(), change: (takes: TakeStore) => Partial<TakeStore> = () => ({})) => {
  const { database, takes, dies } = device.tab();
  ends.push(dies);
  const { recordings, files } = database;
  const library = new Library({ recordings, files, links, hash: fakeHash });
  const microphone = new FakeMicrophone();
  const clock = { seconds: 0, awake: 0 };
  let keys: MediaKeyActions | undefined;
  const store: TakeStore = new Proxy(takes, {
    get: (target, key: keyof TakeStore) => change(target)[key] ?? target[key].bind(target),
  });
  const recorder = new Recorder({
    microphone,
    takes: store,
    library,
    media: { repair: async (take) => new Blob(['[', take, ']']) },
    wakeLock: (scope) => {
      clock.awake++;
      scope.own(() => clock.awake--);
    },
    mediaKeys: (_, actions) => void (keys = actions),
    titleFor: (startedAt) => `Take of ${startedAt.slice(0, 4)}`,
    now: () => clock.seconds,
  });
  const states: RecorderState[] = [];
  recorder.changes.subscribe((state) => states.push(state));
  return { device, dies, pressed: () => keys!, recorder, microphone, clock, states, library, takes };
};
