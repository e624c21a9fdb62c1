import type { StorageState } from '$lib/domain/ports.ts';

export type StorageSummary = { usageBytes: number; quotaBytes: number; persisted: boolean };

/** How much room there is, and whether the browser has promised to keep what is stored. */
export class StorageService {
  constructor(private readonly port: StorageState = browserStorage) {}

  async state(): Promise<StorageSummary> {
    const [estimate, persisted] = await Promise.all([this.port.estimate(), this.port.isPersisted()]);
    return { ...estimate, persisted };
  }

  /** Asks the browser not to clear storage on its own. Some ask the person, some decide by how the app is used. */
  persist(): Promise<boolean> {
    return this.port.persist();
  }
}

/** What the browser says; where it says nothing, nothing is promised. */
export const browserStorage: StorageState = {
  estimate: async () => {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    return { usageBytes: usage, quotaBytes: quota };
  },
  isPersisted: async () => (await navigator.storage?.persisted?.()) ?? false,
  persist: async () => (await navigator.storage?.persist?.()) ?? false,
};
