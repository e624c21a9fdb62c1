import { logger } from '$lib/core/log.ts';
import type { Scope } from '$lib/core/scope.ts';
import type { OfflineNotice, OfflinePart, OfflinePort, OfflineRequest, OfflineStatus } from '$lib/domain/offline.ts';
import { Watched } from '$lib/core/watched.ts';

const log = logger('offline');
const updateEveryMs = 60 * 60 * 1000;
const noStatus: OfflineStatus = {
  shell: false,
  speech: false,
  text: false,
  media: false,
  cachedBytes: 0,
  totalBytes: 0,
};

export type ServiceWorkerOptions = {
  scope: Scope;
  /** True while something would be lost by a reload: a recording, above all. */
  isBusy: () => boolean;
};

/**
 * Registers the service worker and speaks with it. On a host that sends no isolation headers the first visit reloads
 * once, as soon as the service worker can add them, unless the person is already busy.
 */
export const startServiceWorker = (options: ServiceWorkerOptions): OfflinePort => {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return absent;
  return new ServiceWorkerLink(options);
};

const absent: OfflinePort = {
  status: () => Promise.resolve(null),
  warmUp: () => Promise.resolve(null),
  watch: () => new Watched(noStatus),
  watchUpdate: () => new Watched(false),
  applyUpdate: () => Promise.resolve(),
};

class ServiceWorkerLink implements OfflinePort {
  readonly #status = new Watched(noStatus);
  readonly #hasUpdate = new Watched(false);
  readonly #registration: Promise<ServiceWorkerRegistration | null>;
  #reloadOnChange = false;

  constructor(private readonly options: ServiceWorkerOptions) {
    const { scope } = options;
    scope.listen(navigator.serviceWorker, 'message', (event) => this.#hear((event as MessageEvent).data));
    scope.listen(navigator.serviceWorker, 'controllerchange', () => this.#onNewController());
    this.#registration = this.#register();
  }

  async status(): Promise<OfflineStatus | null> {
    return this.#ask({ type: 'offline-status' });
  }

  async warmUp(withMedia: boolean): Promise<OfflineStatus | null> {
    const large: OfflinePart[] = withMedia ? ['media', ...('gpu' in navigator ? (['gpu'] as const) : [])] : [];
    return this.#ask({ type: 'warm-up', parts: ['shell', 'speech', 'text', ...large] });
  }

  watch = () => this.#status;
  watchUpdate = () => this.#hasUpdate;

  async applyUpdate(): Promise<void> {
    const waiting = (await this.#registration)?.waiting;
    if (!waiting || this.options.isBusy()) return;
    this.#reloadOnChange = true;
    waiting.postMessage({ type: 'skip-waiting' } satisfies OfflineRequest);
  }

  async #register(): Promise<ServiceWorkerRegistration | null> {
    try {
      const registration = await navigator.serviceWorker.register('/service-worker.js', {
        updateViaCache: 'none',
      });
      this.#watchForUpdates(registration);
      return registration;
    } catch (error) {
      log.warn('service worker refused', { name: error instanceof Error ? error.name : 'unknown' });
      return null;
    }
  }

  #watchForUpdates(registration: ServiceWorkerRegistration): void {
    const { scope } = this.options;
    const look = () => this.#hasUpdate.set(registration.waiting !== null && registration.active !== null);
    look();
    scope.listen(registration, 'updatefound', () => {
      const coming = registration.installing;
      if (coming) scope.listen(coming, 'statechange', look);
    });
    const check = () => void registration.update().catch(() => undefined);
    scope.interval(check, updateEveryMs);
    scope.listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && check());
  }

  #onNewController(): void {
    this.#hasUpdate.set(false);
    const needsIsolation = !crossOriginIsolated && !sessionStorage.getItem('isolation-tried');
    if (needsIsolation && !this.options.isBusy()) {
      sessionStorage.setItem('isolation-tried', 'yes');
      location.reload();
    } else if (this.#reloadOnChange) location.reload();
  }

  #hear(notice: OfflineNotice): void {
    if (notice?.type === 'offline-progress') this.#status.set(notice.status);
  }

  async #ask(request: OfflineRequest): Promise<OfflineStatus | null> {
    await this.#registration;
    const worker = await this.#activeWorker();
    if (!worker) return null;
    const { port1, port2 } = new MessageChannel();
    const status = await new Promise<OfflineStatus>((resolve) => {
      port1.onmessage = (event: MessageEvent<OfflineStatus>) => resolve(event.data);
      worker.postMessage(request, [port2]);
    });
    port1.close();
    this.#status.set(status);
    return status;
  }

  async #activeWorker(): Promise<ServiceWorker | null> {
    if (!(await this.#registration)) return null;
    return (await navigator.serviceWorker.ready).active;
  }
}
