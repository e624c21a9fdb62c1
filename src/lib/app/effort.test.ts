import { expect, it } from 'vitest';
import { defaultSettings } from '$lib/domain/settings.ts';
import { effortFor } from './effort.ts';

const { transcription } = defaultSettings;

it('works as it was set, and quietly only where the person asked for that', () => {
  const away = { isOnBattery: true, isHidden: true };
  expect(effortFor(transcription, away)).toBe('balanced');
  expect(effortFor({ ...transcription, performance: 'full' }, away)).toBe('full');
  const spared = { ...transcription, performance: 'full', quietOnBattery: true } as const;
  expect(effortFor(spared, away)).toBe('quiet');
  expect(effortFor(spared, { isOnBattery: false, isHidden: true })).toBe('full');
  expect(effortFor({ ...spared, quietWhenHidden: true }, { isOnBattery: false, isHidden: true })).toBe('quiet');
});
