import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeDisk, FakeLocks, PowerCut } from '../../../../tests/fakes/disk.ts';
import type { JournalContent } from '$lib/domain/ports.ts';
import { JournalEngine } from './journal.ts';

/** `npm run torture` asks for more. */
const crashFactor = Number(process.env.ECHOFLOW_CRASH_FACTOR ?? 1);

const start = (disk: FakeDisk) => new JournalEngine(disk, new FakeLocks().tab());
const bodies = ({ snapshot, records }: JournalContent) => [
  ...(snapshot ? [`=${snapshot.body}`] : []),
  ...records.map((record) => record.body),
];

describe('the journal', () => {
  it('gives back what was appended, in order, in a new start', async () => {
    const disk = new FakeDisk();
    const journal = start(disk);
    await journal.append('r', { seq: 1, body: '{"a":1}' });
    await journal.append('r', { seq: 2, body: '"é\\n"' });
    expect(bodies(await start(disk).read('r'))).toEqual(['{"a":1}', '"é\\n"']);
    expect(await start(disk).tips()).toEqual([{ stream: 'r', seq: 2, damaged: false }]);
  });

  it('lets a number be written again, taking back what followed it', async () => {
    const disk = new FakeDisk();
    const journal = start(disk);
    for (const seq of [1, 2, 3]) await journal.append('r', { seq, body: `${seq}` });
    await journal.append('r', { seq: 2, body: '"again"' });
    expect(bodies(await start(disk).read('r'))).toEqual(['1', '"again"']);
  });

  it('goes on behind a snapshot and forgets what it covers', async () => {
    const disk = new FakeDisk();
    const journal = start(disk);
    for (const seq of [1, 2]) await journal.append('r', { seq, body: `${seq}` });
    await journal.snapshot('r', { seq: 2, body: '"both"' });
    await journal.append('r', { seq: 3, body: '3' });
    expect(bodies(await start(disk).read('r'))).toEqual(['="both"', '3']);
    await expect(journal.append('r', { seq: 2, body: '0' })).rejects.toMatchObject({ code: 'storage/corrupt' });
  });

  it('refuses to leave a number out', async () => {
    const journal = start(new FakeDisk());
    await expect(journal.append('r', { seq: 2, body: '2' })).rejects.toMatchObject({ code: 'storage/corrupt' });
  });

  it('sees what another tab wrote in between', async () => {
    const disk = new FakeDisk();
    const [one, two] = [start(disk), start(disk)];
    await one.append('r', { seq: 1, body: '1' });
    await two.append('r', { seq: 2, body: '2' });
    await one.append('r', { seq: 3, body: '3' });
    await two.snapshot('r', { seq: 3, body: '"all"' });
    await one.append('r', { seq: 4, body: '4' });
    expect(bodies(await two.read('r'))).toEqual(['="all"', '4']);
  });

  it('cuts a torn tail off and writes on', async () => {
    const disk = new FakeDisk();
    const journal = start(disk);
    for (const seq of [1, 2]) await journal.append('r', { seq, body: `${seq}` });
    disk.tamper('journal/r/lines-0.ndjson', (bytes) => bytes.slice(0, -3));
    const later = start(disk);
    await later.append('r', { seq: 2, body: '"new"' });
    expect(await start(disk).read('r')).toMatchObject({ damaged: false });
    expect(bodies(await start(disk).read('r'))).toEqual(['1', '"new"']);
  });

  it('tells damage in the middle, and a snapshot heals it', async () => {
    const disk = new FakeDisk();
    const journal = start(disk);
    for (const seq of [1, 2, 3]) await journal.append('r', { seq, body: `${seq}${seq}` });
    disk.tamper('journal/r/lines-0.ndjson', (bytes) => bytes.with(50, bytes[50]! ^ 1) as Uint8Array<ArrayBuffer>);
    const later = start(disk);
    expect(await later.tips()).toEqual([{ stream: 'r', seq: 3, damaged: false }]);
    expect(await later.inspect()).toMatchObject([{ stream: 'r', damaged: true }]);
    expect(await later.read('r')).toMatchObject({ damaged: true });
    await expect(later.append('r', { seq: 4, body: '4' })).rejects.toMatchObject({ code: 'storage/corrupt' });
    await later.snapshot('r', { seq: 3, body: '"whole"' });
    await later.append('r', { seq: 4, body: '4' });
    expect(await start(disk).read('r')).toMatchObject({ damaged: false });
  });

  it('falls back to the generation before a snapshot that was flipped, and says so', async () => {
    const disk = new FakeDisk();
    const journal = start(disk);
    await journal.append('r', { seq: 1, body: '1' });
    await journal.snapshot('r', { seq: 1, body: '"one"' });
    await journal.append('r', { seq: 2, body: '2' });
    disk.tamper('journal/r/snapshot-1.json', (bytes) => bytes.with(20, bytes[20]! ^ 4) as Uint8Array<ArrayBuffer>);
    const content = await start(disk).read('r');
    expect([bodies(content), content.damaged]).toEqual([['1'], true]);
  });
});

type Action = 'append' | 'rewrite' | 'snapshot';

/** Plays actions until the power goes; gives what must be found again: acknowledged, and perhaps the one in hand. */
const play = async (disk: FakeDisk, actions: readonly Action[], begun: readonly string[]) => {
  const journal = start(disk);
  let now = [...begun];
  for (const [index, action] of actions.entries()) {
    const value = `"${action} ${index} ${'x'.repeat((index * 37) % 90)}"`;
    const next = action === 'append' || now.length === 0 ? [...now, value] : [...now.slice(0, -1), value];
    try {
      if (action === 'snapshot') await journal.snapshot('r', { seq: now.length, body: JSON.stringify(now) });
      else await journal.append('r', { seq: next.length, body: value });
    } catch (error) {
      if (error instanceof PowerCut) return { sure: now, inHand: action === 'snapshot' ? now : next };
      // Rewriting what a snapshot covers is refused; nothing has changed.
      if (action !== 'rewrite') throw error;
      continue;
    }
    if (action !== 'snapshot') now = next;
  }
  return { sure: now, inHand: now };
};

const told = async (disk: FakeDisk): Promise<string[]> => {
  const { snapshot, records, damaged } = await start(disk).read('r');
  expect(damaged).toBe(false);
  const values = snapshot ? (JSON.parse(snapshot.body) as string[]) : [];
  for (const { seq, body } of records) values.splice(seq - 1, Infinity, body);
  return values;
};

describe('the journal under power cuts', () => {
  const action = fc.constantFrom<Action>('append', 'append', 'append', 'rewrite', 'snapshot');
  const life = fc.record({
    actions: fc.array(action, { minLength: 1, maxLength: 12 }),
    cutAfter: fc.nat({ max: 60 }),
    chances: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  });

  it(
    'loses and tears nothing that was acknowledged, over 4000 crashes or more',
    async () => {
      let crashes = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
          const disk = new FakeDisk();
          let found: string[] = [];
          for (const { actions, cutAfter, chances } of lives) {
            disk.cutAfter(cutAfter);
            const { sure, inHand } = await play(disk, actions, found);
            disk.crash(() => chances.next().value as number);
            crashes++;
            found = await told(disk);
            expect([sure, inHand]).toContainEqual(found);
          }
        }),
        { numRuns: 1600 * crashFactor },
      );
      expect(crashes).toBeGreaterThan(3500 * crashFactor);
    },
    30_000 * crashFactor,
  );
});
