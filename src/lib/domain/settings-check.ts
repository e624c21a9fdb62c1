import * as v from 'valibot';
import {
  defaultSettings,
  parseSettings,
  settingPaths,
  settingRange,
  settingsSchema,
  type SettingPath,
  type Settings,
} from './settings.ts';

export type SettingsProblem = {
  /** Where it stands in the text, from 1. */
  path: readonly string[];
  part: 'key' | 'value';
} & ({ kind: 'unknown'; nearest: string | null } | { kind: 'not-a-section' } | { kind: 'bad-value'; expected: string });

/** Settings as somebody wrote them: complete, or everything that is wrong with them. What is missing is at its default. */
export const checkSettings = (
  raw: unknown,
  defaults: Settings = defaultSettings,
): { ok: true; settings: Settings } | { ok: false; problems: readonly SettingsProblem[] } => {
  const result = v.safeParse(settingsSchema, raw ?? {});
  if (result.success) return { ok: true, settings: parseSettings(raw ?? {}, defaults) };
  return { ok: false, problems: result.issues.map(toProblem) };
};

const toProblem = (issue: v.BaseIssue<unknown>): SettingsProblem => {
  const path = (issue.path ?? []).map((item) => String(item.key));
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { kind: 'unknown', path, part: 'key', nearest: nearestSetting(path) };
  }
  if (path.length < 2) return { kind: 'not-a-section', path, part: 'value' };
  return { kind: 'bad-value', path, part: 'value', expected: settingRange(path.slice(0, 2).join('.') as SettingPath) };
};

/** The known section or setting that was most likely meant: same section first, at most a third of it mistyped. */
const nearestSetting = (path: readonly string[]): string | null => {
  const wanted = path.at(-1)!.toLowerCase();
  const known = path.length === 1 ? [...Object.keys(settingsSchema.entries), ...settingPaths] : settingPaths;
  const scored = known.map((name) => {
    const away = name.includes('.') && name.split('.')[0] !== path[0] ? 0.5 : 0;
    return { name, distance: editDistance(wanted, name.split('.').at(-1)!.toLowerCase()) + away };
  });
  const best = scored.reduce((least, item) => (item.distance < least.distance ? item : least));
  return best.distance <= Math.max(1, wanted.length / 3) + 0.5 ? best.name : null;
};

/** Levenshtein distance. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
};
