import { AppError } from '$lib/core/errors.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import { parseRow } from '$lib/domain/parse.ts';
import type { SecretStore, SpeechEngine, SpeechServer, SpeechWindow, WindowResult } from '$lib/domain/ports.ts';
import { ownServerId, serverAnswerSchema, windowResultOf } from '$lib/domain/speech-server.ts';

export type ServerChoice = { address: string; model: string };

export type ServerEnginePorts = {
  server: SpeechServer;
  choice: () => ServerChoice;
  /** The key, unsealed for one call. */
  key: () => Promise<string>;
  /** Stretches of the recording, one behind the other, as a WAV file. */
  wavOf(pcm: Pcm, window: SpeechWindow): Promise<Blob>;
  /** First pause before asking a busy server again, milliseconds. */
  patienceMs?: number;
};

const longestWindowSeconds = 30;

const lengthOf = ({ pieces }: SpeechWindow): number => pieces.reduce((sum, { start, end }) => sum + end - start, 0);

/** The person's own server as a speech engine: window by window, so that everything else stays as it is with our own. */
export const createServerEngine = (ports: ServerEnginePorts): SpeechEngine => {
  const hear = async (
    ...[pcm, window, { language, task, prompt = '' }, signal]: [
      Pcm,
      SpeechWindow,
      Parameters<SpeechEngine['transcribe']>[2],
      AbortSignal,
    ]
  ): Promise<WindowResult> => {
    const request = {
      ...ports.choice(),
      ...{ language, task, prompt },
      key: await ports.key(),
      wav: await ports.wavOf(pcm, window),
      patienceMs: ports.patienceMs ?? 1_000,
    };
    const answer = parseRow(serverAnswerSchema, await ports.server.transcribe(request, signal));
    if (!answer.ok) throw new AppError('server/failed', { message: `Not an answer we know: ${answer.problem}` });
    return windowResultOf(answer.value, window.index, lengthOf(window));
  };
  return {
    load: async () => ({
      device: 'server',
      threads: 0,
      maxWindowSeconds: longestWindowSeconds,
      windowsAtOnce: 1,
    }),
    transcribe: async (...[pcm, windows, options, , signal]) => {
      const results: WindowResult[] = [];
      for (const window of windows) results.push(await hear(pcm, window, options, signal));
      return results;
    },
  };
};

/** Sends each recognition to the server where its model is the server, else to our own engine. */
export const routeEngines = (
  own: SpeechEngine,
  server: SpeechEngine,
  isServer: (modelId: string) => boolean,
): SpeechEngine => {
  let current = own;
  return {
    load: (model, onProgress, signal) => {
      current = isServer(model.id) ? server : own;
      return current.load(model, onProgress, signal);
    },
    transcribe: (...call) => current.transcribe(...call),
    running: () => current.running?.(),
    quietest: (pcm, search, signal) =>
      own.quietest?.(pcm, search, signal) ?? Promise.resolve((search.start + search.end) / 2),
  };
};

export type OwnServerPorts = {
  server: SpeechServer;
  choice: () => ServerChoice;
  secrets: SecretStore;
  /** A second of silence as a WAV file. */
  silence: () => Blob;
};

/** The person's own server as settings see it: its key, and whether it answers. */
export class OwnServer {
  constructor(private readonly ports: OwnServerPorts) {}

  /** Whether a key is kept; the key itself is not shown again. */
  async hasKey(): Promise<boolean> {
    return (await this.ports.secrets.find(ownServerId)) !== undefined;
  }

  /** Seals and keeps a key; an empty one forgets it. */
  async setKey(key: string): Promise<void> {
    if (key.trim() === '') await this.ports.secrets.remove(ownServerId);
    else await this.ports.secrets.put(ownServerId, key.trim());
  }

  /** Sends a second of silence. Throws `server/…` where that is not answered. */
  async check(signal: AbortSignal): Promise<void> {
    const { server, choice, secrets, silence } = this.ports;
    const key = (await secrets.find(ownServerId)) ?? '';
    const request = { ...choice(), key, wav: silence(), language: 'auto', prompt: '', patienceMs: 100 };
    const answer = parseRow(serverAnswerSchema, await server.transcribe({ ...request, task: 'transcribe' }, signal));
    if (!answer.ok) throw new AppError('server/failed', { message: `Not an answer we know: ${answer.problem}` });
  }
}
