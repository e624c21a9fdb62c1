import { toAppError } from '$lib/core/errors.ts';
import { elapsedClock } from '$lib/core/time.ts';
import type { MicrophoneChoice } from '$lib/domain/ports.ts';
import type { Marker, Recording } from '$lib/domain/recording.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { en } from '$lib/i18n/en.ts';
import type { TakeEnd } from '$lib/services/recorder/recorder.ts';
import type { SettingsService } from '$lib/services/settings.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { LibraryState } from './library.svelte.ts';
import type { RecorderView } from './recorder.svelte.ts';
import { attempt, toasts } from './toasts.svelte.ts';

export type RecordPorts = {
  recorder: RecorderView;
  settings: { readonly current: Settings };
  changeSettings: SettingsService['change'];
  library: Pick<LibraryState, 'afterTake'>;
  announcer: Announcer;
};

/** Recording as a person does it: the recorder with the chosen microphone, spoken steps, and what follows a take. */
export class RecordState {
  #savedBytes = 0;
  #savedAtMs = 0;
  #withThem = $state(false);

  constructor(private readonly ports: RecordPorts) {}

  get state(): RecorderView['state'] {
    return this.ports.recorder.state;
  }

  get devices(): RecorderView['devices'] {
    return this.ports.recorder.devices;
  }

  get isBusy(): boolean {
    return this.ports.recorder.isBusy;
  }

  /** Seconds of the take under way, or null. */
  get elapsedSeconds(): number | null {
    const { state } = this;
    return state.kind === 'recording' || state.kind === 'paused' ? state.elapsedSeconds : null;
  }

  get choice(): MicrophoneChoice {
    const { deviceId, echoCancellation, noiseSuppression, autoGainControl, gainDecibels, stereo, format } =
      this.options;
    const channels = this.withThem ? 'me-them' : stereo ? 'stereo' : 'mono';
    return { deviceId, echoCancellation, noiseSuppression, autoGainControl, gainDecibels, channels, format };
  }

  /** The settings of recording. */
  get options(): Settings['recording'] {
    return this.ports.settings.current.recording;
  }

  /** Record the other side of a call too: for the next take, never remembered. */
  get withThem(): boolean {
    return this.#withThem && this.canHearThem;
  }

  set withThem(on: boolean) {
    this.#withThem = on;
  }

  get canHearThem(): boolean {
    return this.ports.recorder.canHearThem;
  }

  get markers(): readonly Marker[] {
    const { state } = this;
    return state.kind === 'recording' || state.kind === 'paused' ? state.markers : [];
  }

  /** Seconds since bytes last came to rest on disk; null before the first. */
  get secondsSinceSaved(): number | null {
    const { state } = this;
    if (state.kind !== 'recording' && state.kind !== 'paused') return null;
    if (state.savedBytes !== this.#savedBytes) {
      this.#savedBytes = state.savedBytes;
      this.#savedAtMs = performance.now();
    }
    return state.savedBytes === 0 ? null : (performance.now() - this.#savedAtMs) / 1000;
  }

  /** Remembers it; a take under way goes on with another microphone or gain at once. */
  choose = (change: Partial<Settings['recording']>) =>
    attempt(async () => {
      const { recorder, changeSettings } = this.ports;
      if (this.elapsedSeconds !== null && change.deviceId !== undefined) {
        await recorder.switchTo({ ...this.choice, deviceId: change.deviceId });
      }
      if (change.gainDecibels !== undefined) recorder.setGain(change.gainDecibels);
      await changeSettings('recording', change);
    });

  mark = (): Marker | undefined => {
    const marker = this.ports.recorder.mark();
    if (marker) this.ports.announcer.say(en.recorder.announceMarked(elapsedClock(marker.at)));
    return marker;
  };

  annotate = (markerId: string, note: string): void => this.ports.recorder.annotate(markerId, note);
  unmark = (markerId: string): void => this.ports.recorder.unmark(markerId);

  refreshDevices = () => attempt(() => this.ports.recorder.refreshDevices());

  start = async (): Promise<void> => {
    const { recorder, announcer } = this.ports;
    await attempt(() => recorder.start(this.choice, this.#end()));
    const { state } = this;
    if (state.kind === 'recording') announcer.alert(en.recorder.announceStarted);
    if (state.kind === 'failed') announcer.alert(en.errors[state.failure.code].title);
  };

  #end(): TakeEnd {
    const { autostopMinutes } = this.options;
    return { autostopSeconds: autostopMinutes === 0 ? null : autostopMinutes * 60, stop: () => void this.stop() };
  }

  pauseOrResume = (): void => {
    const { recorder, announcer } = this.ports;
    const wasPaused = this.state.kind === 'paused';
    if (wasPaused) recorder.resume();
    else recorder.pause();
    announcer.say(wasPaused ? en.recorder.announceResumed : en.recorder.announcePaused);
  };

  /** @returns the kept recording, or null when it could not be kept: the page and a message say why */
  stop = async (): Promise<Recording | null> => {
    try {
      const recording = await this.ports.recorder.stop();
      this.ports.announcer.alert(en.recorder.announceKept);
      await this.ports.library.afterTake(recording);
      return recording;
    } catch (error) {
      this.ports.announcer.alert(en.errors[toAppError(error).code].title);
      return null;
    }
  };

  discard = async (): Promise<void> => {
    if (await attempt(() => this.ports.recorder.discard())) this.ports.announcer.say(en.recorder.announceDiscarded);
  };

  /** Gives a take that a crash left behind to the library. */
  keep = async (takeId: string): Promise<Recording | null> => {
    try {
      const recording = await this.ports.recorder.keep(takeId);
      await this.ports.library.afterTake(recording);
      toasts.done(en.shell.recovered.kept);
      return recording;
    } catch (error) {
      toasts.error(error);
      return null;
    }
  };

  get unfinished(): RecorderView['unfinished'] {
    return this.ports.recorder.unfinished;
  }

  refreshUnfinished = () => attempt(() => this.ports.recorder.refreshUnfinished());
  discardTake = (takeId: string) => attempt(() => this.ports.recorder.discardTake(takeId));
}
