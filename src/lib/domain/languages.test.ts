import { expect, it } from 'vitest';
import { languageName, languagesByName, languageTag, whisperLanguages } from './languages.ts';
import { isSettingValue } from './settings.ts';

it('has a name for every language, and each can be set', () => {
  expect(new Set(whisperLanguages).size).toBe(100);
  for (const code of whisperLanguages) {
    expect(languageName(code, 'en')).not.toBe(code);
    expect(isSettingValue('transcription.language', code)).toBe(true);
  }
  expect(languageName('jw', 'en')).toBe('Javanese');
});

it('knows no name for what is no code', () => {
  expect(languageName('no code at all', 'en')).toBe('no code at all');
});

it('gives them in the order of the alphabet', () => {
  const names = languagesByName('en').map(({ name }) => name);
  expect(names).toHaveLength(100);
  expect(names[0]).toBe('Afrikaans');
  expect(names.at(-1)).toBe('Yoruba');
});

it('names a language as pages do', () => {
  expect([languageTag('jw'), languageTag('de'), languageTag(null)]).toEqual(['jv', 'de', undefined]);
});
