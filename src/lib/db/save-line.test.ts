import { expect, it } from 'vitest';
import { sampleTranscript } from '../../../tests/fakes/samples.ts';
import { SaveLine } from './save-line.ts';

/** A save whose rows are written, or fail, when the test says. */
const saving = () => {
  let [write, fail] = [() => {}, () => {}];
  const written = new Promise<void>((resolve, reject) => {
    [write, fail] = [resolve, () => reject(new Error('full'))];
  });
  return { made: { transcript: sampleTranscript(), journalled: Promise.resolve(0), written }, write, fail };
};
const id = sampleTranscript().recordingId;

it('is drained only when every save has ended, also those ahead of one that failed', async () => {
  const line = new SaveLine<number>();
  const [one, two, three] = [saving(), saving(), saving()];
  for (const { made } of [one, two, three]) line.add(made);
  let isDrained = false;
  const drained = line.drained(id).then(() => (isDrained = true));
  three.fail();
  await expect(three.made.written).rejects.toThrow('full');
  expect(line.last(id)).toBeUndefined();
  one.write();
  await one.made.written;
  await new Promise((done) => setTimeout(done));
  expect(isDrained).toBe(false);
  two.write();
  await drained;
});

it('waits for saves that came while it was being drained', async () => {
  const line = new SaveLine<number>();
  const [one, two] = [saving(), saving()];
  line.add(one.made);
  let isDrained = false;
  const drained = line.drained(id).then(() => (isDrained = true));
  line.add(two.made);
  one.write();
  await new Promise((done) => setTimeout(done));
  expect([isDrained, line.last(id)]).toEqual([false, two.made]);
  two.write();
  await drained;
  expect(line.last(id)).toBeUndefined();
});
