import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesFor } from './files.ts';
import { echoflowMicro } from './entries/echoflow-micro.ts';

type Manifest = { revision: string; files: { path: string; sizeBytes: number; sha256: string }[] };

const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const builtIn = json<{ id: string; path: string; revision: string }>('static/models/builtin.json');
const folder = `static/${builtIn.path}`;
const manifest = json<Manifest>(`${folder}/manifest.json`);
const mostBytes = 15_000_000;

describe('the built-in model as it lies in the repository', () => {
  it('is the revision that builtin.json names, and the only one', () => {
    expect(manifest.revision).toBe(builtIn.revision);
    expect(readdirSync(`static/models/${builtIn.id}`)).toEqual([builtIn.revision]);
  });

  it('has every file of its manifest, byte for byte, and no more than 15 MB', () => {
    for (const { path, sizeBytes, sha256 } of manifest.files) {
      const bytes = readFileSync(`${folder}/${path}`);
      expect([path, bytes.length]).toEqual([path, sizeBytes]);
      expect([path, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, sha256]);
    }
    expect(manifest.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)).toBeLessThanOrEqual(mostBytes);
  });

  it('has both precisions, whichever device runs it', () => {
    const paths = manifest.files.map(({ path }) => path);
    const wanted = [
      echoflowMicro.dtype.wasm,
      echoflowMicro.dtype.webgpu,
      { encoder: 'fp32', decoder: 'fp32' } as const,
    ];
    for (const dtypes of wanted) expect(paths).toEqual(expect.arrayContaining([...filesFor(echoflowMicro, dtypes)]));
  });

  it('names attention heads that exist, for word times', () => {
    const config = json<{ decoder_layers: number; decoder_attention_heads: number }>(`${folder}/config.json`);
    const { alignment_heads: heads } = json<{ alignment_heads: [number, number][] }>(
      `${folder}/generation_config.json`,
    );
    expect(heads.length).toBeGreaterThan(0);
    for (const [layer, head] of heads) {
      expect(layer).toBeLessThan(config.decoder_layers);
      expect(head).toBeLessThan(config.decoder_attention_heads);
    }
  });
});
