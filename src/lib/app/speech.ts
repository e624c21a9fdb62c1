import type { Scope } from '$lib/core/scope.ts';
import { createSecretStore } from '$lib/db/secrets.ts';
import type { Database } from '$lib/db/database.ts';
import type { DeviceChoice } from '$lib/domain/device-choice.ts';
import type { Capabilities, SpeechEngine } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { threadCount } from '$lib/domain/threads.ts';
import type { Trial } from '$lib/domain/trial.ts';
import type { Models } from '$lib/services/models.ts';
import type { ModelPacks } from '$lib/services/packs/packs.ts';
import type { SettingsService } from '$lib/services/settings.ts';
import type { OwnServer } from '$lib/services/speech-server.ts';
import { efforts } from '$lib/workers/speech/effort.ts';
import { tryModel } from '$lib/workers/speech/trial.client.ts';
import { builtInModel } from './built-in-model.ts';
import { deviceFor } from './device.ts';
import type { Engines } from './engines.ts';
import { composeOwnServer, composeSpeech, readyModels } from './own-server.ts';
import { composePacks } from './services.ts';

/** What the pages ask about speech beside jobs and models. */
export type SpeechParts = {
  ownServer: OwnServer;
  packs: ModelPacks;
  /** Models that can be used without fetching anything. */
  readyModels(): readonly { id: string; label: string }[];
  /** Where a model would run now, with how many threads, and why there. */
  place(id: string): DeviceChoice & { threads: number };
  /** Measures the built-in model on this device. */
  trial(signal: AbortSignal): Promise<Trial>;
};

type Parts = {
  engines: Engines;
  database: Database;
  settings: SettingsService;
  models: Models;
  capabilities: Capabilities;
  scope: Scope;
};

/** The engine that jobs use, our own or the person's server, and what stands around it. */
export const composeSpeechParts = (parts: Parts): { speech: SpeechEngine; speechParts: SpeechParts } => {
  const { engines, database, settings, models, capabilities, scope } = parts;
  const secrets = createSecretStore();
  scope.own(() => secrets.close());
  const speechParts = {
    ownServer: composeOwnServer({ engines, settings, secrets }),
    packs: composePacks(engines, database, { models, capabilities }),
    readyModels: () => readyModels(models, settings.current),
    place: (id: string) => placeOf(id, settings.current, capabilities),
    trial: async (signal: AbortSignal) =>
      tryModel(await models.refFor(builtInModel.id, 'wasm'), engines.compiled, signal),
  };
  return { speech: composeSpeech({ engines, settings, secrets }), speechParts };
};

const placeOf = (id: string, current: Settings, capabilities: Capabilities): DeviceChoice & { threads: number } => {
  const choice = deviceFor(id, current, capabilities);
  const { cores, crossOriginIsolated } = capabilities;
  const bounded = efforts[current.transcription.performance].threads?.(cores, crossOriginIsolated);
  const threads = choice.device === 'webgpu' ? 1 : (bounded ?? threadCount(crossOriginIsolated, cores));
  return { ...choice, threads };
};
