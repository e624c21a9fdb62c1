import { beforeEach, describe, expect, it } from 'vitest';
import type { MachineLayer, Transcript } from '$lib/domain/transcript.ts';
import { countChanged, NewerVersion } from './editor-newer.svelte.ts';
import type { ArtifactStore } from '$lib/domain/ports.ts';
import type { RecordingPagePorts } from './editor-ports.ts';
import { EditorSession } from './editor.svelte.ts';

const layer = (...texts: string[]): MachineLayer => ({
  modelId: 'model',
  revision: '1',
  language: 'en',
  paragraphs: texts.map((text, at) => ({
    id: `p${at}`,
    speaker: 's1',
    language: null,
    words: [{ id: `w${at}`, text, start: at, end: at + 1, conf: 0.5, confTime: null, origin: 'machine' }],
  })),
});

const first = layer('one', 'two');
const second = layer('one', 'three');
const edited: Transcript = {
  ...{ recordingId: 'r', revision: 4, machine: 'first', language: 'en' },
  speakers: [{ id: 's1', name: 'Anna' }],
  paragraphs: [...layer('mine', 'two').paragraphs],
};

const settle = async () => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

describe('NewerVersion', () => {
  let tellMachine: (layer: MachineLayer) => void = () => {};
  let read: string[] = [];
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };

  /** `latest` is what was made last; the layer the edits began with is another unless it is `first`. */
  const open = async (latest: MachineLayer) => {
    const layers = new Map([['first', first]]);
    const nameIt = (made: MachineLayer) => {
      const fingerprint = made === first ? 'first' : `layer ${layers.size}`;
      layers.set(fingerprint, made);
      return fingerprint;
    };
    read = [];
    const transcripts: RecordingPagePorts['transcripts'] = {
      watch: () => ({ subscribe: (tell) => (tell(edited), { unsubscribe: () => {} }) }),
      machine: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
      save: async () => {},
      find: async () => edited,
      claim: async () => 1,
      history: async () => undefined,
    };
    const find = async (_id: string, _name: string, fingerprint: string) => {
      read.push(fingerprint);
      return layers.get(fingerprint);
    };
    const watchFingerprint = () => ({
      subscribe: (tell: (fingerprint: string | undefined) => void) => {
        tellMachine = (made) => tell(nameIt(made));
        tellMachine(latest);
        return { unsubscribe: () => {} };
      },
    });
    const artifacts = { find, watchFingerprint } as unknown as ArtifactStore;
    const session = new EditorSession(transcripts, 'r');
    const newer = new NewerVersion({ transcripts, artifacts, kept: storage }, session);
    await settle();
    return { session, newer };
  };

  beforeEach(() => kept.clear());

  it('says nothing while the machine has written nothing else, and reads nothing to know', async () => {
    expect((await open(first)).newer.offer).toBeNull();
    expect(read).toEqual([]);
    expect((await open(structuredClone(first))).newer.offer).toBeNull();
    expect(read).toEqual(['layer 1', 'first']);
  });

  it('offers another version when it comes, and changes nothing by itself', async () => {
    const { newer, session } = await open(first);
    tellMachine(second);
    await settle();
    expect(newer.offer).toBe(second);
    expect(session.transcript).toBe(edited);
    expect(countChanged(edited, second)).toBe(2);
  });

  it('is used as one step that undo takes back; names stay', async () => {
    const { newer, session } = await open(second);
    newer.use();
    expect(session.transcript?.paragraphs).toEqual(second.paragraphs);
    expect(session.transcript?.speakers).toEqual([{ id: 's1', name: 'Anna' }]);
    expect(newer.offer).toBeNull();
    session.undo();
    expect(session.transcript?.paragraphs).toEqual(edited.paragraphs);
  });

  it('is not offered again after a no', async () => {
    (await open(second)).newer.keep();
    expect((await open(second)).newer.offer).toBeNull();
    expect((await open(layer('four'))).newer.offer).not.toBeNull();
  });
});
