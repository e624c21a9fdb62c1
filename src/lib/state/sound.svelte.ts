import { isAbort } from '$lib/core/errors.ts';
import { estimateAudioBytes } from '$lib/domain/audio-size.ts';
import { cleaningPresets, isNoCleaning, noCleaning, SoundMap, type Cleaning } from '$lib/domain/cleaning.ts';
import type { Pcm, Span, Spectrogram } from '$lib/domain/artifacts.ts';
import type { AudioTrack } from '$lib/domain/media.ts';
import type { AudioFormat } from '$lib/domain/ports.ts';
import { wholeSound, type SoundChoice } from '$lib/domain/sound.ts';
import { Comparison } from './comparison.svelte.ts';
import type { RecordingPage } from './editor-page.svelte.ts';

type PagePart = Pick<
  RecordingPage,
  'id' | 'ports' | 'media' | 'recording' | 'settings' | 'session' | 'playback' | 'durationSeconds'
>;

/** What is being rendered, and how far it has come, 0…1. */
export type Rendering = { kind: 'compare' | 'apply' | 'export'; fraction: number; stop(): void };

/** How long a passage to compare is where nothing is selected, and at the most. */
const passageSeconds = 15;
const mostPassageSeconds = 120;

const beginningOf = ({ start, end }: Span): Span => ({ start, end: Math.min(end, start + mostPassageSeconds) });

/** Which sound of the file is worked on, and how it is made clearer. */
export class SoundState {
  #rendering = $state.raw<Rendering | null>(null);
  #comparison = $state.raw<Comparison | null>(null);
  #draft = $state.raw<Cleaning | null>(null);

  constructor(private readonly page: PagePart) {}

  get tracks(): readonly AudioTrack[] {
    return this.page.media?.audioTracks ?? [];
  }

  /** True while the file holds several tracks and nobody said which. */
  get asks(): boolean {
    return this.tracks.length > 1 && this.page.recording?.sound === undefined;
  }

  get choice(): SoundChoice {
    const { recording } = this.page;
    return recording?.sound ?? (recording?.layout === 'me-them' ? { track: 0, channel: 'split' } : wholeSound);
  }

  get canSplit(): boolean {
    return (this.tracks[this.choice.track]?.channels ?? 1) === 2;
  }

  /** Keeps the choice, gets what the editor shows of that sound, and plays it. */
  async choose(choice: SoundChoice): Promise<void> {
    const { ports, id, playback } = this.page;
    await ports.library.chooseSound(id, choice);
    await ports.jobs.prepare(id);
    await playback.reload();
  }

  /** The answer to the question a file of several tracks asks: transcribes at once where that is what imports do. */
  async answer(choice: SoundChoice): Promise<void> {
    const { ports, id, settings } = this.page;
    await this.choose(choice);
    if (settings.transcription.transcribeOnImport) await ports.jobs.transcribe(id);
  }

  /** As chosen for this recording; else what the settings say. */
  get cleaning(): Cleaning {
    if (this.#draft) return this.#draft;
    const { recording, settings } = this.page;
    if (recording?.cleaning) {
      const { recognise: _recognise, ...cleaning } = recording.cleaning;
      return cleaning;
    }
    const { highPass, denoise, loudnessLufs } = settings.audio;
    return {
      ...noCleaning,
      highPassHz: highPass ? 80 : 0,
      denoise: denoise ? 'strong' : 'off',
      loudnessLufs: Math.min(-14, loudnessLufs),
    };
  }

  get recognises(): boolean {
    return this.page.recording?.cleaning?.recognise ?? false;
  }

  get rendering(): Rendering | null {
    return this.#rendering;
  }

  get comparison(): Comparison | null {
    return this.#comparison;
  }

  get hasCopy(): boolean {
    return this.page.recording?.cleaned !== undefined;
  }

  get playsCopy(): boolean {
    return this.page.recording?.cleaned?.isPlayed ?? false;
  }

  change(part: Partial<Cleaning>): Promise<void> {
    this.#draft = { ...this.cleaning, ...part };
    this.#endComparison();
    return this.#keep(this.recognises);
  }

  use(preset: keyof typeof cleaningPresets): Promise<void> {
    return this.change(cleaningPresets[preset]);
  }

  recognise(isCleaned: boolean): Promise<void> {
    return this.#keep(isCleaned);
  }

  /** A passage both ways: what is selected, or from where the player stands. */
  async compare(selected: Span | null): Promise<void> {
    this.#endComparison();
    const { playback, ports, id } = this.page;
    playback.pause();
    const span = selected ? beginningOf(selected) : this.#passageHere();
    await this.#render('compare', async (_report, signal) => {
      this.#comparison = new Comparison(await ports.sound.compare(id, this.cleaning, span, signal));
      await this.#comparison.toggle();
    });
  }

  async apply(): Promise<void> {
    const { ports, id, playback } = this.page;
    this.#endComparison();
    await this.#render('apply', async (report, signal) => {
      await ports.sound.apply(id, this.cleaning, report, signal);
      await playback.reload();
    });
  }

  async playCopy(isCleaned: boolean): Promise<void> {
    await this.page.ports.sound.play(this.page.id, isCleaned);
    await this.page.playback.reload();
  }

  /** Undefined where it was stopped. */
  async export(choice: { format: AudioFormat; isCleaned: boolean; span: { start: number; end: number } | null }) {
    const { ports, id } = this.page;
    const cleaning = choice.isCleaned ? this.cleaning : noCleaning;
    return this.#render('export', (report, signal) =>
      ports.sound.export(id, { format: choice.format, cleaning, span: choice.span }, report, signal),
    );
  }

  /** About how many bytes that becomes. */
  exportBytes(format: AudioFormat, span: { start: number; end: number } | null, isCleaned: boolean): number {
    const seconds = span ? span.end - span.start : (this.page.durationSeconds ?? 0);
    const isMono = this.choice.channel === 'left' || this.choice.channel === 'right';
    const channels = isMono || (this.tracks[this.choice.track]?.channels ?? 1) === 1 ? 1 : 2;
    return estimateAudioBytes(
      format,
      channels,
      new SoundMap(null, isCleaned ? this.cleaning.speed : 1).toCopy(seconds),
    );
  }

  /** The pitches of a stretch, fine enough for a screen. */
  spectrogram(pcm: Pcm, range: Span, signal: AbortSignal): Promise<Spectrogram> {
    return this.page.ports.media.spectrogram(pcm, range, 1400, signal);
  }

  get isPlain(): boolean {
    return isNoCleaning(this.cleaning);
  }

  dispose(): void {
    this.#rendering?.stop();
    this.#endComparison();
  }

  #passageHere(): Span {
    const total = this.page.durationSeconds ?? passageSeconds;
    const start = Math.max(0, Math.min(this.page.playback.seconds, total - passageSeconds));
    return { start, end: Math.min(total, start + passageSeconds) };
  }

  #endComparison(): void {
    this.#comparison?.dispose();
    this.#comparison = null;
  }

  async #keep(recognise: boolean): Promise<void> {
    await this.page.ports.sound.choose(this.page.id, { ...this.cleaning, recognise });
  }

  async #render<T>(
    kind: Rendering['kind'],
    run: (report: (fraction: number) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    this.#rendering?.stop();
    const controller = new AbortController();
    const own: Rendering = { kind, fraction: 0, stop: () => controller.abort() };
    this.#rendering = own;
    const report = (fraction: number) => {
      if (this.#rendering?.stop === own.stop) this.#rendering = { ...own, fraction };
    };
    try {
      return await run(report, controller.signal);
    } catch (error) {
      if (isAbort(error)) return undefined;
      throw error;
    } finally {
      if (this.#rendering?.stop === own.stop) this.#rendering = null;
    }
  }
}
