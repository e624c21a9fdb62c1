import type { ModelRef } from '$lib/domain/model.ts';
import type { SecretStore, SpeechEngine } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { ownServerId } from '$lib/domain/speech-server.ts';
import { en } from '$lib/i18n/en.ts';
import type { Models } from '$lib/services/models.ts';
import { createServerEngine, OwnServer, routeEngines } from '$lib/services/speech-server.ts';
import type { SettingsService } from '$lib/services/settings.ts';
import { wavOfSamples, wavOfSpans } from '$lib/workers/speech/window-wav.ts';
import type { Engines } from './engines.ts';

type Parts = { engines: Engines; settings: SettingsService; secrets: SecretStore };

/** Our own engine, and the person's server where a job was asked of it. */
export const composeSpeech = ({ engines, settings, secrets }: Parts): SpeechEngine => {
  const server = createServerEngine({
    server: engines.fetcher,
    choice: () => settings.current.server,
    key: async () => (await secrets.find(ownServerId)) ?? '',
    wavOf: (pcm, { pieces }) => wavOfSpans(pcm, pieces),
  });
  return routeEngines(engines.speech, server, (modelId) => modelId === ownServerId);
};

export const composeOwnServer = ({ engines, settings, secrets }: Parts): OwnServer =>
  new OwnServer({
    server: engines.fetcher,
    choice: () => settings.current.server,
    secrets,
    silence: () => wavOfSamples(new Float32Array(16_000), 16_000),
  });

/** What drafts of the server are known by: its address and model. */
export const serverRef = ({ server }: Settings): ModelRef => ({
  id: ownServerId,
  revision: `${server.address} ${server.model}`,
  home: 'server',
  base: server.address,
  dtype: { encoder: 'fp32', decoder: 'fp32' },
  device: 'wasm',
});

/** What can be used now without fetching anything: models on the device, and the server where it is switched on. */
export const readyModels = (models: Models, { server }: Settings): { id: string; label: string }[] => [
  ...models.entries.filter(({ id }) => models.isReady(id)).map(({ id, label }) => ({ id, label })),
  ...(server.enabled && server.address !== '' ? [{ id: ownServerId, label: en.settings.sections.server }] : []),
];
