import { languagesByName } from '$lib/domain/languages.ts';
import { en } from '$lib/i18n/en.ts';

export type Choice = { value: string; label: string };

const words = en.settings;

const named = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export const fontChoices = named(words.fonts);
export const themeChoices = named(words.themes);
export const whileTypingChoices = named(words.whileTyping);
export const deviceChoices = named(words.devices);
export const taskChoices = named(words.tasks);
export const windowChoices = named(words.windows);
export const effortChoices = named(words.efforts);
export const formatChoices: Choice[] = Object.entries(en.formats).map(([value, { name }]) => ({ value, label: name }));

/** Languages by their name, in the order of the alphabet. */
export const languageChoices = (): Choice[] => [
  { value: 'auto', label: words.languages.auto },
  ...languagesByName().map(({ code, name }) => ({ value: code, label: name })),
];

/** The microphones, and the one that was chosen even while it is unplugged. */
export const microphoneChoices = (
  devices: readonly { deviceId: string; label: string }[],
  chosen: string,
): Choice[] => {
  const known = devices
    .filter(({ deviceId }) => !['', 'default', 'communications'].includes(deviceId))
    .map(({ deviceId, label }, index) => ({ value: deviceId, label: label || words.unnamedMicrophone(index + 1) }));
  const isThere = chosen === '' || known.some(({ value }) => value === chosen);
  const absent = isThere ? [] : [{ value: chosen, label: words.absentMicrophone }];
  return [{ value: '', label: words.defaultMicrophone }, ...known, ...absent];
};
