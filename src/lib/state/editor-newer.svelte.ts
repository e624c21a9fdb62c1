import { Scope } from '$lib/core/scope.ts';
import { type MachineLayer, paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { speakersWithKnown } from '$lib/domain/layer-speakers.ts';
import { areSameParagraphs } from '$lib/domain/transcript-same.ts';
import type { ArtifactStore } from '$lib/domain/ports.ts';
import type { RecordingPagePorts } from './editor-ports.ts';
import type { EditorSession } from './editor.svelte.ts';

type Ports = Pick<RecordingPagePorts, 'transcripts'> & {
  artifacts: Pick<ArtifactStore, 'find' | 'watchFingerprint'>;
  kept: Pick<Storage, 'getItem' | 'setItem'>;
};

/** Short name of a layer, to remember that somebody said no to it. */
const nameOf = (layer: MachineLayer): string => {
  const words = layer.paragraphs.flatMap((paragraph) => paragraph.words);
  return [layer.modelId, layer.revision, words.length, words.map((word) => word.text).join('').length].join('/');
};

/** How many paragraphs of one version do not stand in the other. */
export const countChanged = (
  mine: Pick<Transcript, 'paragraphs'>,
  theirs: Pick<MachineLayer, 'paragraphs'>,
): number => {
  const texts = theirs.paragraphs.map(paragraphText);
  return mine.paragraphs.filter((paragraph) => !texts.includes(paragraphText(paragraph))).length;
};

/**
 * The machine wrote another version of what a person has edited. It is offered beside theirs and never takes its place
 * by itself; a no is remembered.
 */
export class NewerVersion {
  #offer = $state.raw<MachineLayer | null>(null);
  readonly #scope = new Scope();
  /** Fingerprints: of the layer made last, and of the one the edits began with. */
  #latest = $state<string | undefined>();
  #base: string | null = null;

  constructor(
    private readonly ports: Ports,
    private readonly session: EditorSession,
  ) {
    const { transcripts, artifacts } = ports;
    const latest = artifacts.watchFingerprint(session.recordingId, 'machine').subscribe((fingerprint) => {
      if (fingerprint === this.#latest) return;
      this.#latest = fingerprint;
      void this.#compare();
    });
    const transcript = transcripts.watch(session.recordingId).subscribe((stored) => {
      if (stored?.machine === this.#base) return;
      this.#base = stored?.machine ?? null;
      void this.#compare();
    });
    this.#scope.own(() => latest.unsubscribe());
    this.#scope.own(() => transcript.unsubscribe());
  }

  /** Whether the machine wrote anything at all. */
  get hasMachine(): boolean {
    return this.#latest !== undefined;
  }

  get offer(): MachineLayer | null {
    return this.#offer;
  }

  /** As one step: undo brings the edited version back. */
  use(): void {
    if (!this.#offer) return;
    const { paragraphs } = this.#offer;
    const speakers = speakersWithKnown(paragraphs, this.session.transcript?.speakers ?? []);
    this.session.replace({ paragraphs: [...paragraphs], speakers });
    this.keep();
  }

  keep(): void {
    if (this.#offer) this.ports.kept.setItem(this.#key(), nameOf(this.#offer));
    this.#offer = null;
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /**
   * Newer is what differs from the layer the edits began with; where that is lost nobody can tell, and nothing is said. The
   * layers are read only where they are two: of hours of speech that takes long.
   */
  async #compare(): Promise<void> {
    const [latest, base] = [this.#latest, this.#base];
    const layer = latest && base && latest !== base ? await this.#differing(latest, base) : null;
    if (this.#scope.isDisposed || latest !== this.#latest || base !== this.#base) return;
    this.#offer = layer && this.ports.kept.getItem(this.#key()) !== nameOf(layer) ? layer : null;
  }

  async #differing(latest: string, base: string): Promise<MachineLayer | null> {
    const find = (fingerprint: string) => this.ports.artifacts.find(this.session.recordingId, 'machine', fingerprint);
    const [layer, before] = await Promise.all([find(latest), find(base)]);
    return layer && before && !areSameParagraphs(layer.paragraphs, before.paragraphs) ? layer : null;
  }

  #key(): string {
    return `echoflow:kept:${this.session.recordingId}`;
  }
}
