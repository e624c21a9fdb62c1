import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleSpeech } from './speech-server.ts';

/**
 * A model host on loopback that tells the truth, or lies in one of the ways real ones do. The repository's name says
 * which. Its files are made from a seed, so that tests can make them again.
 */
export const behaviours = ['honest', 'cut', 'deaf', 'page', 'flipped', 'gone', 'trouble', 'refusing'] as const;
export type Behaviour = (typeof behaviours)[number];

export const commit = 'c0ffee'.padEnd(40, '0');

/** Name, size and whether the host keeps it as a large file (and so knows its SHA-256). */
export const hostFiles = [
  { path: 'config.json', sizeBytes: 700, isLarge: false },
  { path: 'onnx/encoder_model.onnx', sizeBytes: 300_000, isLarge: true },
  { path: 'onnx/decoder_model_merged.onnx', sizeBytes: 150_000, isLarge: true },
] as const;

/** The same bytes for the same name, ever. */
export const contentOf = (path: string, sizeBytes: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(sizeBytes);
  let state = [...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  for (let index = 0; index < sizeBytes; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
};

const hex = (algorithm: string, ...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest('hex');

const listing = () => ({
  sha: commit,
  siblings: hostFiles.map(({ path, sizeBytes, isLarge }) => {
    const content = contentOf(path, sizeBytes);
    const common = { rfilename: path, size: sizeBytes, blobId: hex('sha1', `blob ${sizeBytes}\0`, content) };
    return isLarge ? { ...common, lfs: { sha256: hex('sha256', content), size: sizeBytes, pointerSize: 134 } } : common;
  }),
});

type Exchange = { request: IncomingMessage; response: ServerResponse; behaviour: Behaviour };

const sendFile = ({ request, response, behaviour }: Exchange, path: string) => {
  const file = hostFiles.find((each) => each.path === path);
  if (!file) return void response.writeHead(404).end();
  const content = contentOf(path, file.sizeBytes);
  if (behaviour === 'flipped') content[content.length >> 1]! ^= 1;
  const range = behaviour === 'deaf' ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const rest = content.subarray(Number(range?.[1] ?? 0));
  response.writeHead(range ? 206 : 200, { 'Content-Length': rest.length, 'Content-Type': 'application/octet-stream' });
  if (behaviour !== 'cut' || rest.length < 40_000) return void response.end(rest);
  response.write(rest.subarray(0, Math.ceil(rest.length * 0.4)), () => setTimeout(() => response.destroy(), 30));
};

const answer = (exchange: Exchange, path: string) => {
  const { response, behaviour } = exchange;
  if (behaviour === 'gone') return void response.writeHead(404).end();
  if (behaviour === 'trouble') return void response.writeHead(503).end();
  if (path.startsWith('/api/')) {
    return void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(listing()));
  }
  if (behaviour === 'page') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Sign in');
  sendFile(exchange, path.split(`/resolve/${commit}/`)[1] ?? '');
};

/** A second of silence as a WAV file, 8 kHz mono. */
const wav = () => {
  const file = Buffer.alloc(44 + 16_000);
  file.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1');
  file.writeUInt32LE(16_036, 4);
  [16, 0x0001_0001, 8000, 16_000, 0x0010_0002].forEach((value, index) => file.writeUInt32LE(value, 16 + index * 4));
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(16_000, 40);
  return file;
};

const sendMedia = (response: ServerResponse, name: string) => {
  if (name === 'page.mp3')
    return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>'.repeat(99));
  if (name === 'missing.wav') return void response.writeHead(404).end();
  if (name !== 'endless.wav') return void response.writeHead(200, { 'Content-Type': 'audio/wav' }).end(wav());
  response.writeHead(200, { 'Content-Type': 'audio/wav' });
  response.write(wav());
  const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
  response.on('close', () => clearInterval(timer));
};

/** Paths asked for, in order, with the range where one was asked: `/log` tells and forgets them. */
let asked: string[] = [];

const handle = (request: IncomingMessage, response: ServerResponse) => {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (!path.includes('no-cors')) response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Access-Control-Allow-Headers', 'Range');
  if (handleSpeech(request, response)) return;
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  if (path === '/log') return void response.end(JSON.stringify(asked.splice(0)));
  asked.push(`${path} ${request.headers.range ?? ''}`.trim());
  const media = /^\/media\/(.+)$/.exec(path);
  if (media) return sendMedia(response, media[1] ?? '');
  const behaviour = behaviours.find((name) => path.includes(`/tests/${name}`)) ?? 'honest';
  answer({ request, response, behaviour }, path);
};

export type ModelHost = { url: string; close(): Promise<void> };

export const serveModelHost = async (): Promise<ModelHost> => {
  asked = [];
  const server = createServer(handle);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => (server.close(() => done()), server.closeAllConnections())),
  };
};
