import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { CatalogueEntry, ModelManifest } from '$lib/domain/model.ts';
import type { ModelPackFiles } from '$lib/domain/ports.ts';
import { ModelPacks } from './packs.ts';
import { readZip } from './zip.ts';

const { signal } = new AbortController();
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const entry = {
  id: 'tiny',
  source: 'host',
  family: 'whisper',
  dtype: { wasm: { encoder: 'q8', decoder: 'fp32' }, webgpu: { encoder: 'fp32', decoder: 'fp32' } },
} as CatalogueEntry;

/** A device whose disk is a map. */
const device = () => {
  const disk = new Map<string, Blob>();
  const manifests = new Map<string, ModelManifest>();
  const files: ModelPackFiles = {
    put: async ({ id, revision }, list) => {
      const kept = [];
      for (const { path, blob, sha256 } of list) {
        const own = hashOf(await blob.text());
        if (sha256 !== null && sha256 !== own) throw Object.assign(new Error(), { code: 'model/corrupt' });
        disk.set(`${id}/${revision}/${path}`, blob);
        kept.push({ path, sizeBytes: blob.size, sha256: own });
      }
      return kept;
    },
    read: async ({ id, revision, files: list }) =>
      list.map(({ path }) => ({ path, blob: disk.get(`${id}/${revision}/${path}`)! })),
  };
  const refresh = vi.fn(async () => {});
  const packs = new ModelPacks({
    entries: [entry],
    filesFor: (_entry, { encoder, decoder }) => [
      ...['config.json', `onnx/enc_${encoder}.onnx`, `onnx/enc_${encoder}.onnx_data*`],
      `onnx/dec_${decoder}.onnx`,
    ],
    devices: () => ['wasm'],
    store: {
      manifest: async (id) => manifests.get(id),
      saveManifest: async (manifest) => void manifests.set(manifest.id, manifest),
    },
    files,
    refresh,
    now: () => new Date('2026-01-02T03:04:05Z'),
  });
  return { packs, disk, manifests, refresh };
};

const loose = [
  new File(['{}'], 'config.json'),
  new File(['encoder'], 'enc_q8.onnx'),
  new File(['decoder weights'], 'dec_fp32.onnx'),
];

describe('models from files', () => {
  it('takes loose files for the model that was named, and remembers what they are', async () => {
    const { packs, disk, manifests, refresh } = device();
    const told: number[] = [];
    expect(await packs.add(loose, 'tiny', ({ receivedBytes }) => told.push(receivedBytes), signal)).toBe('tiny');
    const manifest = manifests.get('tiny')!;
    expect(manifest.revision).toMatch(/^local-/);
    expect(manifest.files.map(({ path, sha256 }) => [path, sha256])).toEqual([
      ['config.json', hashOf('{}')],
      ['onnx/enc_q8.onnx', hashOf('encoder')],
      ['onnx/dec_fp32.onnx', hashOf('decoder weights')],
    ]);
    expect(disk.size).toBe(3);
    expect(refresh).toHaveBeenCalledWith('tiny');
  });

  it('refuses files whose config.json names another kind of model, before anything is kept', async () => {
    const { packs, disk } = device();
    const config = new File(['{"model_type":"moonshine"}'], 'config.json');
    const adding = packs.add([config, ...loose.slice(1)], 'tiny', () => {}, signal);
    await expect(adding).rejects.toMatchObject({ code: 'model/other-family', detail: { told: 'moonshine' } });
    expect(disk.size).toBe(0);
  });

  it('takes along what lies beside large weights', async () => {
    const { packs, manifests } = device();
    const beside = [new File(['more'], 'enc_q8.onnx_data_1'), new File(['data'], 'enc_q8.onnx_data')];
    await packs.add([...loose, ...beside, new File(['x'], 'dec_fp32.onnx_data')], 'tiny', () => {}, signal);
    expect(manifests.get('tiny')!.files.map(({ path }) => path)).toEqual([
      'config.json',
      'onnx/enc_q8.onnx',
      'onnx/enc_q8.onnx_data',
      'onnx/enc_q8.onnx_data_1',
      'onnx/dec_fp32.onnx',
    ]);
  });

  it('goes from one device to another as a pack, byte for byte', async () => {
    const here = device();
    await here.packs.add(loose, 'tiny', () => {}, signal);
    const { blob, fileName } = await here.packs.pack('tiny');
    expect(fileName).toBe('tiny.echopack');
    const there = device();
    expect(await there.packs.add([new File([blob], fileName)], null, () => {}, signal)).toBe('tiny');
    expect(there.manifests.get('tiny')).toEqual(here.manifests.get('tiny'));
    for (const [path, kept] of here.disk) expect(await there.disk.get(path)!.text()).toBe(await kept.text());
  });

  it('refuses a pack with one wrong byte, of an unknown model, or with something missing', async () => {
    const here = device();
    await here.packs.add(loose, 'tiny', () => {}, signal);
    const { blob } = await here.packs.pack('tiny');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const at = new TextDecoder('latin1').decode(bytes).indexOf('decoder weights');
    bytes[at]! ^= 1;
    const add = (files: File[], id: string | null) => device().packs.add(files, id, () => {}, signal);
    await expect(add([new File([bytes], 'x.echopack')], null)).rejects.toMatchObject({ code: 'model/corrupt' });
    await expect(add(loose, 'huge')).rejects.toMatchObject({ code: 'model/pack-unreadable' });
    await expect(add(loose.slice(1), 'tiny')).rejects.toMatchObject({
      code: 'model/pack-unreadable',
      detail: { missing: 'config.json' },
    });
  });
});

/** A zip archive of one file, with a directory that may lie. */
const zipOf = (
  content: Uint8Array<ArrayBuffer>,
  { method = 0, claimed = -1, flags = 0, copies = 1, packed = content } = {},
) => {
  const name = new TextEncoder().encode('a.bin');
  const size = claimed < 0 ? content.length : claimed;
  const head = new DataView(new ArrayBuffer(30));
  head.setUint32(0, 0x04034b50, true);
  head.setUint16(26, name.length, true);
  const row = new DataView(new ArrayBuffer(46));
  row.setUint32(0, 0x02014b50, true);
  row.setUint16(8, flags, true);
  row.setUint16(10, method, true);
  row.setUint32(20, packed.length, true);
  row.setUint32(24, size, true);
  row.setUint16(28, name.length, true);
  const start = 30 + name.length + packed.length;
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, copies, true);
  end.setUint32(12, (46 + name.length) * copies, true);
  end.setUint32(16, start, true);
  const rows = Array.from({ length: copies }, () => [row.buffer as ArrayBuffer, name]).flat();
  return new Blob([head.buffer as ArrayBuffer, name, packed, ...rows, end.buffer as ArrayBuffer]);
};

describe('zip archives', () => {
  const zeros = new Uint8Array(1_000_000);
  const bomb = new Uint8Array(deflateRawSync(zeros));
  it('reads what is stored and what is deflated', async () => {
    const [stored] = await readZip(zipOf(new TextEncoder().encode('plain')));
    expect(await (await stored!.open()).text()).toBe('plain');
    const [deflated] = await readZip(zipOf(zeros, { method: 8, packed: bomb }));
    expect((await deflated!.open()).size).toBe(1_000_000);
  });
  it.each([
    ['claims more than can be', zipOf(zeros, { method: 8, packed: bomb, claimed: 4_000_000_000 })],
    ['is encrypted', zipOf(zeros.subarray(0, 9), { flags: 1 })],
    ['is packed in an unknown way', zipOf(zeros.subarray(0, 9), { method: 14 })],
    ['names a file twice', zipOf(zeros.subarray(0, 9), { copies: 2 })],
    ['contradicts itself', zipOf(zeros.subarray(0, 9), { claimed: 10 })],
    ['is none', new Blob(['PK? no'])],
    ['is empty', new Blob([])],
  ])('refuses one that %s', async (_name, archive) => {
    await expect(readZip(archive)).rejects.toMatchObject({ code: 'model/pack-unreadable' });
  });
  it('stops unpacking where the directory said the end would be', async () => {
    const [entry] = await readZip(zipOf(zeros, { method: 8, packed: bomb, claimed: 900_000 }));
    await expect(entry!.open()).rejects.toMatchObject({ code: 'model/pack-unreadable' });
    const [short] = await readZip(zipOf(zeros, { method: 8, packed: bomb, claimed: 1_000_001 }));
    await expect(short!.open()).rejects.toMatchObject({ code: 'model/pack-unreadable' });
  });
});
