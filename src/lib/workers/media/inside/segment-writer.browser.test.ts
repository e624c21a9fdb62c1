import { expect, it } from 'vitest';

/** Sync access handles exist in workers only: the test runs in one of its own. */
const inWorker = `
  import { SegmentWriter, samplesPerSegment } from '/src/lib/workers/media/inside/segment-writer.ts';
  const fill = async (writer, value) => {
    await writer.prepare(3);
    writer.append(new Int16Array(2.5 * samplesPerSegment).fill(value));
  };
  const first = await SegmentWriter.open('kept-segments');
  await fill(first, 1);
  const { sealed } = first;
  first.close();
  const again = await SegmentWriter.open('kept-segments', sealed);
  await again.prepare(3);
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('kept-segments');
  const read = async (name) => new Int16Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer());
  const during = await read('0000.s16');
  await fill(again, 2);
  await again.finish();
  const whole = await Promise.all(['0000.s16', '0001.s16', '0002.s16'].map(read));
  postMessage({ sealed, during: [during.length, during[0]], whole: whole.map((part) => [part.length, part[0]]) });
`;

it('leaves what is sealed as it is while another decoder begins anew', async () => {
  const source = inWorker.replaceAll("from '/", `from '${location.origin}/`);
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module' });
  const said = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.terminate();
  URL.revokeObjectURL(url);
  expect(said).toEqual({
    sealed: 2,
    during: [960_000, 1],
    whole: [
      [960_000, 1],
      [960_000, 1],
      [480_000, 2],
    ],
  });
});
