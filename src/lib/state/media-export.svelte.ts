import { isAbort } from '$lib/core/errors.ts';
import { clipOf, editedSeconds, wholeList } from '$lib/domain/cut-list.ts';
import {
  captionKindsOf,
  estimateBytes,
  isVideoFormat,
  type CaptionKind,
  type MediaFormat,
  type RenderProgress,
} from '$lib/domain/edited-media.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import type { ExportedFile } from '$lib/services/exporting.ts';
import type { RecordingPage } from './editor-page.svelte.ts';

export type RenderState = { kind: 'idle' } | { kind: 'running'; progress: RenderProgress };

/** Rendering edited sound and video of one recording: what is chosen, how large it gets, how far it is. */
export class MediaExport {
  #state = $state.raw<RenderState>({ kind: 'idle' });
  /** Export only the stretch that is selected. */
  isClip = $state(false);
  #stop: AbortController | null = null;

  readonly state: RenderState = $derived(this.#state);
  readonly hasVideo: boolean = $derived.by(() => this.page.media?.hasVideo ?? this.page.recording?.hasVideo ?? false);
  readonly format: MediaFormat = $derived.by(() => {
    const { asVideo, videoFormat, soundFormat } = this.page.settings.media;
    return this.hasVideo && asVideo ? videoFormat : soundFormat;
  });
  readonly isVideo: boolean = $derived(isVideoFormat(this.format));
  readonly seconds: number = $derived.by(() => {
    const cut = this.page.settings.media.followsCut ? this.page.cutting.list : null;
    const list = cut ?? wholeList(this.page.durationSeconds ?? 0);
    return editedSeconds(this.clip ? clipOf(list, this.clip) : list);
  });
  readonly sizeBytes: number = $derived.by(() => {
    const { media, recording } = this.page;
    const { sampleRate = 48_000, channels = 1 } = media?.audioTracks[0] ?? {};
    const durationSeconds = this.page.durationSeconds ?? 0;
    return estimateBytes(this.format, this.seconds, {
      ...{ sampleRate, channels, durationSeconds },
      sizeBytes: recording?.sizeBytes ?? 0,
    });
  });

  constructor(
    private readonly page: RecordingPage,
    private readonly selected: () => Span | null,
  ) {}

  /** As chosen, where the format holds them. */
  get captions(): CaptionKind {
    const wanted = this.page.settings.media.captions;
    return captionKindsOf(this.format).includes(wanted) ? wanted : 'none';
  }

  get selection(): Span | null {
    return this.selected();
  }

  get clip(): Span | null {
    return this.isClip ? this.selected() : null;
  }

  /** Gives the file; null where it was stopped. */
  async run(): Promise<ExportedFile | null> {
    const { settings, session, ports, id } = this.page;
    const { media, audio, export: lines } = settings;
    const stop = (this.#stop = new AbortController());
    this.#state = { kind: 'running', progress: { phase: 'sound', fraction: 0 } };
    try {
      await session.flush();
      return await ports.editedMedia.export(
        id,
        {
          ...{ format: this.format, followsCut: media.followsCut, clip: $state.snapshot(this.clip) },
          enhance: media.enhance ? { ...audio } : null,
          captions: this.captions,
          style: {
            ...{ size: media.captionSize, place: media.captionPlace, look: media.captionLook },
            activeWord: media.activeWord,
          },
          ...{ lineCharacters: lines.lineCharacters, maxLines: lines.maxLines },
          durationSeconds: this.page.durationSeconds ?? 0,
        },
        (progress) => {
          if (this.#state.kind === 'running') this.#state = { kind: 'running', progress };
        },
        stop.signal,
      );
    } catch (error) {
      if (isAbort(error)) return null;
      throw error;
    } finally {
      this.#state = { kind: 'idle' };
    }
  }

  stop(): void {
    this.#stop?.abort();
  }
}
