import { expect, it } from 'vitest';
import type { Marker } from '$lib/domain/recording.ts';
import { Markers } from './markers.svelte.ts';

it('marks where it is listened to, notes and removes, each change saved whole', async () => {
  let stored: readonly Marker[] = [{ id: 'm1', at: 3, note: 'first' }];
  let seconds = 12.3456;
  const markers = new Markers({
    stored: () => stored,
    save: async (all) => void (stored = all),
    seconds: () => seconds,
  });
  const made = await markers.add();
  expect(made).toMatchObject({ at: 12.35, note: '' });
  seconds = 1;
  await markers.annotate(made.id, 'decision');
  expect(markers.all).toEqual([
    { id: 'm1', at: 3, note: 'first' },
    { ...made, note: 'decision' },
  ]);
  await markers.remove('m1');
  expect(stored).toEqual([{ ...made, note: 'decision' }]);
});

it('loses none of two changes, the second made before the first came back from the library', async () => {
  const stored: readonly Marker[] = [{ id: 'm1', at: 3, note: 'first' }];
  let saved: readonly Marker[] = stored;
  const markers = new Markers({
    stored: () => stored,
    save: async (all) => void (saved = all),
    seconds: () => 1,
  });
  await Promise.all([markers.annotate('m1', 'decision'), markers.add()]);
  expect(saved).toMatchObject([
    { at: 1, note: '' },
    { at: 3, note: 'decision' },
  ]);
  expect(markers.all).toBe(saved);
});

it('says that a change is on its way until it is saved, or failed', async () => {
  const ends: (() => void)[] = [];
  const markers = new Markers({
    stored: () => [],
    save: () => new Promise((done, fail) => ends.push(ends.length === 0 ? done : () => fail(new Error('full')))),
    seconds: () => 1,
  });
  expect(markers.isSaving).toBe(false);
  const [one, two] = [markers.add(), markers.add()];
  ends[0]!();
  await one;
  expect(markers.isSaving).toBe(true);
  ends[1]!();
  await expect(two).rejects.toThrow('full');
  expect(markers.isSaving).toBe(false);
});
