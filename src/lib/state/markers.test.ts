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

it('says that a change is on its way until it is saved, and whether it failed', async () => {
  const ends: (() => void)[] = [];
  const markers = new Markers({
    stored: () => [],
    save: () => new Promise((done, fail) => ends.push(ends.length === 0 ? done : () => fail(new Error('full')))),
    seconds: () => 1,
  });
  expect(markers.saveState).toBeNull();
  const [one, two] = [markers.add(), markers.add()];
  ends[0]!();
  await one;
  expect(markers.saveState).toBe('saving');
  ends[1]!();
  await expect(two).rejects.toThrow('full');
  expect(markers.saveState).toBe('failed');
});

it('marks many places at once, none beside one that is marked', async () => {
  const markers = new Markers({
    stored: () => [{ id: 'm1', at: 3, note: 'first' }],
    save: async () => {},
    seconds: () => 0,
  });
  const places = [5, 3.4, 1].map((at) => ({ at, note: `at ${at}` }));
  expect(await markers.addAll(places)).toBe(2);
  expect(markers.all.map(({ at }) => at)).toEqual([1, 3, 5]);
  expect(markers.saveState).toBe('saved');
});
