import { checkCues, type CueReport } from '$lib/domain/cue-check.ts';
import { toCues } from '$lib/domain/cues.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { exportOptions, type ExportedFile, type ExportOptions, type Format } from '$lib/services/exporting.ts';
import type { RecordingPage } from './editor-page.svelte.ts';
import { preparations, type Preparation } from './preparations.ts';

/** The preview shows the beginning: a long file would be slow to draw and nobody reads it here. */
const previewLines = 60;

const idsIn = (text: string): string[] =>
  text
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);

/** Beginning of a file, and how many lines follow. */
export type Preview = { text: string; moreLines: number };

/** What the person has chosen about exporting a transcript, and what would come of it. Kept in the settings. */
export class ExportView {
  #formats = $state.raw<readonly Format[]>([]);
  #preview = $state.raw<Preview>({ text: '', moreLines: 0 });
  #switched = $state<Record<string, boolean>>({});
  #drawing = 0;

  constructor(
    private readonly page: RecordingPage,
    private readonly transcript: () => Transcript,
  ) {}

  readonly chosen = $derived.by(() => this.page.settings.export);
  readonly options: ExportOptions = $derived.by(() => ({
    ...exportOptions(this.page.settings),
    title: this.page.recording?.title,
    chapters: this.page.chapters && this.#moved(this.page.chapters),
  }));
  readonly format: Format | undefined = $derived.by(
    () => this.#formats.find(({ id }) => id === this.chosen.formatId) ?? this.#formats[0],
  );
  /** Every format that will be made, the shown one first. */
  readonly formatIds: readonly string[] = $derived.by(() => {
    const known = this.#formats.map(({ id }) => id);
    const also = idsIn(this.chosen.alsoFormats).filter((id) => known.includes(id) && id !== this.format?.id);
    const once = also.filter((id, index) => also.indexOf(id) === index);
    return [...(this.format ? [this.format.id] : []), ...once];
  });
  readonly offered: readonly Preparation[] = $derived.by(() =>
    preparations.filter((each) => each.applies(this.page, this.transcript(), this.#playsSound)),
  );
  /** The transcript as it would be written. */
  readonly prepared: Transcript = $derived.by(() =>
    this.#prepares().reduce((transcript, prepare) => prepare(transcript), this.transcript()),
  );
  /** How the subtitles read; null for formats without lines. */
  readonly report: CueReport | null = $derived.by(() => {
    if (!this.uses('charactersPerSecond')) return null;
    const { lineCharacters, maxLines, charactersPerSecond } = this.chosen;
    const limits = { lineCharacters, maxLines, charactersPerSecond };
    return checkCues(toCues(this.prepared, limits), limits);
  });

  get formats(): readonly Format[] {
    return this.#formats;
  }

  get preview(): Preview {
    return this.#preview;
  }

  /** True where the shown format, or another chosen one, takes notice of the option. */
  uses(option: keyof ExportOptions): boolean {
    return this.#formats.some((format) => this.formatIds.includes(format.id) && format.uses.includes(option));
  }

  isOn({ id, startsOn }: Preparation): boolean {
    return this.#switched[id] ?? startsOn;
  }

  turn({ id }: Preparation, isOn: boolean): void {
    this.#switched[id] = isOn;
  }

  isAlso(id: string): boolean {
    return this.formatIds.includes(id);
  }

  also(id: string, isWanted: boolean): Promise<void> {
    const others = idsIn(this.chosen.alsoFormats).filter((each) => each !== id);
    return this.change({ alsoFormats: (isWanted ? [...others, id] : others).join(', ') });
  }

  change(part: Partial<RecordingPage['settings']['export']>): Promise<void> {
    return this.page.ports.settings.change('export', part);
  }

  async load(): Promise<void> {
    this.#formats = await this.page.ports.exporting.formats();
  }

  /** Draws the beginning of the shown file anew; an older drawing that ends later is dropped. */
  async draw(): Promise<void> {
    const drawing = ++this.#drawing;
    const { format, options, prepared } = this;
    if (!format) return;
    const lines = (await this.page.ports.exporting.preview(prepared, format.id, options)).split('\n');
    if (drawing !== this.#drawing) return;
    const moreLines = Math.max(0, lines.length - previewLines);
    this.#preview = { text: lines.slice(0, previewLines).join('\n'), moreLines };
  }

  /** Everything typed is written first, so that the files hold it. */
  async files(formatIds: readonly string[] = this.formatIds): Promise<ExportedFile[]> {
    await this.page.session.flush();
    const { options, chosen } = this;
    return this.page.ports.exporting.files(this.page.id, {
      ...{ formatIds, options, nameTemplate: chosen.fileName, withAudio: chosen.withAudio },
      prepare: this.#prepares(),
    });
  }

  zip(files: readonly ExportedFile[]): Promise<ExportedFile> {
    return this.page.ports.exporting.zip(files, this.page.id);
  }

  /** The shown file as plain text, and the transcript as a word processor pastes it. */
  async clipboard(): Promise<{ text: string; html: string }> {
    await this.page.session.flush();
    const { exporting } = this.page.ports;
    const { options, prepared, format } = this;
    const text = await exporting.preview(prepared, format!.id, options);
    return { text, html: await exporting.richText(prepared, options) };
  }

  get #playsSound(): boolean {
    return this.chosen.withAudio && this.uses('audioUrl');
  }

  /** Chapters where they lie after what is done to the transcript; of those that fall together, the last. */
  #moved(chapters: readonly { start: number; title: string }[]): { start: number; title: string }[] {
    const transcript = this.transcript();
    const moves = this.offered.filter((each) => each.move && this.isOn(each));
    const moved = chapters.map(({ start, title }) => ({
      ...{ title, start: moves.reduce((at, each) => each.move!(this.page, transcript, at), start) },
    }));
    return moved.filter(({ start }, index) => start !== moved[index + 1]?.start);
  }

  #prepares() {
    return this.offered.filter((each) => this.isOn(each)).map((each) => each.prepare(this.page));
  }
}
