import type { SettingsRepository } from '$lib/domain/ports.ts';
import { defaultSettings, parseSettings, type Settings } from '$lib/domain/settings.ts';
import { storing } from './failures.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

const key = 'settings';

/** One row. A bad value in it falls back to its default; nothing about it is worth a quarantine. */
export const createSettingsRepository = (
  { settings }: Tables,
  defaults: Settings = defaultSettings,
): SettingsRepository => {
  const load = async () => parseSettings((await settings.get(key))?.value, defaults);
  return {
    load: () => storing(load),
    // Through JSON: what comes from a view may be a proxy, which a database cannot take.
    save: (value) => storing(async () => void (await settings.put({ key, value: JSON.parse(JSON.stringify(value)) }))),
    watch: () => watchable(load),
  };
};
