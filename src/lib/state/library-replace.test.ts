import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { firstOf } from '../../../tests/fakes/first-of.ts';
import { sampleParagraph, sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { fakeDevice } from '../../../tests/fakes/storage.ts';
import { findInTexts } from '$lib/domain/transcript-find.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { FindState } from './editor-find.svelte.ts';
import { EditorSession } from './editor.svelte.ts';
import { LibraryReplace } from './library-replace.svelte.ts';

const textOf = (transcript: Transcript | null | undefined) => transcript?.paragraphs.map(paragraphText).join('|');

/** Two recordings, the first open; a search for a word that both hold. */
const library = async () => {
  const { database } = fakeDevice().tab();
  for (const id of ['a', 'b']) {
    await database.recordings.add(sampleRecording({ id, title: id }));
    const paragraphs = [sampleParagraph(`${id}-p`, ['one', 'colour', 'two'])];
    await database.transcripts.save(sampleTranscript({ recordingId: id, paragraphs }));
  }
  const session = new EditorSession(database.transcripts, 'a');
  await expect.poll(() => session.transcript).not.toBeNull();
  const find = new FindState(session, { find: async (texts, query, options) => findInTexts(texts, query, options) });
  find.query = 'colour';
  find.replacement = 'color';
  const ports = { library: { watchAll: () => database.recordings.watchAll() }, transcripts: database.transcripts };
  const everywhere = new LibraryReplace({ ...ports, versions: database.versions } as never, session, find);
  await everywhere.search();
  return { database, session, find, everywhere, stored: (id: string) => database.transcripts.find(id) };
};

describe('replacing in the whole library', () => {
  it('is one step: one undo puts every recording back', async () => {
    const { database, session, everywhere, stored } = await library();
    expect([everywhere.hits.length, everywhere.total]).toEqual([2, 2]);
    await everywhere.replace('Before');
    await session.flush();
    expect([textOf(await stored('a')), textOf(await stored('b'))]).toEqual(['one color two', 'one color two']);
    expect(everywhere.canUndo).toBe(true);
    await everywhere.undo();
    await session.flush();
    expect([textOf(await stored('a')), textOf(await stored('b'))]).toEqual(['one colour two', 'one colour two']);
    expect(everywhere.hits.map(({ state }) => state)).toEqual(['restored', 'restored']);
    expect([everywhere.canUndo, session.canRedo]).toEqual([false, true]);
    session.dispose();
    database.close();
  });

  it('can be undone in the other recording as well, and redone', async () => {
    const { database, session, everywhere } = await library();
    await everywhere.replace('Before');
    const other = new EditorSession(database.transcripts, 'b');
    await expect.poll(() => other.canUndo).toBe(true);
    other.undo();
    expect(textOf(other.transcript)).toBe('one colour two');
    other.redo();
    expect(textOf(other.transcript)).toBe('one color two');
    for (const each of [session, other]) each.dispose();
    database.close();
  });

  it('leaves what was written since', async () => {
    const { database, session, everywhere, stored } = await library();
    await everywhere.replace('Before');
    const now = (await stored('b'))!;
    await database.transcripts.save({ ...now, revision: now.revision + 1, language: 'de' });
    await everywhere.undo();
    expect(textOf(await stored('b'))).toBe('one color two');
    const states = Object.fromEntries(everywhere.hits.map((hit) => [hit.id, hit.state]));
    expect(states).toEqual({ a: 'restored', b: 'failed' });
    session.dispose();
    database.close();
  });

  it('replaces nothing that was not shown', async () => {
    const { database, session, find, everywhere, stored } = await library();
    const [line] = everywhere.hits[1]!.lines;
    expect(line).toMatchObject({ before: 'one ', from: 'colour', after: ' two' });
    find.query = 'o';
    expect(everywhere.isStale).toBe(true);
    await everywhere.replace('Before');
    await session.flush();
    expect([textOf(await stored('a')), textOf(await stored('b'))]).toEqual(['one colour two', 'one colour two']);
    find.query = 'colour';
    const now = (await stored('b'))!;
    const paragraphs = [sampleParagraph('b-p', ['colour', 'colour'])];
    await database.transcripts.save({ ...now, paragraphs, revision: now.revision + 1 });
    await everywhere.replace('Before');
    await session.flush();
    expect([textOf(await stored('a')), textOf(await stored('b'))]).toEqual(['one color two', 'colour colour']);
    const states = Object.fromEntries(everywhere.hits.map((hit) => [hit.id, hit.state]));
    expect(states).toEqual({ a: 'replaced', b: 'failed' });
    session.dispose();
    database.close();
  });

  it('keeps every transcript as a version first, the open one as well', async () => {
    const { database, session, everywhere } = await library();
    await everywhere.replace('Before');
    for (const id of ['a', 'b']) {
      const versions = await firstOf(database.versions.watch(id));
      expect(versions.map(({ name }) => name)).toEqual(['Before']);
      const kept = await database.versions.transcript(versions[0]!.id);
      expect(textOf(kept)).toBe('one colour two');
    }
    session.dispose();
    database.close();
  });
});
