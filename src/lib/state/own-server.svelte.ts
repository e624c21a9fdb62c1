import type { SettingsView } from './settings.svelte.ts';
import { addressObstacle, ownServerId } from '$lib/domain/speech-server.ts';
import type { OwnServer } from '$lib/services/speech-server.ts';
import { attempt } from './toasts.svelte.ts';

/** The person's own server in the settings. */
export class OwnServerView {
  #hasKey = $state(false);
  #check = $state.raw<'untried' | 'asking' | 'answered'>('untried');
  readonly obstacle = $derived.by(() => addressObstacle(this.settings.current.server.address));
  readonly isInUse = $derived.by(() => this.settings.current.transcription.modelId === ownServerId);
  readonly isReady = $derived.by(() => this.settings.current.server.address !== '' && this.obstacle === null);

  constructor(
    private readonly server: OwnServer,
    private readonly settings: SettingsView,
  ) {
    void server.hasKey().then(
      (has) => (this.#hasKey = has),
      () => {},
    );
  }

  get hasKey(): boolean {
    return this.#hasKey;
  }

  get check(): 'untried' | 'asking' | 'answered' {
    return this.#check;
  }

  setKey = async (key: string): Promise<void> => {
    if (await attempt(() => this.server.setKey(key))) this.#hasKey = key.trim() !== '';
  };

  ask = async (): Promise<void> => {
    this.#check = 'asking';
    const isFine = await attempt(() => this.server.check(new AbortController().signal));
    this.#check = isFine ? 'answered' : 'untried';
  };

  use = (): Promise<boolean> => this.settings.change('transcription', { modelId: ownServerId });

  /** Back to the model that ships with the app. */
  leave = (modelId: string): Promise<boolean> => this.settings.change('transcription', { modelId });
}
