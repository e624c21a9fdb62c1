import { configureSync, getConsoleSink, getLogger, type LogRecord } from '@logtape/logtape';

/**
 * The app's log: a ring buffer in memory, shown on the health page, exported by the person, sent nowhere. Messages are
 * constants written by us; details are ids, sizes and codes. Whatever else gets into a detail is cut out by `redact`.
 */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LogValue = string | number | boolean | null;

export type LogEntry = {
  /** Rises by one with each entry of this page. */
  sequence: number;
  /** ISO 8601, UTC. */
  time: string;
  level: LogLevel;
  area: string;
  message: string;
  detail: Readonly<Record<string, LogValue>>;
};

type Listener = (entries: readonly LogEntry[]) => void;

const capacity = 2000;
const messageCharacters = 120;
/** What an id, a code, a media type, a version or a path of our own looks like. Prose has spaces; secrets have `?=@`. */
const safeWord = /^[\w.:/+-]{0,72}$/;

const redactError = (error: Error): string => {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && safeWord.test(code) ? `${error.name}/${code}` : error.name;
};

const redactValue = (value: unknown): LogValue => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return safeWord.test(value) ? value : `[${value.length} characters]`;
  // An error's message may quote what it choked on, so only its name and code are kept.
  if (value instanceof Error) return redactError(value);
  if (Array.isArray(value)) return `[${value.length} items]`;
  return `[${typeof value}]`;
};

/** Keeps what is certainly not spoken text: numbers, booleans, words that look like ids or codes, names of errors. */
export const redact = (detail: Readonly<Record<string, unknown>>): Record<string, LogValue> =>
  Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, redactValue(value)]));

/** The last entries, oldest first. */
class LogBook {
  #entries: LogEntry[] = [];
  #sequence = 0;
  #isTelling = false;
  readonly #listeners = new Set<Listener>();

  get current(): readonly LogEntry[] {
    return [...this.#entries];
  }

  add(entry: Omit<LogEntry, 'sequence'>): void {
    // Last, so that an entry of a worker is numbered anew.
    this.#entries.push({ ...entry, sequence: ++this.#sequence });
    if (this.#entries.length > capacity) this.#entries.shift();
    this.#tell();
  }

  clear(): void {
    this.#entries = [];
    this.#tell();
  }

  /** Tells the entries now and after every change; changes of one turn are told together. */
  subscribe(onValue: Listener): { unsubscribe(): void } {
    this.#listeners.add(onValue);
    onValue(this.current);
    return { unsubscribe: () => void this.#listeners.delete(onValue) };
  }

  /** One JSON object a line, oldest first. */
  toJsonLines(): string {
    return this.#entries.map((entry) => JSON.stringify(entry) + '\n').join('');
  }

  #tell(): void {
    if (this.#isTelling || this.#listeners.size === 0) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      const entries = this.current;
      for (const listener of this.#listeners) listener(entries);
    });
  }
}

export const recentLogs = new LogBook();
export type RecentLogs = typeof recentLogs;

const levelOf = (level: LogRecord['level']): LogLevel => {
  if (level === 'trace' || level === 'debug') return 'debug';
  if (level === 'warning') return 'warn';
  return level === 'info' ? 'info' : 'error';
};

const keep = (record: LogRecord): void =>
  recentLogs.add({
    time: new Date(record.timestamp).toISOString(),
    level: levelOf(record.level),
    area: record.category.slice(1).join('/'),
    message: String(record.rawMessage).slice(0, messageCharacters),
    detail: redact(record.properties),
  });

/** Developers see whole errors in the console; a built app writes nothing there. */
const showsConsole = import.meta.env?.DEV === true && import.meta.env.MODE !== 'test';

configureSync({
  reset: true,
  sinks: { ring: keep, console: getConsoleSink() },
  loggers: [
    { category: ['echoflow'], lowestLevel: 'debug', sinks: showsConsole ? ['ring', 'console'] : ['ring'] },
    { category: ['logtape', 'meta'], lowestLevel: 'error', sinks: [] },
  ],
});

export type Log = Readonly<Record<LogLevel, (message: string, detail?: Readonly<Record<string, unknown>>) => void>>;

/** `logger('media').info('decoded', { seconds: 12 })`: a constant message, the facts in the detail. */
export const logger = (area: string): Log => {
  const log = getLogger(['echoflow', ...area.split('/')]);
  return {
    debug: (message, detail = {}) => log.debug(message, detail),
    info: (message, detail = {}) => log.info(message, detail),
    warn: (message, detail = {}) => log.warn(message, detail),
    error: (message, detail = {}) => log.error(message, detail),
  };
};

const channelName = 'echoflow-log';

/** In a worker: sends its entries to the pages of this origin, where `collectLogs` takes them in. */
export const relayLogs = (): { unsubscribe(): void } => {
  const channel = new BroadcastChannel(channelName);
  let told = 0;
  const { unsubscribe } = recentLogs.subscribe((entries) => {
    for (const entry of entries) if (entry.sequence > told) channel.postMessage(entry);
    told = entries.at(-1)?.sequence ?? told;
  });
  return {
    unsubscribe: () => {
      unsubscribe();
      channel.close();
    },
  };
};

/** On the page: takes in what workers relay. */
export const collectLogs = (): { unsubscribe(): void } => {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<LogEntry>) => recentLogs.add({ ...data, detail: redact(data.detail) });
  return { unsubscribe: () => channel.close() };
};
