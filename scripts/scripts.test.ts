import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignAddresses } from './foreign.js';
import { collectNotices } from './notices.js';
import { parseRange, serve, type RunningServer } from './server.js';
import { stripForeignAddresses } from './vite/addresses.js';

describe('foreign addresses', () => {
  test('defaults of the engines are cut out and the rest of the code stays', () => {
    expect(stripForeignAddresses('a="https://cdn.jsdelivr.net/npm/x@1/dist/",b="https://huggingface.co/"')).toBe(
      'a="",b=""',
    );
    expect(stripForeignAddresses('const u = `https://unpkg.com/@ffmpeg/core@${v}/dist`;')).toBe(
      'const u = `${v}/dist`;',
    );
  });

  test.each([
    'import("https://cdn.somewhere.io/x.js")',
    'fetch("https://huggingface.co/a")',
    'url(http://fonts.host.io/f)',
  ])('%s fails the build', (code) => expect(foreignAddresses(code)).toHaveLength(1));

  test.each([
    'createElementNS("http://www.w3.org/2000/svg","g")',
    'throw Error("https://svelte.dev/e/state_unsafe_mutation")',
    'host("https://huggingface.co"),{linkMaxMb:1}',
    '"http://127.0.0.1:8080/"',
  ])('%s is inert', (code) => expect(foreignAddresses(code)).toEqual([]));
});

describe('parseRange', () => {
  test.each([
    [undefined, undefined],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-5', { start: 95, end: 99 }],
    ['bytes=100-', null],
    ['bytes=-', undefined],
    ['items=0-', undefined],
  ])('%s of 100 bytes', (header, expected) => expect(parseRange(header, 100)).toEqual(expected));
});

describe('the server', () => {
  let folder: string;
  let server: RunningServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'echoflow-'));
    mkdirSync(join(folder, '_app/immutable'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<h1>app');
    writeFileSync(join(folder, '_app/immutable/fetch.worker-1.js'), 'self.x = 1');
    server = await serve({ root: folder, port: 0 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const get = (path: string, headers = {}) => fetch(server.address + path, { headers });

  test('a route of the app gets the page, a missing file does not', async () => {
    const route = await get('recordings/abc');
    expect([route.status, await route.text()]).toEqual([200, '<h1>app']);
    expect((await get('missing.js')).status).toBe(404);
  });

  test('nothing outside the folder is served', async () => {
    expect((await get('..%2f..%2f..%2fetc%2fpasswd.txt')).status).toBe(404);
  });

  test('policy and caching follow the path', async () => {
    const worker = await get('_app/immutable/fetch.worker-1.js');
    expect(worker.headers.get('content-security-policy')).toContain('https:');
    expect(worker.headers.get('cache-control')).toContain('immutable');
    const page = await get('');
    expect(page.headers.get('content-security-policy')).not.toContain('https:');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  test('part of a file can be asked for', async () => {
    const part = await get('_app/immutable/fetch.worker-1.js', { Range: 'bytes=5-5' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, 'x', 'bytes 5-5/10']);
  });

  test('a taken port moves on to the next', async () => {
    const second = await serve({ root: folder, port: server.port });
    expect(second.port).toBeGreaterThan(server.port);
    await second.close();
  });
});

test('the notices name what asks for more than a notice', () => {
  const notices = collectNotices();
  const licenceOf = (name: string) => notices.find((notice) => notice.name === name)?.license;
  expect(licenceOf('@ffmpeg/core')).toBe('GPL-2.0-or-later');
  expect(licenceOf('mediabunny')).toBe('MPL-2.0');
  expect(notices.every(({ license, text }) => license && text)).toBe(true);
});
