import 'fake-indexeddb/auto';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleRecording, sampleTranscript } from '../../../../tests/fakes/samples.ts';
import { projectDevice as device } from '../../../../tests/fakes/project-device.ts';
import { fakeHash, firstOf } from '../../../../tests/fakes/storage.ts';
import type { Database } from '$lib/db/database.ts';
import { defaultSettings, parseSettings } from '$lib/domain/settings.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { projectBlob, type ConflictChoice, type Projects } from './index.ts';

const { signal } = new AbortController();
const options = (conflicts: ConflictChoice) => ({ conflicts, versionName: 'Before', withSettings: false });
const quiet = () => {};

/** Bytes that no text encoding survives. */
const sound = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 8)) % 256);
const media = new Blob([sound], { type: 'audio/wav' });

const transcript = (change: Partial<Transcript> = {}): Transcript => ({
  ...sampleTranscript(),
  machine: 'f1',
  ...change,
});

/** A recording with everything that can hang on one, its text at revision 7. */
const fill = async (database: Database) => {
  const recording = sampleRecording({
    ...{ sha256: await fakeHash(media), sizeBytes: media.size, fileName: 'talk.wav', title: 'A talk: 1/2' },
    markers: [{ id: 'm1', at: 3, note: 'here' }],
  });
  await database.files.put(recording.id, media);
  await database.recordings.add(recording);
  const text = transcript({ revision: 7 });
  await database.transcripts.put(text);
  const layer = { modelId: 'm', revision: 'r', language: 'en', paragraphs: text.paragraphs };
  await database.artifacts.save(recording.id, 'machine', 'f2', { ...layer, modelId: 'other' });
  await database.artifacts.save(recording.id, 'machine', 'f1', layer);
  await database.versions.add(transcript({ revision: 3 }), 'First draft', '2026-01-02T03:04:05.000Z');
  return { recording, text };
};

const write = async (projects: Projects, id: string | null): Promise<Blob> =>
  projectBlob((await (id === null ? projects.backUp(signal) : projects.save(id, signal))).stream, quiet);

/** The project with some of its files changed, packed again by another program. */
const repacked = async (blob: Blob, change: (files: Record<string, Uint8Array>) => void, level: 0 | 6 = 0) => {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  change(files);
  return new Blob([zipSync(files as Zippable, { level })]);
};
const editJson = async (files: Record<string, Uint8Array>, path: string, change: (value: never) => void) => {
  const value = JSON.parse(strFromU8(files[path]!)) as never;
  change(value);
  files[path] = strToU8(JSON.stringify(value));
  const manifest = JSON.parse(strFromU8(files['project.json']!)) as {
    files: { path: string; sizeBytes: number; sha256: string }[];
  };
  const listed = manifest.files.find((each) => each.path === path);
  if (listed)
    Object.assign(listed, {
      sizeBytes: files[path].length,
      sha256: await fakeHash(new Blob([files[path] as Uint8Array<ArrayBuffer>])),
    });
  if (path !== 'project.json') files['project.json'] = strToU8(JSON.stringify(manifest));
};

describe('a project file', { timeout: 30_000 }, () => {
  let here: ReturnType<typeof device>;
  let there: ReturnType<typeof device>;
  let id: string;
  beforeEach(async () => {
    [here, there] = [device(), device()];
    id = (await fill(here.database)).recording.id;
  });

  const bring = async (blob: Blob, conflicts: ConflictChoice = 'merge') =>
    there.projects.restore(await there.projects.open(blob), options(conflicts), quiet, signal);

  it('is a zip that other programs read: its type first, the original stored as it is, every part hashed', async () => {
    const blob = await write(here.projects, id);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const type = 'mimetypeapplication/vnd.echoflow.project+zip';
    expect(strFromU8(bytes.slice(30, 30 + type.length))).toBe(type);
    const files = unzipSync(bytes);
    expect(files[`recordings/${id}/media.wav`]).toEqual(sound);
    const manifest = JSON.parse(strFromU8(files['project.json']!)) as { files: { path: string; sha256: string }[] };
    const listed = manifest.files.map(({ path }) => path).sort();
    expect(listed).toEqual(
      Object.keys(files)
        .filter((path) => !['mimetype', 'project.json'].includes(path))
        .sort(),
    );
    for (const { path, sha256 } of manifest.files)
      expect(await fakeHash(new Blob([files[path]! as Uint8Array<ArrayBuffer>]))).toBe(sha256);
  });

  it('brings a recording to another device: bytes, text, machine layers, versions, markers', async () => {
    const [result] = await bring(await write(here.projects, id));
    expect(result).toMatchObject({ kind: 'added', recordingId: id, hasText: true });
    const { database } = there;
    expect(new Uint8Array(await (await database.files.get(id)).arrayBuffer())).toEqual(sound);
    expect((await database.files.get(id)).type).toBe('audio/wav');
    expect(await database.transcripts.find(id)).toEqual(await here.database.transcripts.find(id));
    expect(await database.artifacts.fingerprints(id, 'machine')).toEqual(['f2', 'f1']);
    expect(await database.artifacts.find(id, 'machine', 'f1')).toEqual(
      await here.database.artifacts.find(id, 'machine', 'f1'),
    );
    const [version] = await firstOf(database.versions.watch(id));
    expect(version).toMatchObject({ name: 'First draft', savedAt: '2026-01-02T03:04:05.000Z', revision: 3 });
    expect(await database.recordings.find(id)).toMatchObject({ title: 'A talk: 1/2', markers: [{ id: 'm1', at: 3 }] });
  });

  it('survives a start: what was brought in lies in both homes', async () => {
    await bring(await write(here.projects, id));
    expect(await there.database.recover()).toMatchObject({ lost: [] });
    expect(await there.database.transcripts.find(id)).toMatchObject({ revision: 7 });
  });

  it('tells beforehand that it holds redacted words', async () => {
    const { database, projects } = device();
    const { recording, text } = await fill(database);
    expect(await projects.holdsRedacted(recording.id)).toBe(false);
    const words = [text.paragraphs[0]!.words[0]!.id];
    await database.transcripts.save({ ...text, revision: 8, redactions: [{ id: 'r1', words, kind: 'name' }] });
    expect(await projects.holdsRedacted(recording.id)).toBe(true);
  });

  it('is read when another program packed it again, compressed', async () => {
    const blob = await repacked(await write(here.projects, id), () => {}, 6);
    expect(await bring(blob)).toMatchObject([{ kind: 'added' }]);
    expect(new Uint8Array(await (await there.database.files.get(id)).arrayBuffer())).toEqual(sound);
  });

  it('keeps what a newer program wrote, everywhere, and writes it again', async () => {
    const blob = await repacked(await write(here.projects, id), () => {});
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    await editJson(
      files,
      `recordings/${id}/recording.json`,
      (value: Record<string, unknown>) => (value['mood'] = { a: 1 }),
    );
    await editJson(
      files,
      `recordings/${id}/transcript.json`,
      (value: { paragraphs: { words: Record<string, unknown>[] }[] }) => {
        value.paragraphs[0]!.words[0]!['pitch'] = 440;
      },
    );
    files[`recordings/${id}/future/notes.bin`] = Uint8Array.of(0, 255);
    await editJson(files, 'project.json', (value: Record<string, unknown> & { files: unknown[] }) => {
      value['licence'] = 'CC0';
      value.files.push({
        path: `recordings/${id}/future/notes.bin`,
        sizeBytes: 2,
        sha256: '06eb7d6a69ee19e5fbdf749018d3d2abfa04bcbd1365db312eb86dc7169389b8',
      });
    });
    const sha = await fakeHash(new Blob([files[`recordings/${id}/future/notes.bin`]! as Uint8Array<ArrayBuffer>]));
    await editJson(
      files,
      'project.json',
      (value: { files: { sha256: string }[] }) => (value.files.at(-1)!.sha256 = sha),
    );
    expect(await bring(new Blob([zipSync(files as Zippable, { level: 0 })]))).toMatchObject([{ kind: 'added' }]);
    const again = unzipSync(new Uint8Array(await (await write(there.projects, id)).arrayBuffer()));
    const json = (path: string) => JSON.parse(strFromU8(again[path]!)) as Record<string, never>;
    expect(json('project.json')['licence']).toBe('CC0');
    expect(json(`recordings/${id}/recording.json`)['mood']).toEqual({ a: 1 });
    expect(
      (json(`recordings/${id}/transcript.json`)['paragraphs'] as { words: { pitch?: number }[] }[])[0]!.words[0]!.pitch,
    ).toBe(440);
    expect(again[`recordings/${id}/future/notes.bin`]).toEqual(Uint8Array.of(0, 255));
  });

  it('merges into what is here: the text becomes the next revision, the other a named version', async () => {
    await bring(await write(here.projects, id));
    const stored = (await there.database.transcripts.find(id))!;
    await there.database.transcripts.save({ ...stored, language: 'de', revision: 8 });
    await there.database.recordings.update(id, { markers: [{ id: 'm2', at: 1, note: 'mine' }] });
    const [result] = await bring(await write(here.projects, id), 'merge');
    expect(result).toMatchObject({ kind: 'merged', recordingId: id });
    expect(await there.database.transcripts.find(id)).toMatchObject({ revision: 9, language: stored.language });
    const versions = await firstOf(there.database.versions.watch(id));
    expect(versions.map(({ name }) => name).sort()).toEqual(['Before', 'First draft']);
    const kept = versions.find(({ name }) => name === 'Before')!;
    expect((await there.database.versions.transcript(kept.id))?.language).toBe('de');
    expect((await there.database.recordings.find(id))?.markers?.map((marker) => marker.id)).toEqual(['m2', 'm1']);
  });

  it('merging the same twice changes nothing', async () => {
    const blob = await write(here.projects, id);
    await bring(blob);
    await bring(blob, 'merge');
    expect(await there.database.transcripts.find(id)).toMatchObject({ revision: 7 });
    expect(await firstOf(there.database.versions.watch(id))).toHaveLength(1);
  });

  it('brings it in beside the other, or leaves it out', async () => {
    const blob = await write(here.projects, id);
    await bring(blob);
    expect(await bring(blob, 'skip')).toMatchObject([{ kind: 'skipped' }]);
    const [copy] = await bring(blob, 'copy');
    expect(copy).toMatchObject({ kind: 'added' });
    const all = await firstOf(there.database.recordings.watchAll());
    expect(new Set(all.map((recording) => recording.id)).size).toBe(2);
    const other = all.find((recording) => recording.id !== id)!;
    expect(await there.database.transcripts.find(other.id)).toMatchObject({ recordingId: other.id, revision: 7 });
  });

  it('mends a recording whose sound was lost', async () => {
    const blob = await write(here.projects, id);
    await bring(blob);
    await there.database.files.remove(id);
    await bring(blob, 'merge');
    expect((await there.database.files.get(id)).size).toBe(sound.length);
  });

  it('refuses bytes that are not those that were written, and leaves nothing behind', async () => {
    const blob = await repacked(await write(here.projects, id), (files) => {
      files[`recordings/${id}/media.wav`] = sound.slice().fill(1, 5000, 5001);
    });
    expect(await bring(blob)).toMatchObject([{ kind: 'failed', code: 'project/damaged' }]);
    expect(await firstOf(there.database.recordings.watchAll())).toEqual([]);
    expect(await there.database.files.has(id)).toBe(false);
  });

  it('backs up and restores the whole library with its settings', async () => {
    await here.database.recordings.add(sampleRecording({ id: 'second', title: 'Lost sound', sha256: 'x' }));
    await here.projects.restore(
      await here.projects.open(await write(here.projects, id)),
      options('skip'),
      quiet,
      signal,
    );
    const stream = await here.projects.backUp(signal);
    const blob = await projectBlob(stream.stream, quiet);
    expect(stream.problems).toEqual([{ recordingId: 'second', title: 'Lost sound', kind: 'missing' }]);
    const preview = await there.projects.open(blob);
    expect(preview).toMatchObject({ kind: 'library', hasSettings: true });
    expect(preview.recordings.map((each) => each.isKnown)).toEqual([false, false]);
    await there.projects.restore(preview, { ...options('merge'), withSettings: true }, quiet, signal);
    expect((await firstOf(there.database.recordings.watchAll())).map(({ title }) => title).sort()).toEqual([
      'A talk: 1/2',
      'Lost sound',
    ]);
    expect(there.settings()).toEqual(parseSettings(defaultSettings));
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const { stream } = await here.projects.save(id, controller.signal);
    controller.abort();
    await expect(projectBlob(stream, quiet)).rejects.toThrow();
  });
});
