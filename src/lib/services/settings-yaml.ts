import { readYaml, writeYaml } from '$lib/core/yaml.ts';
import { checkSettings, type SettingsProblem } from '$lib/domain/settings-check.ts';
import { settingPaths, settingRange, type SettingPath, type Settings } from '$lib/domain/settings.ts';
import type { SettingsService } from './settings.ts';

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

/** The settings as text. Apart from the service, so that only the settings page loads a YAML parser. */
export class SettingsYaml {
  constructor(
    private readonly service: Pick<SettingsService, 'current' | 'defaults'>,
    private readonly words: SettingsWords,
  ) {}

  /** Every setting with what it means and what may stand there. */
  toYaml(settings: Settings = this.service.current): string {
    const { words } = this;
    const comments = settingPaths.map((path) => [path, `${words.comments[path]} (${settingRange(path)})`]);
    return writeYaml(settings, { ...words.sections, ...Object.fromEntries(comments) }, words.heading);
  }

  /** Settings written by hand; what is left out is at its default. */
  fromYaml(text: string): SettingsReading {
    const yaml = readYaml(text);
    if (!yaml.ok) return { ok: false, problems: yaml.problems.map((problem) => ({ ...problem, path: '' })) };
    const checked = checkSettings(yaml.reading.value, this.service.defaults);
    if (checked.ok) return checked;
    const problems = checked.problems.map((problem) => ({
      ...yaml.reading.positionOf(problem.path, problem.part),
      path: problem.path.join('.'),
      message: this.words.problem(problem),
    }));
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  }
}
