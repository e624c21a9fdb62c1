import { AppError } from '$lib/core/errors.ts';
import type { Journal, JournalContent, JournalRecord, JournalTip, Sealer } from '$lib/domain/ports.ts';
import { overwrite, withFile, type Disk, type DiskFile, type Locks } from './disk.ts';
import { readLine, scanLines, writeLine } from './lines.ts';
import { openContent, plainSealer, sealRecord } from './sealing.ts';

/**
 * [Note: Generations] `journal/<stream>/` holds `snapshot-G.json` (one line, none for G = 0) and `lines-G.ndjson`, the
 * records behind it. A snapshot begins generation G + 1 and touches nothing of G: until its one line is whole, G counts;
 * from then on G + 1 does. Nothing needs a rename, and the generation before stays as a reserve.
 */
type State = JournalContent & { generation: number; endBytes: number };
/** Where the next line goes, remembered between appends. */
type End = { generation: number; seq: number; base: number; sizeBytes: number };

const folder = 'journal';
const newline = 10;
const tailBytes = 64 * 1024;
const snapshotPath = (stream: string, generation: number) => `${folder}/${stream}/snapshot-${generation}.json`;
const linesPath = (stream: string, generation: number) => `${folder}/${stream}/lines-${generation}.ndjson`;

export class JournalEngine implements Journal {
  readonly #ends = new Map<string, End>();

  constructor(
    private readonly disk: Disk,
    private readonly locks: Locks,
    private readonly sealer: Sealer = plainSealer,
  ) {}

  append(stream: string, record: JournalRecord): Promise<{ sizeBytes: number }> {
    return this.#alone(stream, async () => {
      const { file, end } = await this.#openEnd(stream);
      this.#ends.delete(stream);
      try {
        if (record.seq <= end.base || record.seq > end.seq + 1) throw broken(stream);
        const line = writeLine(await sealRecord(this.sealer, stream, record));
        file.write(line, end.sizeBytes);
        file.flush();
        const sizeBytes = end.sizeBytes + line.length;
        this.#ends.set(stream, { ...end, seq: record.seq, sizeBytes });
        return { sizeBytes };
      } finally {
        file.close();
      }
    });
  }

  snapshot(stream: string, record: JournalRecord): Promise<void> {
    return this.#alone(stream, async () => {
      this.#ends.delete(stream);
      const generations = await this.#generations(stream);
      const generation = (generations.at(-1) ?? 0) + 1;
      const line = writeLine(await sealRecord(this.sealer, stream, record));
      await withFile(this.disk, snapshotPath(stream, generation), (file) => overwrite(file, line));
      for (const old of generations.filter((each) => each < generation - 1)) {
        await this.disk.remove(snapshotPath(stream, old));
        await this.disk.remove(linesPath(stream, old));
      }
      this.#ends.set(stream, { generation, seq: record.seq, base: record.seq, sizeBytes: 0 });
    });
  }

  async read(stream: string): Promise<JournalContent> {
    const { snapshot, records, damaged } = await this.#alone(stream, () => this.#load(stream));
    return openContent(this.sealer, stream, { snapshot, records, damaged });
  }

  tips(): Promise<readonly JournalTip[]> {
    return this.#each(async (stream) => (await this.#quickTip(stream)) ?? this.#tip(stream));
  }

  inspect(): Promise<readonly JournalTip[]> {
    return this.#each((stream) => this.#tip(stream));
  }

  remove(stream: string): Promise<void> {
    return this.#alone(stream, async () => {
      this.#ends.delete(stream);
      await this.disk.remove(`${folder}/${stream}`);
    });
  }

  async #each(look: (stream: string) => Promise<JournalTip>): Promise<readonly JournalTip[]> {
    const tips: JournalTip[] = [];
    for (const stream of await this.disk.list(folder)) tips.push(await this.#alone(stream, () => look(stream)));
    return tips;
  }

  async #tip(stream: string): Promise<JournalTip> {
    const { snapshot, records, damaged } = await this.#load(stream);
    return { stream, seq: records.at(-1)?.seq ?? snapshot?.seq ?? 0, damaged };
  }

  /** By the last whole line; undefined where that tells nothing, as behind a snapshot without records. */
  async #quickTip(stream: string): Promise<JournalTip | undefined> {
    const newest = (await this.#generations(stream)).at(-1) ?? 0;
    const blob = await this.disk.blob(linesPath(stream, newest));
    const tail = blob && new Uint8Array(await blob.slice(-tailBytes).arrayBuffer());
    const end = tail?.lastIndexOf(newline) ?? -1;
    const begin = end > 0 ? tail!.lastIndexOf(newline, end - 1) : -1;
    if (begin < 0) return undefined;
    const last = readLine(tail!.subarray(begin + 1, end));
    return last && { stream, seq: last.seq, damaged: false };
  }

  #alone<T>(stream: string, task: () => Promise<T>): Promise<T> {
    return this.locks.run(`journal:${stream}`, task);
  }

  /** The lines, opened, and where they end: read anew if anybody else wrote since this engine did. */
  async #openEnd(stream: string): Promise<{ file: DiskFile; end: End }> {
    const known = this.#ends.get(stream);
    const newest = (await this.#generations(stream)).at(-1) ?? 0;
    const end = known?.generation === newest ? known : await this.#findEnd(stream);
    const file = await this.disk.open(linesPath(stream, end.generation));
    if (file.sizeBytes() === end.sizeBytes) return { file, end };
    file.close();
    const found = await this.#findEnd(stream);
    const again = await this.disk.open(linesPath(stream, found.generation));
    again.truncate(found.sizeBytes);
    return { file: again, end: found };
  }

  async #findEnd(stream: string): Promise<End> {
    const { generation, snapshot, records, endBytes, damaged } = await this.#load(stream);
    if (damaged) throw broken(stream);
    for (const torn of (await this.#generations(stream)).filter((each) => each > generation)) {
      await this.disk.remove(snapshotPath(stream, torn));
    }
    const base = snapshot?.seq ?? 0;
    return { generation, base, seq: records.at(-1)?.seq ?? base, sizeBytes: endBytes };
  }

  async #generations(stream: string): Promise<number[]> {
    const names = await this.disk.list(`${folder}/${stream}`);
    const numbers = names.map((name) => Number(/^(?:snapshot|lines)-(\d+)\./.exec(name)?.[1] ?? NaN));
    return [...new Set(numbers)].filter(Number.isInteger).sort((left, right) => left - right);
  }

  async #bytes(path: string): Promise<Uint8Array> {
    const blob = await this.disk.blob(path);
    return blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
  }

  /** The newest generation whose snapshot is whole; an older one is damage only if the newer had records. */
  async #load(stream: string): Promise<State> {
    let damaged = false;
    for (const generation of (await this.#generations(stream)).reverse()) {
      const lines = await this.#bytes(linesPath(stream, generation));
      const snapshot = await this.#snapshotOf(stream, generation);
      if (snapshot === undefined) {
        damaged ||= lines.length > 0;
        continue;
      }
      const scan = scanLines(lines, snapshot?.seq ?? 0);
      return { ...scan, snapshot, generation, damaged: damaged || scan.damaged };
    }
    return { snapshot: null, records: [], damaged, generation: 0, endBytes: 0 };
  }

  /** Null for generation 0, which has none; undefined where it is not whole. */
  async #snapshotOf(stream: string, generation: number): Promise<JournalRecord | null | undefined> {
    if (generation === 0) return null;
    const bytes = await this.#bytes(snapshotPath(stream, generation));
    return bytes.at(-1) === 10 ? readLine(bytes.subarray(0, -1)) : undefined;
  }
}

const broken = (stream: string): AppError =>
  new AppError('storage/corrupt', { message: 'The journal cannot go on from here.', detail: { stream } });
