import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleParagraph } from '../../../tests/fakes/samples.ts';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import type { MachineLayer } from '$lib/domain/transcript.ts';
import { Transcripts } from './transcripts.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const layer = (text: string): MachineLayer => ({
  modelId: 'm',
  revision: 'r',
  language: 'en',
  paragraphs: [{ ...sampleParagraph('p1', [text]), speaker: 's1' }],
});

const setUp = () => {
  const { database, dies } = fakeDevice().tab();
  ends.push(dies);
  const service = new Transcripts(database);
  const adopt = async (text: string) => {
    await database.artifacts.save('r', 'machine', `f-${text}`, layer(text));
    return service.adopt('r', layer(text), `f-${text}`);
  };
  return { service, adopt };
};

describe('adopting what the machine heard', () => {
  it('makes the first revision, and a new one while nobody has edited', async () => {
    const { service, adopt } = setUp();
    expect(await adopt('one')).toBe('adopted');
    expect(await service.find('r')).toMatchObject({ revision: 1, machine: 'f-one', speakers: [{ id: 's1' }] });
    expect([await adopt('two'), await adopt('three')]).toEqual(['adopted', 'adopted']);
    expect(await service.find('r')).toMatchObject({ revision: 3, machine: 'f-three' });
    expect(await firstOf(service.machine('r'))).toEqual(layer('three'));
  });

  it('changes nothing when the same layer comes again', async () => {
    const { service, adopt } = setUp();
    await adopt('one');
    expect(await adopt('one')).toBe('adopted');
    expect((await service.find('r'))?.revision).toBe(1);
  });

  it('never overwrites what a person changed, a name no less than a word', async () => {
    const { service, adopt } = setUp();
    await adopt('one');
    const first = (await service.find('r'))!;
    await service.save({ ...first, revision: 2, speakers: [{ id: 's1', name: 'Anna' }] });
    expect(await adopt('two')).toBe('kept-edits');
    expect(await service.find('r')).toMatchObject({ revision: 2, machine: 'f-one', speakers: [{ name: 'Anna' }] });
  });

  it.each([{ redactions: [{ id: 'r', kind: 'name' as const, words: ['w'] }] }, { cuts: [{ start: 0, end: 1 }] }])(
    'never overwrites what a person laid over the words: %o',
    async (laid) => {
      const { service, adopt } = setUp();
      await adopt('one');
      const first = (await service.find('r'))!;
      await service.save({ ...first, ...laid, revision: 2 });
      expect(await adopt('two')).toBe('kept-edits');
      expect(await service.find('r')).toMatchObject(laid);
    },
  );

  it('takes an edit that was undone for none', async () => {
    const { service, adopt } = setUp();
    await adopt('one');
    const first = (await service.find('r'))!;
    await service.save({ ...first, revision: 2, paragraphs: [] });
    await service.save({ ...first, revision: 3 });
    expect(await adopt('two')).toBe('adopted');
  });
});
