import { describe, expect, it } from 'vitest';
import { defaultSettings, parseSettings } from './settings.ts';

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
    expect(settings.appearance).toEqual({ theme: 'dark', textSize: 0 });
    expect(settings.editor).toEqual(defaultSettings.editor);
    expect(settings).not.toHaveProperty('unknown');
  });
});
