import { expect, test } from 'vitest';
import { scaffold } from './scaffold.js';

test.each([
  ['step', 'text/redact', ['src/lib/pipelines/text/redact.ts', 'src/lib/pipelines/text/redact.test.ts']],
  ['format', 'ttml', ['src/lib/formats/ttml.ts', 'src/lib/formats/ttml.test.ts']],
  ['check', 'fan-noise', ['src/lib/services/health/fan-noise.ts', 'src/lib/services/health/fan-noise.test.ts']],
  ['component', 'editor/Ruler', ['src/lib/ui/editor/Ruler.svelte', 'src/lib/ui/editor/Ruler.browser.test.ts']],
])('new %s %s brings its test', (kind, name, paths) => {
  const { files, next } = scaffold(kind, name);
  expect(files.map(({ path }) => path)).toEqual(paths);
  expect(next).not.toBe('');
});

test.each([
  ['step', 'video/cut'],
  ['step', '../../etc/x'],
  ['component', 'editor/ruler'],
  ['planet', 'mars'],
])('new %s %s is refused', (kind, name) => expect(() => scaffold(kind, name)).toThrow());
