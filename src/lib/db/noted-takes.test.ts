import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { fakeDevice } from '../../../tests/fakes/storage.ts';
import { noteTakes } from './noted-takes.ts';

const header = (id: string) => ({ id, title: `Take ${id}`, mime: 'audio/webm', startedAt: '2026-11-22T20:00:00.000Z' });

it('tells of takes whose files are gone, once, and of no other', async () => {
  const { disk, storage, tab } = fakeDevice();
  const first = tab();
  const takes = noteTakes(bound(first.takes), storage);
  for (const id of ['kept', 'discarded', 'left', 'lost', 'silent']) await takes.begin(header(id));
  for (const id of ['kept', 'discarded', 'left', 'lost']) await takes.append(id, Uint8Array.of(1).buffer);
  for (const id of ['kept', 'discarded', 'left', 'lost']) await takes.append(id, Uint8Array.of(2).buffer);
  await takes.seal('kept');
  await takes.keep('kept', 'recording-1');
  await takes.discard('discarded');
  first.dies();
  disk.crash(() => 0.99);
  await disk.remove('takes/lost');

  const second = tab();
  const again = noteTakes(bound(second.takes), storage);
  const options = { ...second.options(), takes: again };
  const { createDatabase } = await import('./database.ts');
  const database = createDatabase(options);
  const lost = [{ what: 'take', recordingId: 'lost', title: 'Take lost' }];
  expect(await database.recover()).toEqual({ rebuilt: [], lost });
  expect(await database.recover()).toEqual({ rebuilt: [], lost: [] });
  expect((await again.unfinished()).map(({ id }) => id)).toEqual(['left']);
  database.close();
});

/** The engine's methods, as the port's client gives them. */
const bound = (engine: ReturnType<ReturnType<typeof fakeDevice>['tab']>['takes']) => ({
  begin: engine.begin.bind(engine),
  append: engine.append.bind(engine),
  mark: engine.mark.bind(engine),
  seal: engine.seal.bind(engine),
  keep: engine.keep.bind(engine),
  kept: engine.kept.bind(engine),
  unfinished: engine.unfinished.bind(engine),
  discard: engine.discard.bind(engine),
});
