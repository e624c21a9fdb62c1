import { sharedCache, sharedParameter } from '$lib/domain/offline.ts';

type LaunchQueue = {
  setConsumer(take: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void;
};

/** Files that came through the system's own "share": taken out of where the service worker keeps them. */
const takeShared = async (): Promise<File[]> => {
  const cache = await caches.open(sharedCache);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const name = decodeURIComponent(response?.headers.get('X-File-Name') ?? 'shared');
    if (response)
      files.push(new File([await response.blob()], name, { type: response.headers.get('Content-Type') ?? '' }));
  }
  return files;
};

const forgetShared = (): Promise<boolean> => caches.delete(sharedCache);

/**
 * Hands over files the system opens with EchoFlow or shares with it. What was shared is forgotten only when it has been
 * taken in; `take` resolves then.
 */
export const listenForLaunches = async (take: (files: File[]) => Promise<unknown>): Promise<void> => {
  (window as { launchQueue?: LaunchQueue }).launchQueue?.setConsumer(({ files = [] }) => {
    void Promise.all(files.map((handle) => handle.getFile())).then((opened) => opened.length > 0 && take(opened));
  });
  if (!new URLSearchParams(location.search).has(sharedParameter) || !('caches' in window)) return;
  await take(await takeShared());
  await forgetShared();
};
