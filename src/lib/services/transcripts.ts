import type { SaveExtra, StoredHistory } from '$lib/domain/edit-history.ts';
import type { ArtifactStore, TranscriptRepository, Watchable } from '$lib/domain/ports.ts';
import { speakersOf } from '$lib/domain/layer-speakers.ts';
import type { MachineLayer, Transcript } from '$lib/domain/transcript.ts';

export type TranscriptsPorts = { transcripts: TranscriptRepository; artifacts: ArtifactStore };

/** The transcripts a person reads and edits, over the machine's. */
export class Transcripts {
  constructor(private readonly ports: TranscriptsPorts) {}

  find(recordingId: string): Promise<Transcript | undefined> {
    return this.ports.transcripts.find(recordingId);
  }

  watch(recordingId: string): Watchable<Transcript | undefined> {
    return this.ports.transcripts.watch(recordingId);
  }

  /**
   * Saves the next revision: `transcript.revision` is the stored one plus one. Throws `storage/locked` where another tab
   * was first, `storage/full`; resolved means it is in both homes.
   */
  save(transcript: Transcript, extra?: SaveExtra): Promise<void> {
    return this.ports.transcripts.save(transcript, extra);
  }

  /** A fencing token for the tab that begins to write. */
  claim(recordingId: string): Promise<number> {
    return this.ports.transcripts.claim(recordingId);
  }

  /** What can be undone and redone in the stored revision. */
  history(recordingId: string): Promise<StoredHistory | undefined> {
    return this.ports.transcripts.history(recordingId);
  }

  /** The machine's transcript made last. */
  machine(recordingId: string): Watchable<MachineLayer | undefined> {
    return this.ports.artifacts.watchLatest(recordingId, 'machine');
  }

  /**
   * Makes the first revision of what the machine heard, or a new one while nobody has edited. What a person changed is
   * never overwritten: the new layer is then only kept beside it.
   */
  async adopt(recordingId: string, layer: MachineLayer, fingerprint: string): Promise<'adopted' | 'kept-edits'> {
    const stored = await this.find(recordingId);
    if (stored && (await this.#isEdited(stored))) return 'kept-edits';
    if (stored?.machine === fingerprint) return 'adopted';
    await this.save({
      recordingId,
      revision: (stored?.revision ?? 0) + 1,
      machine: fingerprint,
      language: layer.language,
      speakers: speakersOf(layer.paragraphs),
      paragraphs: [...layer.paragraphs],
    });
    return 'adopted';
  }

  /** Compared with the layer it came from; where that is lost, only a first revision is surely the machine's. */
  async #isEdited(transcript: Transcript): Promise<boolean> {
    const { machine, recordingId, revision, paragraphs, speakers } = transcript;
    if (machine === null) return true;
    if (laidOver.some((part) => (transcript[part]?.length ?? 0) > 0)) return true;
    if (revision === 1) return false;
    const layer = await this.ports.artifacts.find(recordingId, 'machine', machine);
    if (!layer) return true;
    const now = { paragraphs, speakers };
    const then = { paragraphs: layer.paragraphs, speakers: speakersOf(layer.paragraphs) };
    return transcript.language !== layer.language || !isEqual(now, then);
  }
}

/** What a person lays over the words: it would be lost with them. */
const laidOver = ['cuts', 'annotations', 'redactions'] as const;

/** Equal plain data, whatever the order of the keys; an absent key equals an undefined one. */
const isEqual = (left: unknown, right: unknown): boolean => {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const [one, two] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(two)])].every((key) => isEqual(one[key], two[key]));
};
