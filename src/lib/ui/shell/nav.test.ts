import { expect, it } from 'vitest';
import { placeOf, places } from './nav.ts';

it('knows where an address belongs', () => {
  for (const { id, href } of places) expect(placeOf(href)?.id).toBe(id);
  expect(placeOf('/recordings/abc')?.id).toBe('library');
  expect(placeOf('/settings/models')?.id).toBe('settings');
  expect(placeOf('/recordsfrom')).toBe(undefined);
  expect(placeOf('/nowhere')).toBe(undefined);
});
