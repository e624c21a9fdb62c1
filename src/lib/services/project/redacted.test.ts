import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { projectDevice } from '../../../../tests/fakes/project-device.ts';
import { sampleRecording } from '../../../../tests/fakes/samples.ts';
import { fakeHash, firstOf } from '../../../../tests/fakes/storage.ts';
import { transcriptOf } from '../../../../tests/labelled/score.ts';
import { redactedText } from '$lib/domain/redaction.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { projectBlob } from './index.ts';

const { signal } = new AbortController();
const secret = /quartz/i;
const masked = new Blob(['the sound with silence in it']);

const recording = (change: Partial<Recording> = {}): Recording =>
  sampleRecording({
    ...{ title: 'Talk with Mrs Quartz', fileName: 'Quartz 2026.wav', artist: 'Ada Quartz', tags: ['quartz', 'kept'] },
    ...{ rules: 'kwarts, Quartz\nfoo, bar', markers: [{ id: 'm1', at: 3, note: 'Quartz laughs' }], hasVideo: true },
    ...change,
  });

const note = { kind: 'note' as const, at: null, revision: 1, colour: 'yellow' as const, createdAt: '' };
const transcript = (id: string): Transcript =>
  transcriptOf(['My name is Quartz, and I live here.', 'Call me at noon.'], {
    ...{ recordingId: id, revision: 4, machine: 'f1' },
    speakers: [{ id: 's1', name: 'Mrs Quartz' }],
    annotations: [
      { ...note, id: 'n1', words: ['p0-3'], quote: 'Quartz,', text: '', tags: [] },
      { ...note, id: 'n2', words: ['p1-0'], quote: 'Call', text: 'the Quartzes have no telephone', tags: ['Quartz'] },
    ],
    redactions: [{ id: 'r', kind: 'name', words: ['p0-3'] }],
  });

/** A device with a recording whose every part says the redacted word. */
const filled = async (change: Partial<Recording> = {}) => {
  const here = projectDevice({ quietSound: async () => masked });
  const { database } = here;
  const row = recording(change);
  const said = new Blob(['RIFF says Quartz'], { type: 'audio/wav' });
  await database.files.put(row.id, said);
  await database.recordings.add({ ...row, sha256: await fakeHash(said), sizeBytes: said.size });
  const text = transcript(row.id);
  await database.transcripts.put(text);
  const layer = { modelId: 'm', revision: 'r', language: 'en', paragraphs: text.paragraphs };
  await database.artifacts.save(row.id, 'machine', 'f1', layer);
  await database.artifacts.save(row.id, 'extras', 'project', { entries: [{ path: 'x', blob: said }] } as never);
  await database.versions.add(text, 'With Quartz', '2026-01-02T03:04:05.000Z');
  return { ...here, row };
};

/** Everything a device holds, as text: each file of its disk, each row of its database, blobs opened. */
const everythingOf = async (device: ReturnType<typeof projectDevice>): Promise<string> => {
  const parts: string[] = [];
  for (const path of device.disk.paths()) parts.push(path, await (await device.disk.blob(path))!.text());
  const open = indexedDB.open(device.name);
  const base = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
  for (const store of base.objectStoreNames) {
    const rows = await new Promise<unknown[]>((resolve) => {
      const asked = base.transaction(store).objectStore(store).getAll();
      asked.onsuccess = () => resolve(asked.result as unknown[]);
    });
    for (const row of rows) parts.push(store, await textOf(row));
  }
  base.close();
  return parts.join('\n');
};

const textOf = async (value: unknown): Promise<string> => {
  if (value instanceof Blob) return value.text();
  if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value as Uint8Array);
  if (typeof value !== 'object' || value === null) return String(value);
  return (await Promise.all(Object.entries(value).map(async ([key, each]) => `${key}: ${await textOf(each)}`))).join(
    '\n',
  );
};

const write = async ({ projects }: ReturnType<typeof projectDevice>, id: string) => {
  const project = await projects.saveRedacted(id, signal);
  return { name: project.fileName, blob: await projectBlob(project.stream, () => {}) };
};

const bring = async (there: ReturnType<typeof projectDevice>, blob: Blob): Promise<string> => {
  const options = { conflicts: 'merge' as const, versionName: 'Before', withSettings: false };
  const [result] = await there.projects.restore(await there.projects.open(blob), options, () => {}, signal);
  expect(result).toMatchObject({ kind: 'added' });
  return (result as { recordingId: string }).recordingId;
};

it('writes a project in which no byte tells what is redacted, and which is whole elsewhere', async () => {
  const here = await filled();
  expect(await everythingOf(here)).toMatch(secret);
  const { name, blob } = await write(here, here.row.id);
  expect(name).not.toMatch(secret);
  // The zip is stored, not packed: its bytes are those of its parts.
  const bytes = await blob.text();
  expect(bytes).toContain(redactedText);
  expect(bytes).not.toMatch(secret);

  const there = projectDevice();
  const id = await bring(there, blob);
  expect(await everythingOf(there)).not.toMatch(secret);
  const text = (await there.database.transcripts.find(id))!;
  expect(text.paragraphs.map(paragraphText)).toEqual([
    `My name is ${redactedText}, and I live here.`,
    'Call me at noon.',
  ]);
  expect(text.annotations).toHaveLength(2);
  expect(await (await there.database.files.get(id)).text()).toBe(await masked.text());
  expect(await there.database.recordings.find(id)).toMatchObject({
    ...{ title: redactedText, tags: ['kept'], rules: 'foo, bar', artist: redactedText, hasVideo: false },
    ...{ mime: 'audio/flac', sha256: await fakeHash(masked), markers: [{ at: 3, note: redactedText }] },
  });
  expect(await firstOf(there.database.versions.watch(id))).toEqual([]);
});

it('is never merged with the recording it came from', async () => {
  const here = await filled();
  const { blob } = await write(here, here.row.id);
  const id = await bring(here, blob);
  expect(id).not.toBe(here.row.id);
  expect(await here.database.transcripts.find(here.row.id)).toMatchObject({ revision: 4, redactions: [{ id: 'r' }] });
});

it('of a transcript without its recording gives the text, and no file that says everything', async () => {
  const here = await filled({ source: 'transcript' });
  const { blob } = await write(here, here.row.id);
  expect(await blob.text()).not.toMatch(secret);
  const there = projectDevice();
  const id = await bring(there, blob);
  expect(await (await there.database.files.get(id)).text()).toContain('echoflow-transcript');
});
