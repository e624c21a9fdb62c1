import { LaneQueue } from '$lib/core/lane.ts';
import { logger } from '$lib/core/log.ts';
import { readYaml, writeYaml } from '$lib/core/yaml.ts';
import type { SettingsRepository, Watchable } from '$lib/domain/ports.ts';
import { checkSettings, type SettingsProblem } from '$lib/domain/settings-check.ts';
import { defaultSettings, settingPaths, settingRange, type SettingPath, type Settings } from '$lib/domain/settings.ts';

/** What the service cannot say itself: words of the person's language. */
export type SettingsWords = {
  heading: string;
  sections: Readonly<Record<keyof Settings, string>>;
  comments: Readonly<Record<SettingPath, string>>;
  problem(problem: SettingsProblem): string;
};

/** One mistake in a YAML text; line and column count from 1. `path` is dotted, empty for a mistake of syntax. */
export type YamlMistake = { line: number; column: number; path: string; message: string };

export type SettingsReading = { ok: true; settings: Settings } | { ok: false; problems: readonly YamlMistake[] };

export type SettingsPorts = {
  repository: SettingsRepository;
  words: SettingsWords;
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

  /** Every setting with what it means and what may stand there. */
  toYaml(settings: Settings = this.#current): string {
    const { words } = this.ports;
    const comments = settingPaths.map((path) => [path, `${words.comments[path]} (${settingRange(path)})`]);
    return writeYaml(settings, { ...words.sections, ...Object.fromEntries(comments) }, words.heading);
  }

  /** Settings written by hand; what is left out is at its default. */
  fromYaml(text: string): SettingsReading {
    const yaml = readYaml(text);
    if (!yaml.ok) return { ok: false, problems: yaml.problems.map((problem) => ({ ...problem, path: '' })) };
    const checked = checkSettings(yaml.reading.value, this.defaults);
    if (checked.ok) return checked;
    const problems = checked.problems.map((problem) => ({
      ...yaml.reading.positionOf(problem.path, problem.part),
      path: problem.path.join('.'),
      message: this.ports.words.problem(problem),
    }));
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
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
