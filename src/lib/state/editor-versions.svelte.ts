import { Scope } from '$lib/core/scope.ts';
import type { VersionRepository } from '$lib/domain/ports.ts';
import { compareParagraphs, type ParagraphChange } from '$lib/domain/transcript-diff.ts';
import { speakersWithKnown } from '$lib/domain/layer-speakers.ts';
import { restoreChange } from '$lib/domain/transcript-restore.ts';
import type { MachineLayer, Paragraph, Speaker, Transcript } from '$lib/domain/transcript.ts';
import type { Version } from '$lib/domain/version.ts';
import type { EditorSession } from './editor.svelte.ts';
import { Live } from './live.svelte.ts';

/** After this much work since the last one a snapshot is kept. */
export const snapshotAfterMs = 5 * 60_000;
/** A longer pause than this between two edits is no work. */
const idleMs = 30_000;

/** Another version, laid beside the one on screen; what the machine heard has nothing laid over it. */
export type Other = {
  title: string;
  paragraphs: readonly Paragraph[];
  speakers: readonly Speaker[];
  laidOver?: Pick<Transcript, 'cuts' | 'annotations' | 'redactions'>;
};

/** What may differ between two versions beside their paragraphs. `cuts`: silences. */
export type PartDifference = 'speakers' | 'cuts' | 'annotations';

type Parts = { [P in PartDifference]?: readonly unknown[] | undefined };

/** Absent is as good as empty. */
const partsThatDiffer = (one: Parts, two: Parts): PartDifference[] => {
  const told = (parts: Parts, part: PartDifference) => JSON.stringify(parts[part] ?? []);
  return (['speakers', 'cuts', 'annotations'] as const).filter((part) => told(one, part) !== told(two, part));
};

/** Versions of one transcript: those that are kept, one that is compared, and snapshots while somebody works. */
export class EditorVersions {
  #other = $state.raw<Other | null>(null);
  readonly #list: Live<readonly Version[]>;
  readonly #scope = new Scope();
  #workedMs = 0;
  #lastEditAt: number | null = null;

  /** Paragraph by paragraph, from the other version to the one on screen; follows every edit. */
  readonly changes: readonly ParagraphChange[] = $derived.by(() => {
    const { transcript } = this.session;
    return this.#other && transcript ? compareParagraphs(this.#other.paragraphs, transcript.paragraphs) : [];
  });

  /** What else differs; nothing is told of a version that has no such parts. */
  readonly partChanges: readonly PartDifference[] = $derived.by(() => {
    const { transcript } = this.session;
    const { speakers, laidOver } = this.#other ?? {};
    return transcript && laidOver ? partsThatDiffer({ speakers, ...laidOver }, transcript) : [];
  });

  constructor(
    private readonly ports: VersionRepository,
    private readonly session: EditorSession,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#list = new Live(ports.watch(session.recordingId), []);
    this.#scope.own(session.onEdit(() => this.#worked()));
  }

  get list(): readonly Version[] {
    return this.#list.current;
  }

  get other(): Other | null {
    return this.#other;
  }

  /** Keeps the transcript as it is now; without a name it may be let go when there are a hundred newer ones. */
  async keep(name: string | null): Promise<void> {
    const worked = this.#workedMs;
    // At once: while a slow disk writes, each letter would keep another.
    this.#workedMs = 0;
    try {
      await this.session.flush();
      const { transcript, revision } = this.session;
      if (transcript) await this.ports.add({ ...transcript, revision }, name);
    } catch (error) {
      this.#workedMs += worked;
      throw error;
    }
  }

  async compare({ id }: Version, title: string): Promise<void> {
    const found = await this.ports.transcript(id);
    if (!found) return;
    const { paragraphs, speakers, cuts, annotations, redactions } = found;
    this.show({ title, paragraphs, speakers, laidOver: { cuts, annotations, redactions } });
  }

  /** What the machine heard, beside the text; names that were given to its speakers stay. */
  compareLayer({ paragraphs }: Pick<MachineLayer, 'paragraphs'>, title: string): void {
    this.show({ title, paragraphs, speakers: speakersWithKnown(paragraphs, this.session.transcript?.speakers ?? []) });
  }

  show(other: Other): void {
    this.#other = other;
  }

  close(): void {
    this.#other = null;
  }

  /** One paragraph back as the other version has it. */
  restore(change: ParagraphChange): boolean {
    const { transcript } = this.session;
    if (!transcript || !this.#other) return false;
    const edit = restoreChange(transcript, this.changes, change, this.#other.speakers);
    return edit !== null && this.session.apply(edit);
  }

  /** Everything back, as one step, with what was cut and noted; what is redacted in either version stays so. */
  restoreAll(): boolean {
    if (!this.#other) return false;
    const { paragraphs, speakers, laidOver } = this.#other;
    return this.session.replace({ paragraphs: [...paragraphs], speakers: [...speakers], laidOver });
  }

  remove({ id }: Version): Promise<void> {
    return this.ports.remove(id);
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #worked(): void {
    const now = this.now();
    if (this.#lastEditAt !== null) this.#workedMs += Math.min(idleMs, now - this.#lastEditAt);
    this.#lastEditAt = now;
    // A snapshot that fails is tried again with the next edit; the text itself is saved elsewhere.
    if (this.#workedMs >= snapshotAfterMs) void this.keep(null).catch(() => undefined);
  }
}
