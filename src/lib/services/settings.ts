import { LaneQueue } from '$lib/core/lane.ts';
import { logger } from '$lib/core/log.ts';
import type { SettingsRepository, Watchable } from '$lib/domain/ports.ts';
import { defaultSettings, type Settings } from '$lib/domain/settings.ts';

export type SettingsPorts = {
  repository: SettingsRepository;
  /** Defaults of this build; those of the schema where none are given. */
  defaults?: Settings;
};

const log = logger('settings');

/** The settings in use: at once in this tab, then on disk, then in the other tabs. */
export class SettingsService {
  #current: Settings;
  #unsaved = 0;
  readonly #saves = new LaneQueue();
  readonly #listeners = new Set<(settings: Settings) => void>();
  #subscription: { unsubscribe(): void } | undefined;

  constructor(private readonly ports: SettingsPorts) {
    this.#current = this.defaults;
  }

  get defaults(): Settings {
    return this.ports.defaults ?? defaultSettings;
  }

  /** The defaults until `load` has resolved. */
  get current(): Settings {
    return this.#current;
  }

  /** Tells the settings now and after every change, in whichever tab it was made. */
  watch(): Watchable<Settings> {
    return {
      subscribe: (onValue) => {
        this.#listeners.add(onValue);
        onValue(this.#current);
        return { unsubscribe: () => void this.#listeners.delete(onValue) };
      },
    };
  }

  async load(): Promise<void> {
    this.#set(await this.ports.repository.load());
    this.#subscription ??= this.ports.repository.watch().subscribe(
      // What another tab saved counts only once everything of ours is saved: else a slow save would flip back.
      (settings) => this.#unsaved === 0 && this.#set(settings),
      (error) => log.error('settings cannot be watched', { error }),
    );
  }

  /** In use at once; taken back when it cannot be saved. */
  change<S extends keyof Settings>(section: S, partial: Partial<Settings[S]>): Promise<void> {
    return this.replace({ ...this.#current, [section]: { ...this.#current[section], ...partial } });
  }

  async replace(settings: Settings): Promise<void> {
    const before = this.#current;
    this.#unsaved++;
    this.#set(settings);
    try {
      await this.#saves.run(() => this.ports.repository.save(settings));
    } catch (error) {
      if (this.#current === settings) this.#set(before);
      throw error;
    } finally {
      this.#unsaved--;
    }
  }

  dispose(): void {
    this.#subscription?.unsubscribe();
    this.#listeners.clear();
  }

  #set(settings: Settings): void {
    this.#current = settings;
    for (const listener of this.#listeners) listener(settings);
  }
}
