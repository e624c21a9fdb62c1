import { expect, it } from 'vitest';
import { languageName, whisperLanguages } from './languages.ts';
import { isSettingValue } from './settings.ts';

it('has a name for every language, and each can be set', () => {
  expect(new Set(whisperLanguages).size).toBe(100);
  for (const code of whisperLanguages) {
    expect(languageName(code, 'en')).not.toBe(code);
    expect(isSettingValue('transcription.language', code)).toBe(true);
  }
  expect(languageName('jw', 'en')).toBe('Javanese');
});
