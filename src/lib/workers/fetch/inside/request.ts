/** Nothing of the person goes along: no cookies, no referrer, no cache entry. */
const anonymous: RequestInit = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  mode: 'cors',
  cache: 'no-store',
  redirect: 'follow',
};

/** How long a server may send nothing before we give it up. */
const silenceMs = 30_000;

export class Silence extends Error {
  override readonly name = 'Silence';
}

/** A signal that also fires when nothing has come for a while; `heard` puts that off. */
const listenFor = (signal: AbortSignal) => {
  const own = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => own.abort(new Silence('The server went silent.')), silenceMs);
  };
  heard();
  return { signal: AbortSignal.any([signal, own.signal]), heard, end: () => clearTimeout(timer) };
};

export type Answer = { response: Response; chunks(): AsyncGenerator<Uint8Array> };

/** Asks, and gives the body piece by piece. Throws a TypeError where the network, or the policy of the host, says no. */
export const ask = async (url: string, signal: AbortSignal, headers: Record<string, string> = {}): Promise<Answer> => {
  const patience = listenFor(signal);
  const fail = (error: unknown): never => {
    patience.end();
    signal.throwIfAborted();
    throw error;
  };
  const response = await fetch(url, { ...anonymous, headers, signal: patience.signal }).catch(fail);
  const chunks = async function* () {
    const reader = response.body?.getReader();
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        patience.heard();
        yield part.value;
      }
    } catch (error) {
      fail(error);
    } finally {
      patience.end();
      await reader?.cancel().catch(() => {});
    }
  };
  return { response, chunks };
};

/** Calls through at most ten times a second; progress is for eyes. */
export const throttled = <T>(tell: (value: T) => void): ((value: T) => void) => {
  let last = -Infinity;
  return (value) => {
    if (performance.now() - last < 100) return;
    last = performance.now();
    tell(value);
  };
};
