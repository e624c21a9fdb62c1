import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * A transcription server on loopback that speaks OpenAI's protocol, or fails in one of the ways real ones do; the first
 * part of its path says which: `/asr/honest/v1/audio/transcriptions`.
 */
export const serverBehaviours = ['honest', 'busy', 'limited', 'slow', 'locked', 'broken', 'garbled', 'moved'] as const;

type Heard = {
  path: string;
  authorization: string;
  fields: Record<string, string>;
  fileBytes: number;
  fileHead: string;
};

/** What was asked, in order: `/asr/log` tells and forgets it. */
const heard: Heard[] = [];
/** Requests so far by behaviour, to fail a few times and then answer. */
const counts = new Map<string, number>();

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** The fields of a form (RFC 7578), read by nobody's parser but this. */
const readForm = (request: IncomingMessage, body: Buffer): Pick<Heard, 'fields' | 'fileBytes' | 'fileHead'> => {
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
  const fields: Record<string, string> = {};
  let [fileBytes, fileHead] = [0, ''];
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const cut = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.slice(0, cut))?.[1] ?? '';
    const value = part.slice(cut + 4, -2);
    if (name === 'file') [fileBytes, fileHead] = [value.length, value.slice(0, 4)];
    else fields[name] = fields[name] === undefined ? value : `${fields[name]},${value}`;
  }
  return { fields, fileBytes, fileHead };
};

const answer = {
  text: 'Loopback heard this.',
  language: 'english',
  duration: 2,
  words: [
    { word: 'Loopback', start: 0.1, end: 0.7 },
    { word: 'heard', start: 0.7, end: 1.1 },
    { word: 'this.', start: 1.1, end: 1.5 },
  ],
  segments: [{ id: 0, start: 0, end: 1.6, text: ' Loopback heard this.', avg_logprob: -0.2, no_speech_prob: 0.01 }],
};

const json = (response: ServerResponse, value: unknown) =>
  void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));

const behave = (behaviour: string, count: number, response: ServerResponse): void => {
  if (behaviour === 'busy' && count < 3) return void response.writeHead(503).end();
  if (behaviour === 'limited' && count < 2) return void response.writeHead(429, { 'Retry-After': '1' }).end();
  if (behaviour === 'locked') return void response.writeHead(401).end('{"error":"no key"}');
  if (behaviour === 'broken') return void response.writeHead(500).end();
  if (behaviour === 'garbled') return void response.writeHead(200).end('<html>');
  if (behaviour === 'moved') return void response.writeHead(307, { Location: '/asr/honest/elsewhere' }).end();
  if (behaviour === 'slow') return void setTimeout(() => json(response, answer), 1_500);
  json(response, answer);
};

/** Answers what is meant for the transcription server; false for anything else. */
export const handleSpeech = (request: IncomingMessage, response: ServerResponse): boolean => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const behaviour = /^\/asr\/([^/]+)/.exec(pathname)?.[1];
  if (!behaviour) return false;
  response.setHeader('Access-Control-Allow-Headers', 'Authorization');
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  if (request.method === 'OPTIONS') return (response.writeHead(204).end(), true);
  if (behaviour === 'log') return (json(response, heard.splice(0)), true);
  void readBody(request).then((body) => {
    const authorization = request.headers.authorization ?? '';
    heard.push({ path: pathname, authorization, ...readForm(request, body) });
    const count = (counts.get(behaviour) ?? 0) + 1;
    counts.set(behaviour, count);
    behave(behaviour, count, response);
  });
  return true;
};
