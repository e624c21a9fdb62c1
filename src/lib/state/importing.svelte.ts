import type { Recording } from '$lib/domain/recording.ts';
import { en } from '$lib/i18n/en.ts';
import { kindOfFile, matchesOf, stemOf, type Importing, type ReadTranscript } from '$lib/services/importing.ts';
import type { ProjectState } from './project.svelte.ts';
import { attempt, toasts } from './toasts.svelte.ts';

export type ImportStatePorts = {
  importing: Pick<Importing, 'read' | 'attach'>;
  recordings(): readonly Recording[];
  /** Adds media files; gives those that are in the library afterwards. With a text of its own nothing is transcribed. */
  addMedia(files: readonly File[], hasText: (file: File) => boolean): Promise<readonly Recording[]>;
  /** Adds a text whose sound is not here; null where that failed. */
  addText(file: File): Promise<Recording | null>;
  giveSound(recordingId: string, file: File): Promise<boolean>;
  project: Pick<ProjectState, 'open'>;
  /** Told after a text was put on a recording. */
  onattached(recording: Recording): void;
};

const words = en.library.importing;

/** Files that somebody drops or chooses: media goes to the library, transcripts to recordings, projects are opened. */
export class ImportState {
  #waiting = $state.raw<readonly ReadTranscript[]>([]);
  #place = $state<string | null>(null);

  constructor(private readonly ports: ImportStatePorts) {}

  /** The transcript that waits for a place. */
  get current(): ReadTranscript | null {
    return this.#waiting[0] ?? null;
  }

  get place(): string | null {
    return this.#place;
  }

  set place(recordingId: string | null) {
    this.#place = recordingId;
  }

  /** Media is shown in the library while it comes in, unless it is the sound of the text that is open. */
  leadsToLibrary(files: readonly File[], openId: string | null): boolean {
    const media = files.filter((file) => kindOfFile(file) === 'media');
    return media.length > 0 && !(media.length === 1 && this.#silent(openId));
  }

  /** `openId`: the recording whose page is open, where one is. */
  async take(files: readonly File[], openId: string | null): Promise<void> {
    const of = (kind: string) => files.filter((file) => kindOfFile(file) === kind);
    const [media, transcripts, projects] = [of('media'), of('transcript'), of('project')];
    const silent = this.#silent(openId);
    if (silent && media.length === 1) return void (await this.ports.giveSound(silent.id, media[0]!));
    const read = await this.#read(transcripts);
    const twinOf = (file: File) => read.find(({ fileName }) => stemOf(fileName) === stemOf(file.name));
    const added = media.length > 0 ? await this.ports.addMedia(media, (file) => twinOf(file) !== undefined) : [];
    for (const recording of added) {
      const twin = read.find(({ fileName }) => stemOf(fileName) === stemOf(recording.fileName));
      if (twin) await this.#attach(twin, recording);
    }
    const left = read.filter((each) => !added.some(({ fileName }) => stemOf(fileName) === stemOf(each.fileName)));
    this.#wait(left, openId);
    if (projects[0]) await this.ports.project.open(projects[0]);
  }

  /** Puts the waiting transcript where the person chose. */
  attach = async (): Promise<void> => {
    const { current } = this;
    const recording = current && (await this.#placeOf(current));
    if (current && recording && (await this.#attach(current, recording))) this.dismiss();
  };

  dismiss = (): void => this.#wait(this.#waiting.slice(1), null);

  async #placeOf({ file, fileName }: ReadTranscript): Promise<Recording | null> {
    const found = this.ports.recordings().find(({ id }) => id === this.#place);
    return found ?? this.ports.addText(new File([file], fileName, { type: file.type || 'text/plain' }));
  }

  #silent(id: string | null): Recording | undefined {
    return this.ports.recordings().find((each) => each.id === id && each.source === 'transcript');
  }

  #wait(waiting: readonly ReadTranscript[], openId: string | null): void {
    this.#waiting = waiting;
    const recordings = this.ports.recordings();
    const match = waiting[0] && matchesOf(waiting[0].fileName, recordings)[0]?.id;
    this.#place = waiting[0] ? (openId ?? match ?? null) : null;
  }

  async #read(files: readonly File[]): Promise<ReadTranscript[]> {
    const read: ReadTranscript[] = [];
    for (const file of files) {
      try {
        read.push(await this.ports.importing.read(file, file.name));
      } catch (error) {
        toasts.error(error, null, file.name);
      }
    }
    return read;
  }

  #attach(read: ReadTranscript, recording: Recording): Promise<boolean> {
    return attempt(async () => {
      await this.ports.importing.attach(recording.id, read, words.versionName(read.fileName));
      toasts.done(words.attached(read.fileName, recording.title));
      this.ports.onattached(recording);
    });
  }
}
