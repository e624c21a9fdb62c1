import { logLevels, type LogEntry, type LogLevel, type RecentLogs } from '$lib/core/log.ts';
import { fileStamp } from '$lib/core/time.ts';
import { en } from '$lib/i18n/en.ts';
import { Live } from './live.svelte.ts';

const pageEntries = 100;

const textOf = ({ area, message, detail }: LogEntry): string =>
  `${area} ${message} ${JSON.stringify(detail)}`.toLowerCase();

/** The log as somebody reads it: the latest first, filtered by level and words. */
export class LogView {
  level = $state<LogLevel>('info');
  query = $state('');
  #limit = $state(pageEntries);
  readonly #live: Live<readonly LogEntry[]>;

  readonly #matching = $derived.by(() => {
    const from = logLevels.indexOf(this.level);
    const wanted = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    return this.#live.current.filter(
      (entry) => logLevels.indexOf(entry.level) >= from && wanted.every((word) => textOf(entry).includes(word)),
    );
  });
  readonly shown: readonly LogEntry[] = $derived(this.#matching.slice(-this.#limit).toReversed());
  readonly matches = $derived(this.#matching.length);

  constructor(private readonly log: RecentLogs) {
    this.#live = new Live(log, log.current);
  }

  get total(): number {
    return this.#live.current.length;
  }

  more = (): void => {
    this.#limit += pageEntries;
  };

  clear = (): void => this.log.clear();

  /** Everything, whatever the filter shows. */
  get file(): { fileName: string; blob: Blob } {
    const blob = new Blob([this.log.toJsonLines()], { type: 'application/jsonl' });
    return { fileName: en.health.log.fileName(fileStamp()), blob };
  }
}
