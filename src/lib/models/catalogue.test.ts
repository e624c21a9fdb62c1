import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CatalogueEntry, ModelManifest } from '$lib/domain/model.ts';
import { defaultSettings } from '$lib/domain/settings.ts';
import { catalogue, findEntry } from './catalogue.ts';
import { dtypesFor, filesFor } from './files.ts';

describe.each(catalogue.map((entry: CatalogueEntry) => [entry.id, entry] as const))('%s', (id, entry) => {
  it('is found by its id, which is its own and fit for a path', () => {
    expect(findEntry(id)).toBe(entry);
    expect(catalogue.filter((other) => other.id === id)).toHaveLength(1);
    expect(id).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
  });
  it('says what it is', () => {
    expect(entry.label).not.toBe('');
    expect(entry.licence).not.toBe('');
    expect(entry.parametersMillion).toBeGreaterThan(0);
    expect(entry.isDemo).toBe(entry.source === 'built-in');
  });
  it('names every file it needs, once, inside its folder', () => {
    for (const device of ['wasm', 'webgpu'] as const) {
      const files = filesFor(entry, dtypesFor(entry, device));
      expect(new Set(files).size).toBe(files.length);
      for (const file of files) expect(file).toMatch(/^(onnx\/)?[a-z0-9_]+\.(json|onnx|onnx_data\*)$/);
      const graphs = entry.family === 'parakeet_ctc' ? 1 : 2;
      expect(files.filter((file) => file.endsWith('.onnx'))).toHaveLength(graphs);
    }
  });
  it('has no 4-bit weights on the processor, which is slower with them than with any others', () => {
    expect(Object.values(entry.dtype.wasm)).not.toContain('q4f16');
  });
  it('is fetched from a repository on the host, or ships with the app', () => {
    if (entry.source === 'host') expect(entry.repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
    else expect(existsSync(`static/${entry.repository}`)).toBe(true);
  });
  it('is English only exactly where its name says so', () => {
    if (entry.family === 'whisper' && entry.source === 'host')
      expect(entry.languages === 'english').toBe(/\.en_/.test(entry.repository));
  });
});

describe('the built-in model', () => {
  const { path, id } = JSON.parse(readFileSync('static/models/builtin.json', 'utf8')) as { path: string; id: string };
  const entry = findEntry(id)!;

  it('is the default and lies where it is named, with every file listed in its manifest', () => {
    expect(defaultSettings.transcription.modelId).toBe(id);
    expect(path.startsWith(`${entry.repository}/`)).toBe(true);
    const manifest = JSON.parse(readFileSync(`static/${path}/manifest.json`, 'utf8')) as ModelManifest;
    // Its word times are read off the wrong row of attention where this is left out.
    expect(['fed', 'predicting']).toContain((manifest as { alignmentRow?: string }).alignmentRow);
    const listed = manifest.files.map((file) => file.path);
    for (const file of filesFor(entry, entry.dtype.wasm)) {
      expect(existsSync(`static/${path}/${file}`)).toBe(true);
      expect(listed).toContain(file);
    }
  });
});
