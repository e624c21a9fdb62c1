import type { Scope } from '$lib/core/scope.ts';
import type { OfflinePort, OfflineStatus } from '$lib/domain/offline.ts';

/** Not yet in the DOM types: the browser's own offer to install. */
type InstallOffer = Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> };

type Connection = { saveData?: boolean };

/** What works offline, whether a newer version waits, and whether the app can be installed. */
export class OfflineState {
  #status = $state<OfflineStatus | null>(null);
  #updateReady = $state(false);
  #offer = $state.raw<InstallOffer | null>(null);

  /** Null until known, and where there is no service worker. */
  readonly status = $derived(this.#status);
  /** True only when verified: the app, the speech engine and the built-in model are all on the device. */
  readonly isReady = $derived(this.#status !== null && this.#status.shell && this.#status.speech && this.#status.text);
  readonly updateReady = $derived(this.#updateReady);
  readonly canInstall = $derived(this.#offer !== null);

  constructor(
    private readonly port: OfflinePort,
    scope: Scope,
  ) {
    const status = port.watch().subscribe((value) => {
      if (value.totalBytes > 0) this.#status = value;
    });
    const update = port.watchUpdate().subscribe((isWaiting) => (this.#updateReady = isWaiting));
    scope.own(() => status.unsubscribe());
    scope.own(() => update.unsubscribe());
    scope.listen(window, 'beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#offer = event as InstallOffer;
    });
    scope.listen(window, 'appinstalled', () => (this.#offer = null));
  }

  /** Fetches what offline work needs, in the background; the ffmpeg core too unless the person saves data. */
  async warmUp(): Promise<void> {
    const { saveData } = (navigator as Navigator & { connection?: Connection }).connection ?? {};
    await this.port.warmUp(!saveData);
  }

  async refresh(): Promise<void> {
    await this.port.status();
  }

  async applyUpdate(): Promise<void> {
    await this.port.applyUpdate();
  }

  /** @returns true when the person installed the app */
  async install(): Promise<boolean> {
    const offer = this.#offer;
    if (!offer) return false;
    const { outcome } = await offer.prompt();
    this.#offer = null;
    return outcome === 'accepted';
  }
}
