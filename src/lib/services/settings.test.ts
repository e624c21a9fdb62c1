import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import type { SettingsRepository } from '$lib/domain/ports.ts';
import { defaultSettings, parseSettings, settingPaths, type Settings } from '$lib/domain/settings.ts';
import { settings as words } from '$lib/i18n/en/settings.ts';
import { SettingsYaml } from './settings-yaml.ts';
import { SettingsService } from './settings.ts';

/** Settings in memory; `tell` is what another tab's save does. */
class MemoryRepository implements SettingsRepository {
  saved: Settings = defaultSettings;
  isFull = false;
  tell: (settings: Settings) => void = () => {};

  load = async () => this.saved;
  save = async (settings: Settings) => {
    if (this.isFull) throw new AppError('storage/full');
    this.saved = settings;
  };
  watch = () => ({
    subscribe: (onValue: (settings: Settings) => void) => {
      this.tell = onValue;
      return { unsubscribe: () => (this.tell = () => {}) };
    },
  });
}

const dark = parseSettings({ appearance: { theme: 'dark' } });
const make = async (repository = new MemoryRepository(), defaults?: Settings) => {
  const service = new SettingsService({ repository, ...(defaults ? { defaults } : {}) });
  await service.load();
  return { service, repository, yaml: new SettingsYaml(service, words) };
};

describe('SettingsService', () => {
  it('changes one setting: in use at once, then saved', async () => {
    const { service, repository } = await make();
    const told: string[] = [];
    service.watch().subscribe((settings) => told.push(settings.appearance.theme));
    const saving = service.change('appearance', { theme: 'dark' });
    expect(service.current.appearance).toEqual({ ...defaultSettings.appearance, theme: 'dark' });
    await saving;
    expect(repository.saved).toEqual(dark);
    expect(told).toEqual(['system', 'dark']);
  });

  it('takes a change back that cannot be saved', async () => {
    const { service, repository } = await make();
    repository.isFull = true;
    await expect(service.change('appearance', { theme: 'dark' })).rejects.toMatchObject({ code: 'storage/full' });
    expect(service.current).toEqual(defaultSettings);
  });

  it('follows other tabs, but not while a change of its own is unsaved', async () => {
    const { service, repository } = await make();
    repository.tell(dark);
    expect(service.current).toEqual(dark);
    const saving = service.change('editor', { skipSeconds: 9 });
    repository.tell(defaultSettings);
    expect(service.current.editor.skipSeconds).toBe(9);
    await saving;
  });

  it('starts from the defaults of the build', async () => {
    const service = new SettingsService({ repository: new MemoryRepository(), defaults: dark });
    expect(service.current.appearance.theme).toBe('dark');
    expect(new SettingsYaml(service, words).fromYaml('editor: {}')).toEqual({ ok: true, settings: dark });
  });
});

describe('YAML', () => {
  it('carries every setting with its comment, and reads back', async () => {
    const { service, yaml } = await make();
    await service.replace(dark);
    const text = yaml.toYaml();
    for (const path of settingPaths) expect(text).toContain(`# ${words.comments[path]}`);
    expect(text).toContain('(system | light | dark)\n  theme: dark');
    expect(yaml.fromYaml(text)).toEqual({ ok: true, settings: dark });
  });

  it('marks mistakes at their line, with what was probably meant', async () => {
    const { yaml } = await make();
    const text = 'appearance:\n  them: dark\n  textSize: 7\neditr:\n  skipSeconds: 3\n';
    expect(yaml.fromYaml(text)).toEqual({
      ok: false,
      problems: [
        {
          line: 2,
          column: 3,
          path: 'appearance.them',
          message: 'There is no setting “them”. Did you mean “appearance.theme”?',
        },
        { line: 3, column: 13, path: 'appearance.textSize', message: '“textSize” must be: -2 to 2.' },
        { line: 4, column: 1, path: 'editr', message: 'There is no setting “editr”. Did you mean “editor”?' },
      ],
    });
  });

  it('marks broken YAML at its line', async () => {
    const { yaml } = await make();
    const result = yaml.fromYaml('appearance:\n  theme: [dark\n');
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problems[0]!.line).toBeGreaterThanOrEqual(2);
  });

  it('takes an empty text for the defaults', async () => {
    const { yaml } = await make();
    expect(yaml.fromYaml('')).toEqual({ ok: true, settings: defaultSettings });
    expect(yaml.fromYaml('# nothing')).toEqual({ ok: true, settings: defaultSettings });
  });
});
