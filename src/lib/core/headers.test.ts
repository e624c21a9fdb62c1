import { describe, expect, test } from 'vitest';
import { cacheControl, contentSecurityPolicy, isFetchWorker, securityHeaders } from './headers.js';

const connect = (path: string) => /connect-src ([^;]*)/.exec(contentSecurityPolicy(path))?.[1];

describe('the policy', () => {
  test.each([
    '/',
    '/record',
    '/recordings/fetch.worker-x/y',
    '/_app/immutable/workers/speech.worker-a1.js',
    '/fetch.js',
  ])('%s may connect to our own origin only', (path) => expect(connect(path)).toBe("'self' blob:"));

  test('the fetch worker alone may reach other hosts, and plain http on this device only', () => {
    const path = '/_app/immutable/workers/fetch.worker-BqEjQ1.js';
    expect(isFetchWorker(path)).toBe(true);
    expect(connect(path)).toBe("'self' https: http://127.0.0.1:* http://localhost:* blob:");
  });

  test('scripts come from our origin and are never inline', () => {
    for (const path of ['/', '/_app/immutable/workers/fetch.worker-BqEjQ1.js']) {
      expect(/script-src ([^;]*)/.exec(contentSecurityPolicy(path))?.[1]).toBe("'self' 'wasm-unsafe-eval'");
    }
  });

  test('what is not named is closed', () => {
    const policy = contentSecurityPolicy('/');
    for (const part of ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part);
    }
  });
});

test('every answer isolates, and gives the microphone to us alone', () => {
  expect(securityHeaders('/record')).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Permissions-Policy': expect.stringMatching(/^microphone=\(self\), display-capture=\(self\), camera=\(\)/),
  });
});

test('only what can never change is kept for ever', () => {
  for (const path of ['/_app/immutable/a.js', '/models/echoflow-micro/r12/onnx/x.onnx']) {
    expect(cacheControl(path)).toContain('immutable');
  }
  for (const path of ['/', '/index.html', '/service-worker.js', '/models/builtin.json', '/start.js']) {
    expect(cacheControl(path)).toBe('no-cache');
  }
});
