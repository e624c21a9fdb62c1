import { expect, it } from 'vitest';
import { isWorkplace, placeOf, places } from './nav.ts';

it('knows where an address belongs', () => {
  for (const { id, href } of places) expect(placeOf(href)?.id).toBe(id);
  expect(placeOf('/recordings/abc')?.id).toBe('library');
  expect(placeOf('/settings/models')?.id).toBe('settings');
  expect(placeOf('/recordsfrom')).toBe(undefined);
  expect(placeOf('/nowhere')).toBe(undefined);
});

it('knows where nothing may stand in the way', () => {
  for (const path of ['/record', '/recordings/abc']) expect(isWorkplace(path), path).toBe(true);
  for (const path of ['/', '/insights', '/settings', '/recordsfrom']) expect(isWorkplace(path), path).toBe(false);
});
