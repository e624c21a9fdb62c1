import { Scope } from '$lib/core/scope.ts';
import { type MachineLayer, paragraphText, type Speaker, type Transcript } from '$lib/domain/transcript.ts';
import { areSameParagraphs } from '$lib/domain/transcript-same.ts';
import type { RecordingPagePorts } from './editor-ports.ts';
import type { EditorSession } from './editor.svelte.ts';

type Ports = Pick<RecordingPagePorts, 'transcripts' | 'artifacts'> & { kept: Pick<Storage, 'getItem' | 'setItem'> };

/** Short name of a layer, to remember that somebody said no to it. */
const nameOf = (layer: MachineLayer): string => {
  const words = layer.paragraphs.flatMap((paragraph) => paragraph.words);
  return [layer.modelId, layer.revision, words.length, words.map((word) => word.text).join('').length].join('/');
};

/** Who speaks in a layer; names that were given before stay. */
const speakersOf = (layer: MachineLayer, known: readonly Speaker[]): Speaker[] => {
  const ids = layer.paragraphs.map((paragraph) => paragraph.speaker).filter((id) => id !== null);
  const first = ids.filter((id, index) => ids.indexOf(id) === index);
  return first.map((id) => known.find((speaker) => speaker.id === id) ?? { id, name: id });
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
  #latest: MachineLayer | undefined;
  #base: string | null = null;

  constructor(
    private readonly ports: Ports,
    private readonly session: EditorSession,
  ) {
    const { transcripts } = ports;
    const machine = transcripts.machine(session.recordingId).subscribe((layer) => {
      this.#latest = layer;
      void this.#compare();
    });
    const transcript = transcripts.watch(session.recordingId).subscribe((stored) => {
      if (stored?.machine === this.#base) return;
      this.#base = stored?.machine ?? null;
      void this.#compare();
    });
    this.#scope.own(() => machine.unsubscribe());
    this.#scope.own(() => transcript.unsubscribe());
  }

  get offer(): MachineLayer | null {
    return this.#offer;
  }

  /** As one step: undo brings the edited version back. */
  use(): void {
    if (!this.#offer) return;
    const speakers = speakersOf(this.#offer, this.session.transcript?.speakers ?? []);
    this.session.replace({ paragraphs: [...this.#offer.paragraphs], speakers });
    this.keep();
  }

  keep(): void {
    if (this.#offer) this.ports.kept.setItem(this.#key(), nameOf(this.#offer));
    this.#offer = null;
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Newer is what differs from the layer the edits began with; where that is lost nobody can tell, and nothing is said. */
  async #compare(): Promise<void> {
    const [layer, base] = [this.#latest, this.#base];
    const before = base && (await this.ports.artifacts.find(this.session.recordingId, 'machine', base));
    if (this.#scope.isDisposed || layer !== this.#latest || base !== this.#base) return;
    const isNewer = layer !== undefined && !!before && !areSameParagraphs(layer.paragraphs, before.paragraphs);
    const wasRefused = isNewer && this.ports.kept.getItem(this.#key()) === nameOf(layer);
    this.#offer = isNewer && !wasRefused ? layer : null;
  }

  #key(): string {
    return `echoflow:kept:${this.session.recordingId}`;
  }
}
