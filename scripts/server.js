import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { cacheControl, securityHeaders } from '../src/lib/core/headers.js';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.wav': 'audio/wav',
};

/**
 * @typedef {{ root?: string, port?: number, headers?: boolean }} ServerOptions
 * `headers: false` is a host that knows nothing of us: types only, as on the plainest static host.
 * @typedef {{ address: string, port: number, close: () => Promise<void> }} RunningServer
 */

/** @param {string} file */
const sizeOf = async (file) => {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? found.size : null;
};

/**
 * The file behind a path, or `index.html` for a route of the app; null when there is none (a missing asset is a 404,
 * never a page in disguise).
 *
 * @param {string} root @param {string} path
 */
const locate = async (root, path) => {
  const file = normalize(join(root, path));
  if (file !== root && !file.startsWith(root + sep)) return null;
  const size = await sizeOf(file);
  if (size !== null) return { file, size };
  if (extname(path) !== '') return null;
  const page = join(root, 'index.html');
  const pageSize = await sizeOf(page);
  return pageSize === null ? null : { file: page, size: pageSize };
};

/**
 * One byte range (RFC 9110, 14.2). `undefined`: none asked, or one we may ignore; null: cannot be satisfied.
 *
 * @param {string | undefined} header @param {number} size
 */
export const parseRange = (header, size) => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const isSuffix = match[1] === '';
  const start = isSuffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = isSuffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end ? null : { start, end };
};

/** @param {string} path @param {boolean} withHeaders */
const headersFor = (path, withHeaders) =>
  withHeaders ? { ...securityHeaders(path), 'Cache-Control': cacheControl(path) } : {};

/**
 * @param {string} root @param {boolean} withHeaders
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>}
 */
const answer = (root, withHeaders) => async (request, response) => {
  const path = readPath(request.url);
  const found = path === null ? null : await locate(root, path);
  if (path === null || !found) {
    response.writeHead(404, { 'Content-Type': 'text/plain', ...headersFor('/', withHeaders) }).end('Not found\n');
    return;
  }
  const headers = {
    'Content-Type': types[extname(found.file)] ?? 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    ...headersFor(path, withHeaders),
  };
  const range = parseRange(request.headers.range, found.size);
  if (range === null) {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${found.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: found.size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Length': String(end - start + 1),
    ...(range ? { 'Content-Range': `bytes ${start}-${end}/${found.size}` } : {}),
  });
  if (request.method === 'HEAD' || found.size === 0) response.end();
  else
    createReadStream(found.file, { start, end })
      .on('error', () => response.destroy())
      .pipe(response);
};

/** @param {string | undefined} url */
const readPath = (url) => {
  try {
    return decodeURIComponent(new URL(url ?? '/', 'http://localhost').pathname);
  } catch {
    return null;
  }
};

/**
 * Serves a built app on loopback. A taken port moves on to the next one; port 0 takes any free one.
 *
 * @param {ServerOptions} [options]
 * @returns {Promise<RunningServer>}
 */
export const serve = async ({ root = 'build', port = 4173, headers = true } = {}) => {
  const folder = resolve(root);
  await readFile(join(folder, 'index.html'));
  const server = createServer(answer(folder, headers));
  const actual = await listen(server, port, port === 0 ? 1 : 20);
  return {
    address: `http://127.0.0.1:${actual}/`,
    port: actual,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/**
 * @param {import('node:http').Server} server @param {number} port @param {number} tries
 * @returns {Promise<number>}
 */
const listen = (server, port, tries) =>
  new Promise((done, fail) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' && tries > 1) listen(server, port + 1, tries - 1).then(done, fail);
      else fail(error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : port);
    });
  });

if (import.meta.filename === process.argv[1]) {
  const { address } = await serve({
    port: Number(process.env.PORT ?? 4173),
    headers: !process.argv.includes('--no-headers'),
  });
  console.log(address);
}
