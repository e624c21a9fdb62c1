import { describe, expect, it } from 'vitest';
import { sessionOn } from '../../../tests/fakes/editor-session.ts';
import type { VersionRepository } from '$lib/domain/ports.ts';
import { redactedIds } from '$lib/domain/redaction.ts';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import type { Annotation, Redaction } from '$lib/domain/transcript-marks.ts';
import type { Paragraph, Transcript } from '$lib/domain/transcript.ts';
import type { Version } from '$lib/domain/version.ts';
import { EditorVersions, snapshotAfterMs } from './editor-versions.svelte.ts';

const paragraph = (id: string, speaker: string | null, texts: readonly string[], from: number): Paragraph => ({
  ...{ id, speaker, language: null },
  words: texts.map((text, index) => ({
    ...{ id: `${id}.${index}`, text, start: from + index, end: from + index + 0.8 },
    ...{ conf: 0.9, confTime: null, origin: 'machine' as const },
  })),
});

const note: Annotation = {
  ...{ id: 'n', kind: 'note', words: ['p.0'], quote: 'Ask', at: null, revision: 1, colour: 'yellow' },
  ...{ text: 'why?', tags: [], createdAt: '2026-11-22T20:00:00.000Z' },
};
const hidden = (id: string, words: string[]): Redaction => ({ id, kind: 'name', words, said: 'Bob' });

const document: Transcript = {
  ...{ recordingId: 'recording-1', revision: 1, machine: 'm', language: 'en' },
  speakers: [
    { id: 'A', name: 'Anna' },
    { id: 'B', name: 'Bert' },
  ],
  cuts: [{ start: 9, end: 10 }],
  annotations: [note],
  paragraphs: [paragraph('p', 'A', ['Ask', 'Bob', 'now'], 0), paragraph('q', 'B', ['Yes'], 5)],
};

const setUp = (start: Transcript, stored: Transcript = start) => {
  const session = sessionOn(start);
  const kept: Transcript[] = [];
  const ports = {
    watch: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
    add: async (transcript: Transcript) => void kept.push(transcript),
    transcript: async () => stored,
  } as unknown as VersionRepository;
  const clock = { now: 0 };
  const versions = new EditorVersions(ports, session, () => clock.now);
  const compare = () => versions.compare({ id: 'v' } as Version, 'Before');
  const now = () => session.transcript!;
  return { session, versions, kept, clock, compare, now };
};

describe('what the machine heard, restored', () => {
  it('leaves speakers the names they were given, and knows those that the layer names', () => {
    const { versions, now } = setUp(document);
    const layer = { paragraphs: [paragraph('x', 'A', ['Ask', 'Bob'], 0), paragraph('y', 'C', ['Well'], 5)] };
    versions.compareLayer(layer, 'What the machine heard');
    expect(versions.restoreAll()).toBe(true);
    expect(findBrokenInvariant(now())).toBeNull();
    expect(now().speakers.map(({ name }) => name)).toEqual(['Anna', 'C', 'Bert']);
    expect([now().cuts, now().annotations]).toEqual([document.cuts, document.annotations]);
  });

  it('is redacted where the same is said, also paragraph by paragraph', () => {
    const { versions, now } = setUp({ ...document, redactions: [hidden('r', ['p.1'])] });
    versions.compareLayer({ paragraphs: [paragraph('x', 'A', ['Ask', 'Rob', 'now'], 0)] }, 'What the machine heard');
    const change = versions.changes.find(({ kind }) => kind === 'changed')!;
    expect(versions.restore(change)).toBe(true);
    const words = now().paragraphs[0]!.words;
    expect(words.map(({ text }) => text)).toEqual(['Ask', 'Rob', 'now']);
    expect([...redactedIds(now())]).toContain(words[1]!.id);
  });
});

describe('a version restored wholly', () => {
  it('brings its cuts, notes and speakers back as one step', async () => {
    const { session, versions, compare, now } = setUp(document);
    session.apply({ kind: 'set-cuts', cuts: [] });
    session.apply({ kind: 'remove-annotation', annotation: 'n' });
    session.apply({ kind: 'rename-speaker', speaker: 'A', name: 'Amy' });
    session.apply({ kind: 'cut-words', words: ['p.2'], cut: true });
    const edited = now();
    await compare();
    expect(versions.partChanges).toEqual(['speakers', 'cuts', 'annotations']);
    expect(versions.changes.map((change) => (change.kind === 'changed' ? change.differs : change.kind))).toEqual([
      ...[['cuts'], 'same'],
    ]);
    versions.restoreAll();
    expect(now()).toEqual(document);
    expect(versions.partChanges).toEqual([]);
    session.undo();
    expect(now()).toEqual(edited);
  });

  it('loses nothing that is redacted in either', async () => {
    const version = { ...document, redactions: [hidden('old', ['q.0']), hidden('both', ['p.0', 'p.1'])] };
    const { versions, compare, now } = setUp(
      { ...document, redactions: [hidden('both', ['p.1']), hidden('new', ['p.2'])] },
      version,
    );
    await compare();
    versions.restoreAll();
    expect([...redactedIds(now())].sort()).toEqual(['p.0', 'p.1', 'p.2', 'q.0']);
  });
});

describe('snapshots', () => {
  it('are not kept letter by letter while the disk is slow', async () => {
    const { session, versions, kept, clock } = setUp(document);
    let written = () => {};
    const slow = new Promise<void>((done) => (written = done));
    session.flush = () => slow;
    const type = (text: string) => session.apply({ kind: 'set-text', paragraph: 'q', text });
    for (let worked = 0; worked <= snapshotAfterMs; worked += 20_000) {
      type(`at ${worked}`);
      clock.now += 20_000;
    }
    for (let letter = 1; letter < 10; letter += 1) {
      type('x'.repeat(letter));
      clock.now += 100;
    }
    written();
    await new Promise((done) => setTimeout(done, 5));
    expect(kept).toHaveLength(1);
    versions.dispose();
  });
});
