import { AppError, isAbort } from '$lib/core/errors.ts';
import type { ServerRequest, SpeechServer } from '$lib/domain/ports.ts';
import { parseAddress } from '../address.ts';

/** A window of speech is answered in seconds; a server that works on others may take minutes. */
const silenceMs = 300_000;
const mostTries = 6;
const longestWaitMs = 60_000;
const mostAnswerBytes = 8 * 1024 * 1024;

/** Statuses that ask to come again: too many at once, or a server that is (re)starting. */
const isPassing = (status: number): boolean => [408, 425, 429, 500, 502, 503, 504].includes(status);

/**
 * Sends one window of sound to the person's own server (OpenAI's `/v1/audio/transcriptions`). Only the address they have
 * set is asked; a redirect elsewhere is refused. Where the server is busy it is asked again, when it says or ever later.
 * Throws `server/unreachable`, `server/refused`, `server/failed`.
 */
export const transcribe: SpeechServer['transcribe'] = async (request, signal) => {
  const url = endpoint(request);
  let failure = new AppError('server/failed');
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = await send(url, request, signal);
    if ('body' in answer) return answer.body;
    failure = answer.failure;
    if (!answer.isPassing) throw failure;
    if (tries < mostTries - 1) await pause(answer.waitMs ?? request.patienceMs * 2 ** tries, signal);
  }
  throw failure;
};

const endpoint = ({ address, task }: ServerRequest): URL => {
  const base = parseAddress(address);
  if (!base) throw new AppError('server/unreachable', { message: 'The address is neither https nor this device.' });
  const path = base.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return new URL(`${path}/v1/audio/${task === 'translate' ? 'translations' : 'transcriptions'}`, base);
};

type Sent = { body: unknown } | { failure: AppError; isPassing: boolean; waitMs?: number };

const send = async (url: URL, request: ServerRequest, signal: AbortSignal): Promise<Sent> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(silenceMs)]);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: formOf(request),
      headers: request.key === '' ? {} : { Authorization: `Bearer ${request.key}` },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: limit,
    });
    if (response.ok) return { body: await readJson(response) };
    return refusal(response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError && !isAbort(error)) throw error;
    const message = error instanceof Error ? error.message : '';
    return { failure: new AppError('server/unreachable', { message, detail: { host: url.host } }), isPassing: true };
  }
};

const refusal = (response: Response): Sent => {
  const { status } = response;
  void response.body?.cancel();
  if (!isPassing(status)) return { failure: new AppError('server/refused', { detail: { status } }), isPassing: false };
  const waitMs = waitOf(response.headers.get('Retry-After'));
  const failure = new AppError('server/failed', { detail: { status } });
  return { failure, isPassing: true, ...(waitMs !== undefined && { waitMs }) };
};

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
const waitOf = (header: string | null): number | undefined => {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(longestWaitMs, Math.max(0, ms));
};

const formOf = ({ wav, model, language, prompt, task }: ServerRequest): FormData => {
  const form = new FormData();
  form.append('file', wav, 'window.wav');
  form.append('model', model);
  form.append('response_format', 'verbose_json');
  form.append('temperature', '0');
  if (task === 'transcribe') {
    form.append('timestamp_granularities[]', 'word');
    form.append('timestamp_granularities[]', 'segment');
    if (language !== 'auto') form.append('language', language);
  }
  if (prompt !== '') form.append('prompt', prompt);
  return form;
};

const readJson = async (response: Response): Promise<unknown> => {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostAnswerBytes) throw new AppError('server/failed', { message: 'The answer does not end.' });
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('server/failed', { cause, message: 'The answer is no JSON.' });
  }
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(longestWaitMs, ms),
    );
    signal.addEventListener('abort', stop, { once: true });
  });
