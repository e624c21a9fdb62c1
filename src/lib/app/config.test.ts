import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingAt, settingPaths, settingRange } from '$lib/domain/settings.ts';
import { settings as words } from '$lib/i18n/en/settings.ts';
import { readDefaults, variableOf } from './config.ts';

describe('readDefaults', () => {
  it('gives the defaults of the schema for an empty environment', () => {
    expect(readDefaults({})).toEqual({ defaults: defaultSettings, refused: [] });
  });

  it('overrides any setting, whatever its type', () => {
    const { defaults, refused } = readDefaults({
      PUBLIC_ECHOFLOW_NETWORK_MODEL_HOST: 'https://models.example.org',
      PUBLIC_ECHOFLOW_APPEARANCE_THEME: 'dark',
      PUBLIC_ECHOFLOW_AUDIO_LOUDNESS_LUFS: '-23',
      PUBLIC_ECHOFLOW_RECORDING_TRANSCRIBE_AFTER: 'false',
      PUBLIC_ECHOFLOW_TRANSCRIPTION_LANGUAGE: 'no',
    });
    expect(refused).toEqual([]);
    expect(defaults.network.modelHost).toBe('https://models.example.org');
    expect(defaults.appearance.theme).toBe('dark');
    expect(defaults.audio.loudnessLufs).toBe(-23);
    expect(defaults.recording.transcribeAfter).toBe(false);
    expect(defaults.transcription.language).toBe('no');
  });

  it('names what it cannot use and keeps the default', () => {
    const { defaults, refused } = readDefaults({ PUBLIC_ECHOFLOW_APPEARANCE_THEME: 'blue' });
    expect(refused).toEqual(['PUBLIC_ECHOFLOW_APPEARANCE_THEME']);
    expect(defaults).toEqual(defaultSettings);
  });

  it('has one variable for each setting', () => {
    expect(new Set(settingPaths.map(variableOf)).size).toBe(settingPaths.length);
  });
});

/** `npx vitest run --project unit src/lib/app/config -u` writes the page anew after a change of the settings. */
it('docs/settings.md says what the schema says', async () => {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = settingPaths.map((path) => {
    const value = JSON.stringify(settingAt(defaultSettings, path));
    return `| \`${path}\` | ${cell(words.comments[path])} | ${cell(settingRange(path))} | \`${value}\` | \`${variableOf(path)}\` |`;
  });
  const page = [
    '# Settings',
    'Every setting, with its default. They are changed under Settings, by controls or as YAML: the same names, a section' +
      ' and a name. YAML that leaves something out takes the default; a mistake is shown with its line, and nothing changes.',
    '## Defaults of a build',
    'Whoever builds EchoFlow can give any setting another default: put the variable into `.env` before `npm run build`.' +
      ' A value the setting cannot take is left out and reported in the log. What a person sets outranks it.',
    '```sh\nPUBLIC_ECHOFLOW_NETWORK_MODEL_HOST=https://models.example.org\nPUBLIC_ECHOFLOW_APPEARANCE_THEME=dark\n```',
    '## All of them',
    ['| setting | meaning | values | default | variable |', '|---|---|---|---|---|', ...rows].join('\n'),
    'This page is made from the schema in `src/lib/domain/settings.ts`; a test fails when the two differ.',
  ];
  const text = await format(page.join('\n\n'), { parser: 'markdown', printWidth: 120 });
  await expect(text).toMatchFileSnapshot('../../../docs/settings.md');
});
