import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PowerCut } from '../../../tests/fakes/disk.ts';
import { lived, nothing } from '../../../tests/fakes/lived.ts';
import { sampleParagraph } from '../../../tests/fakes/samples.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

describe('a journal damaged in the middle', () => {
  it('is written anew from the database, some time after the start', async () => {
    const { name, disk, tab, last } = await lived();
    const path = 'journal/recording-1/lines-0.ndjson';
    disk.tamper(path, (bytes) => bytes.with(60, bytes[60]! ^ 1) as Uint8Array<ArrayBuffer>);
    const { database, dies } = tab();
    expect(await database.recover()).toEqual(nothing);
    expect(await database.scrub()).toBe(1);
    expect(await database.scrub()).toBe(0);
    dies();
    await Dexie.delete(name);
    const again = tab().database;
    await again.recover();
    expect(await again.transcripts.find('recording-1')).toEqual(last);
    again.close();
  });
});

describe('edits under power cuts', () => {
  const edit = (before: Transcript, seed: number): Transcript => {
    const paragraphs = [...before.paragraphs];
    const fresh = sampleParagraph(`p${before.revision}-${seed}`, [`w${seed}`], seed);
    paragraphs.splice(seed % (paragraphs.length + 1), seed % 3, fresh);
    return { ...before, revision: before.revision + 1, paragraphs };
  };

  it('loses and tears none that was acknowledged, the database wiped or not', async () => {
    const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    const seeds = fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 6 });
    const property = fc.asyncProperty(seeds, fc.nat({ max: 20 }), chances, fc.boolean(), async (...given) => {
      const [edits, cutAfter, chance, isWiped] = given;
      const { name, disk, tab, last } = await lived();
      const dying = tab();
      let sure = last;
      let inHand = last;
      disk.cutAfter(cutAfter);
      try {
        for (const seed of edits) {
          inHand = edit(sure, seed);
          await dying.database.transcripts.save(inHand);
          sure = inHand;
        }
      } catch (error) {
        expect((error as Error).cause ?? error).toBeInstanceOf(PowerCut);
      }
      dying.dies();
      disk.crash(() => chance.next().value as number);
      if (isWiped) await Dexie.delete(name);
      const { database } = tab();
      await database.recover();
      expect([sure, inHand]).toContainEqual(await database.transcripts.find('recording-1'));
      database.close();
    });
    await fc.assert(property, { numRuns: 60 });
  }, 30_000);
});
