import type { StorageService, StorageSummary } from '$lib/services/storage.ts';
import { attempt } from './toasts.svelte.ts';

/** Room on the device, and whether the browser protects it. */
export class StoreView {
  #summary = $state.raw<StorageSummary | null>(null);
  #isRefused = $state(false);

  constructor(private readonly service: StorageService) {}

  /** Null until it has been asked. */
  get summary(): StorageSummary | null {
    return this.#summary;
  }

  /** True once the browser has declined to protect it. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  refresh = (): Promise<boolean> => attempt(async () => (this.#summary = await this.service.state()));

  protect = async (): Promise<void> => {
    await attempt(async () => (this.#isRefused = !(await this.service.persist())));
    await this.refresh();
  };
}
