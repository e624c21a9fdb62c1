import type { SettingsRepository } from '$lib/domain/ports.ts';
import { defaultSettings, parseSettings, type Settings } from '$lib/domain/settings.ts';
import { storing } from './failures.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

const key = 'settings';
const copyKey = 'echoflow.settings';

/**
 * One row, and a copy of it in localStorage for the day the database is lost. A bad value falls back to its default;
 * nothing about it is worth a quarantine.
 */
export const createSettingsRepository = (
  { settings }: Tables,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  defaults: Settings = defaultSettings,
): SettingsRepository => {
  const copy = (): unknown => {
    try {
      return JSON.parse(storage.getItem(copyKey) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  };
  const keepCopy = (text: string): void => {
    try {
      storage.setItem(copyKey, text);
    } catch {
      // Storage may be closed to us or full; the row stands without it.
    }
  };
  const load = async () => parseSettings((await settings.get(key))?.value ?? copy(), defaults);
  return {
    load: () => storing(load),
    // Through JSON: what comes from a view may be a proxy, which a database cannot take.
    save: (value) =>
      storing(async () => {
        const text = JSON.stringify(value);
        await settings.put({ key, value: JSON.parse(text) });
        keepCopy(text);
      }),
    watch: () => watchable(load),
  };
};
