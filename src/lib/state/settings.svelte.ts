import { settingAt, type SettingPath, type Settings } from '$lib/domain/settings.ts';
import { en } from '$lib/i18n/en.ts';
import { SettingsYaml, type SettingsReading } from '$lib/services/settings-yaml.ts';
import type { SettingsService } from '$lib/services/settings.ts';
import { Live } from './live.svelte.ts';
import { attempt, toasts } from './toasts.svelte.ts';

/** The settings as controls read and change them. */
export class SettingsView {
  readonly #live: Live<Settings>;

  constructor(private readonly service: SettingsService) {
    this.#live = new Live(service.watch(), service.current);
  }

  get current(): Settings {
    return this.#live.current;
  }

  change = <S extends keyof Settings>(section: S, partial: Partial<Settings[S]>): Promise<boolean> =>
    attempt(() => this.service.change(section, partial));

  at = (path: SettingPath): unknown => settingAt(this.current, path);

  set = (path: SettingPath, value: unknown): Promise<boolean> => {
    const [section, key] = path.split('.') as [keyof Settings, string];
    return this.change(section, { [key]: value });
  };
}

/** The settings as text. It follows the settings until somebody writes in it, and is read again with every letter. */
export class SettingsText {
  #draft = $state<string | null>(null);
  readonly #live: Live<Settings>;
  readonly #yaml: SettingsYaml;

  readonly text = $derived.by(() => this.#draft ?? this.#yaml.toYaml(this.#live.current));
  readonly reading: SettingsReading = $derived.by(() => this.#yaml.fromYaml(this.text));
  readonly isDirty = $derived(this.#draft !== null);

  constructor(private readonly service: SettingsService) {
    this.#live = new Live(service.watch(), service.current);
    this.#yaml = new SettingsYaml(service, en.settings);
  }

  write = (text: string): void => {
    this.#draft = text;
  };

  revert = (): void => {
    this.#draft = null;
  };

  /** The defaults of this build, to look at before they are applied. */
  proposeDefaults = (): void => {
    this.#draft = this.#yaml.toYaml(this.service.defaults);
  };

  open = (file: Blob): Promise<boolean> => attempt(async () => this.write(await file.text()));

  /** Nothing is changed while there is a mistake. */
  apply = async (): Promise<void> => {
    const { reading } = this;
    if (!reading.ok) return;
    if (!(await attempt(() => this.service.replace(reading.settings)))) return;
    this.#draft = null;
    toasts.done(en.settings.yaml.applied);
  };

  get file(): { fileName: string; blob: Blob } {
    return { fileName: en.settings.yaml.fileName, blob: new Blob([this.text], { type: 'application/yaml' }) };
  }
}
