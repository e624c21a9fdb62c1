import * as publicEnvironment from '$env/static/public';
import { logger } from '$lib/core/log.ts';
import {
  defaultSettings,
  isSettingValue,
  parseSettings,
  settingPaths,
  type SettingPath,
  type Settings,
} from '$lib/domain/settings.ts';

/**
 * What a build decides: its version, and another default for any setting, from `PUBLIC_ECHOFLOW_…` in `.env` or the
 * environment of the build. A person's own settings always outrank these. All of them stand in docs/settings.md.
 */

/** `network.modelHost` → `PUBLIC_ECHOFLOW_NETWORK_MODEL_HOST`. */
export const variableOf = (path: SettingPath): string =>
  `PUBLIC_ECHOFLOW_${path.replace('.', '_').replace(/([a-z])([A-Z])/g, '$1_$2')}`.toUpperCase();

/** What a word of the environment stands for: `true`, `12`, else itself. */
const plainValue = (text: string): unknown => {
  if (/^(true|false)$/.test(text)) return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};

/** Defaults with what the environment overrides; a value that the setting cannot take is named and left out. */
export const readDefaults = (
  environment: Readonly<Record<string, string | undefined>>,
): { defaults: Settings; refused: readonly string[] } => {
  const raw: Record<string, Record<string, unknown>> = {};
  const refused: string[] = [];
  for (const path of settingPaths) {
    const text = environment[variableOf(path)];
    if (text === undefined || text === '') continue;
    const value = [text, plainValue(text)].find((candidate) => isSettingValue(path, candidate));
    const [section, key] = path.split('.') as [string, string];
    if (value === undefined) refused.push(variableOf(path));
    else raw[section] = { ...raw[section], [key]: value };
  }
  return { defaults: parseSettings(raw, defaultSettings), refused };
};

const { defaults, refused } = readDefaults(publicEnvironment as Readonly<Record<string, string>>);
for (const variable of refused) logger('config').warn('build variable refused', { variable });

export const config = {
  version: __APP_VERSION__,
  buildId: __BUILD_ID__,
  withFfmpeg: __WITH_FFMPEG__,
  /** Settings of somebody who has changed nothing. */
  defaults,
};
