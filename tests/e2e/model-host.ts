import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A model host on loopback that speaks the protocol of the real one and serves the built-in model's own bytes under the
 * names of a Whisper export: what is downloaded from it can be run.
 */
export type ModelHost = {
  url: string;
  /** Paths asked for, with the range where one was asked. */
  asked: string[];
  /** What it does with large files from now on: `cut` breaks each answer off half-way, `flip` changes one byte. */
  mood: 'honest' | 'cut' | 'flip' | 'dead';
  close(): Promise<void>;
};

const commit = 'ab12'.repeat(10);
const { path: builtIn } = JSON.parse(readFileSync('static/models/builtin.json', 'utf8')) as { path: string };
const read = (name: string) => readFileSync(`static/${builtIn}/${name}`);

const encoder = read('onnx/encoder_model_quantized.onnx');
const decoder = read('onnx/decoder_model_merged_quantized.onnx');
const content: Record<string, Buffer> = {
  'config.json': read('config.json'),
  'generation_config.json': read('generation_config.json'),
  'preprocessor_config.json': read('preprocessor_config.json'),
  'tokenizer.json': read('tokenizer.json'),
  'tokenizer_config.json': read('tokenizer_config.json'),
  'onnx/encoder_model.onnx': encoder,
  'onnx/encoder_model_quantized.onnx': encoder,
  'onnx/encoder_model_fp16.onnx': encoder,
  'onnx/decoder_model_merged.onnx': decoder,
  'onnx/decoder_model_merged_quantized.onnx': decoder,
  'onnx/decoder_model_merged_fp16.onnx': decoder,
};

const isLarge = (name: string) => name.endsWith('.onnx');
const hash = (algorithm: string, ...parts: (string | Buffer)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHash(algorithm)).digest('hex');

const listing = () => ({
  sha: commit,
  siblings: Object.entries(content).map(([rfilename, bytes]) => ({
    rfilename,
    size: bytes.length,
    blobId: hash('sha1', `blob ${bytes.length}\0`, bytes),
    ...(isLarge(rfilename) ? { lfs: { sha256: hash('sha256', bytes), size: bytes.length, pointerSize: 134 } } : {}),
  })),
});

const sendFile = (request: IncomingMessage, response: ServerResponse, name: string, mood: ModelHost['mood']) => {
  const whole = content[name];
  if (!whole) return void response.writeHead(404).end();
  if (mood === 'dead' && isLarge(name)) return void response.destroy();
  const bytes = Buffer.from(whole);
  if (mood === 'flip' && isLarge(name)) bytes[bytes.length >> 1] ^= 1;
  const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = bytes.subarray(from);
  const contentRange = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': rest.length, ...(from > 0 ? contentRange : {}) });
  if (mood !== 'cut' || !isLarge(name)) return void response.end(rest);
  response.write(rest.subarray(0, rest.length >> 1), () => setTimeout(() => response.destroy(), 50));
};

export const openModelHost = async (): Promise<ModelHost> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Range');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Content-Length');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    host.asked.push(`${pathname} ${request.headers.range ?? ''}`.trim());
    if (pathname.startsWith('/api/models/')) return void response.end(JSON.stringify(listing()));
    sendFile(request, response, pathname.split(`/resolve/${commit}/`)[1] ?? '', host.mood);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: ModelHost = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    mood: 'honest',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
};
