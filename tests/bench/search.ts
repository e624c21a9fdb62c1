import { searchKey } from '../../src/lib/core/search.ts';
import { parseSearch } from '../../src/lib/domain/search-query.ts';
import type { SearchDocument } from '../../src/lib/domain/search.ts';
import { createSearchIndex } from '../../src/lib/workers/search/client.ts';

/** The app's own search index in its worker, and the naive scan of the same transcripts, on a bare page. */
const wordsAnHour = 9_000;
const wordsInPassage = 60;
const vocabularySize = 60_000;
const { signal } = new AbortController();
const index = createSearchIndex();
/** For the naive scan: each passage folded, a space before and behind each word. */
let texts: string[] = [];

/** Even numbers from 0 to 1 that are the same in every run (mulberry32). */
const numbersFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const syllables = 'ka re mi ton sol ber ling da vo per stra ne qui ful or an est hy pro tic'.split(' ');
/** Word number `rank`: short where it is frequent, unlike every other. */
const wordOf = (rank: number): string => {
  let [left, word] = [rank, ''];
  do {
    word += syllables[left % syllables.length];
    left = Math.floor(left / syllables.length);
  } while (left > 0);
  return word;
};
/** Ranks as speech uses them, nearly: Zipf's law by inverting its sum. */
const rankOf = (chance: number): number => Math.floor(Math.exp(chance * Math.log(vocabularySize))) - 1;

/** One hour of speech: a document of its own. */
const hourOf = (hour: number): SearchDocument => {
  const next = numbersFrom(hour + 1);
  const passages = Array.from({ length: wordsAnHour / wordsInPassage }, (_, at) => ({
    ...{ paragraphId: `h${hour}p${at}`, speaker: at % 2 ? 'Anna' : 'Ben', language: 'en' },
    words: Array.from({ length: wordsInPassage }, () => wordOf(rankOf(next()))),
    joined: new Array<boolean>(wordsInPassage).fill(false),
    starts: Float32Array.from({ length: wordsInPassage }, (_, word) => (at * wordsInPassage + word) * 0.4),
  }));
  const createdAt = new Date(Date.UTC(2020, 0, 1 + hour)).toISOString();
  return { recordingId: `h${hour}`, fingerprint: '1', title: `Hour ${hour}`, createdAt, tags: [], passages };
};

const textsOf = ({ passages }: SearchDocument): string[] =>
  passages.map(({ words }) => ` ${words.map(searchKey).join(' ')} `);

/** As people ask: a word, a rare one, a beginning, two words, three words together. */
const questionsOf = (count: number, hours: number): string[] => {
  const next = numbersFrom(99);
  const any = () => wordOf(rankOf(0.25 + next() * 0.75));
  return Array.from({ length: count }, (_, at) => {
    if (at % 5 === 0) return `${any()} `;
    if (at % 5 === 1) return `${wordOf(20_000 + Math.floor(next() * 40_000))} `;
    if (at % 5 === 2) return any().slice(0, 5);
    if (at % 5 === 3) return `${any()} ${any()} `;
    const { words } = hourOf(Math.floor(next() * hours)).passages[3]!;
    return `"${words.slice(10, 13).join(' ')}" `;
  });
};

const needlesOf = (question: string): string[] =>
  parseSearch(question).clauses.map(
    ({ kind, words }) => ` ${words.map(searchKey).join(' ')}${kind === 'prefix' ? '' : ' '}`,
  );

const naiveTotal = (question: string): number => {
  const needles = needlesOf(question);
  return texts.reduce((sum, text) => sum + Number(needles.every((needle) => text.includes(needle))), 0);
};

const clocked = async (task: () => unknown): Promise<number> => {
  const start = performance.now();
  await task();
  return performance.now() - start;
};

const calls = {
  /** Seconds the index took for so many hours; making them up is not counted. */
  async fill(hours: number): Promise<number> {
    await index.clear(signal);
    let ms = 0;
    for (let hour = 0; hour < hours; hour += 1) {
      const document = hourOf(hour);
      ms += await clocked(() => index.put(document, signal));
    }
    return ms / 1000;
  },
  /** Seconds the naive scan takes to have the same texts in memory, folded. */
  async fillNaive(hours: number): Promise<number> {
    texts = [];
    let ms = 0;
    for (let hour = 0; hour < hours; hour += 1) {
      const document = hourOf(hour);
      ms += await clocked(() => texts.push(...textsOf(document)));
    }
    return ms / 1000;
  },
  /** Milliseconds of each question, as the library asks: the best thirty passages and how many there are. */
  async ask({ count, hours }: { count: number; hours: number }): Promise<number[]> {
    const times = [];
    for (const question of questionsOf(count, hours)) {
      times.push(await clocked(() => index.search(parseSearch(question), 30, signal)));
    }
    return times;
  },
  async askNaive({ count, hours }: { count: number; hours: number }): Promise<number[]> {
    const times = [];
    for (const question of questionsOf(count, hours)) times.push(await clocked(() => naiveTotal(question)));
    return times;
  },
  /** Questions both answer alike; those whose words the index replaced for want of any hit are left out. */
  async compare({ count, hours }: { count: number; hours: number }): Promise<{ asked: number; alike: number }> {
    let [asked, alike] = [0, 0];
    for (const question of questionsOf(count, hours)) {
      const { total, corrected } = await index.search(parseSearch(question), 30, signal);
      if (corrected.length > 0) continue;
      asked += 1;
      if (total === naiveTotal(question)) alike += 1;
    }
    return { asked, alike };
  },
};

Object.assign(window, { calls });
