import { describe, expect, it } from 'vitest';
import { checkSettings } from './settings-check.ts';
import { defaultSettings, parseSettings, settingPaths, settingRange } from './settings.ts';

describe('parseSettings', () => {
  it('gives defaults for nothing at all', () => {
    expect(parseSettings(undefined)).toEqual(defaultSettings);
    expect(defaultSettings.transcription.modelId).toBe('echoflow-micro');
  });

  it('keeps what is valid and drops what is not', () => {
    const settings = parseSettings({
      appearance: { theme: 'dark', textSize: 99 },
      editor: 'nonsense',
      unknown: { a: 1 },
    });
    expect(settings.appearance).toEqual({ ...defaultSettings.appearance, theme: 'dark' });
    expect(settings.editor).toEqual(defaultSettings.editor);
    expect(settings).not.toHaveProperty('unknown');
  });
});

describe('defaults of a build', () => {
  const defaults = parseSettings({ appearance: { theme: 'dark' } });

  it('hold where nothing was saved, and give way to what was', () => {
    expect(parseSettings(undefined, defaults).appearance.theme).toBe('dark');
    expect(parseSettings({ appearance: { theme: 'system' } }, defaults).appearance.theme).toBe('system');
  });
});

describe('checkSettings', () => {
  const problems = (raw: unknown) => {
    const result = checkSettings(raw);
    return result.ok ? [] : result.problems;
  };

  it('takes partial settings and fills in the rest', () => {
    const result = checkSettings({ appearance: { theme: 'light' } });
    expect(result.ok && result.settings).toEqual({
      ...defaultSettings,
      appearance: { ...defaultSettings.appearance, theme: 'light' },
    });
    expect(checkSettings(null).ok).toBe(true);
  });

  it('names what was probably meant', () => {
    expect(problems({ appearence: {} })[0]).toMatchObject({ kind: 'unknown', nearest: 'appearance' });
    expect(problems({ appearance: { them: 'dark' } })[0]).toMatchObject({
      path: ['appearance', 'them'],
      nearest: 'appearance.theme',
    });
    expect(problems({ editor: { theme: 'dark' } })[0]).toMatchObject({ nearest: 'appearance.theme' });
    expect(problems({ theme: 'dark' })[0]).toMatchObject({ nearest: 'appearance.theme' });
    expect(problems({ editor: { xyzzy: 1 } })[0]).toMatchObject({ kind: 'unknown', nearest: null });
  });

  it('says what may stand there', () => {
    expect(problems({ appearance: { theme: 'blue' } })[0]).toMatchObject({
      kind: 'bad-value',
      expected: 'system | light | dark',
    });
    expect(problems({ appearance: { textSize: 9 } })[0]).toMatchObject({ expected: '-2 to 2' });
    expect(problems({ editor: 3 })[0]).toMatchObject({ kind: 'not-a-section', path: ['editor'] });
    expect(problems('text')[0]).toMatchObject({ kind: 'not-a-section', path: [] });
  });

  it('reports everything at once', () => {
    expect(problems({ appearance: { theme: 1, textSize: 'x', what: 2 }, nope: {} })).toHaveLength(4);
  });
});

it('knows the range of every setting', () => {
  expect(settingPaths.length).toBeGreaterThan(20);
  for (const path of settingPaths) expect(settingRange(path)).not.toBe('');
  expect(settingRange('editor.followPlayback')).toBe('true | false');
});
