import { alignWords, type Pair } from './transcript-align.ts';
import type { Word } from './transcript.ts';
import { normaliseWord, syllables, type Token } from './transcript-words.ts';

/** No word is made shorter than this, in seconds. */
export const minWordSeconds = 0.05;
/** An inserted word takes no more of a long silence than this for each syllable. */
const slowestSyllableSeconds = 0.4;

/**
 * Room in time for words, in seconds; null where nothing stands on that side. `isAtStart`: no word of the paragraph
 * stands before, so what is inserted belongs to the words after it rather than to the paragraph before. `spreads`: a phrase
 * takes the place of another, whose whole time its words share.
 */
export type Room = { from: number | null; until: number | null; isAtStart: boolean; spreads?: boolean };
type Slot = { start: number; end: number } | null;
/** A new word before it has an id: with the old word whose place it takes, or as an insertion. */
type Placed = { token: Token; word: Word | null; slot: Slot };

const slotOf = (word: Word): Slot =>
  word.start !== null && word.end !== null ? { start: word.start, end: word.end } : null;

const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Shares `start…end` among words by syllables. Null for each where they would become too short. */
const share = (tokens: readonly Token[], start: number, end: number): Slot[] => {
  if (end - start < minWordSeconds * tokens.length) return tokens.map(() => null);
  const spare = end - start - minWordSeconds * tokens.length;
  const weights = tokens.map((token) => syllables(token.text));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const edges = [start];
  let sum = 0;
  weights.forEach((weight, index) => {
    sum += weight;
    edges.push(toMilliseconds(start + minWordSeconds * (index + 1) + (spare * sum) / total));
  });
  edges[tokens.length] = end;
  return tokens.map((_, index) => ({ start: edges[index]!, end: edges[index + 1]! }));
};

/** Places inserted words in the gap between what is known on both sides; a very long gap is not filled. */
const fillGap = (tokens: readonly Token[], room: Room): Slot[] => {
  const wanted = slowestSyllableSeconds * tokens.reduce((sum, token) => sum + syllables(token.text), 0);
  if (room.from === null && room.until === null) return tokens.map(() => null);
  const late = Math.max(room.from ?? 0, (room.until ?? Infinity) - wanted);
  const from = room.from === null || (room.isAtStart && room.until !== null) ? late : room.from;
  const until = Math.min(room.until ?? Infinity, from + wanted);
  return share(tokens, from, until);
};

const lettersOf = (texts: readonly string[]): string => texts.map(normaliseWord).join('');

const nextStart = (placed: readonly Placed[], index: number, room: Room): number | null =>
  placed.slice(index).find((item) => item.slot)?.slot?.start ?? room.until;
const previousEnd = (placed: readonly Placed[], index: number, room: Room): number | null =>
  placed.slice(0, index).findLast((item) => item.slot)?.slot?.end ?? room.from;

/** Times for the inserted words of a run; a corrected neighbour gives of its own time where there is no gap. */
const placeInsertions = (placed: Placed[], room: Room): void => {
  for (let first = 0; first < placed.length; first += 1) {
    if (placed[first]!.word) continue;
    let last = first;
    while (last + 1 < placed.length && !placed[last + 1]!.word) last += 1;
    let group = placed.slice(first, last + 1);
    let slots = fillGap(
      group.map((item) => item.token),
      {
        from: previousEnd(placed, first, room),
        until: nextStart(placed, last + 1, room),
        isAtStart: room.isAtStart && first === 0,
      },
    );
    const giver = slots[0] ? null : [placed[last + 1], placed[first - 1]].find((item) => item?.slot);
    if (giver) {
      group = giver === placed[last + 1] ? [...group, giver] : [giver, ...group];
      const until = nextStart(placed, placed.indexOf(group.at(-1)!) + 1, room) ?? Infinity;
      const tokens = group.map((item) => item.token);
      slots = share(tokens, giver.slot!.start, Math.min(giver.slot!.end, until));
    }
    if (slots[0]) group.forEach((item, index) => (item.slot = slots[index]!));
    first = last;
  }
};

/** One changed run between words that stayed: who takes whose time. */
const placeRun = (old: readonly Word[], tokens: readonly Token[], pairs: readonly Pair[], room: Room): Placed[] => {
  if (old.length === tokens.length) {
    return tokens.map((token, index) => ({ token, word: old[index]!, slot: slotOf(old[index]!) }));
  }
  const timed = old.filter((word) => word.start !== null);
  const isRespaced = lettersOf(old.map((word) => word.text)) === lettersOf(tokens.map((token) => token.text));
  if ((isRespaced || room.spreads) && timed.length > 0 && tokens.length > 0) {
    const end = Math.min(timed.at(-1)!.end!, room.until ?? Infinity);
    const slots = share(tokens, timed[0]!.start!, end);
    slots[0] ??= slotOf(timed[0]!);
    return tokens.map((token, index) => ({ token, word: old[index] ?? null, slot: slots[index]! }));
  }
  const placed = pairs
    .filter((pair) => pair.after !== null)
    .map((pair): Placed => {
      const word = pair.before === null ? null : old[pair.before]!;
      return { token: tokens[pair.after!]!, word, slot: word && slotOf(word) };
    });
  placeInsertions(placed, room);
  return placed;
};

const loose = ({ joined: _, line: _line, ...word }: Word): Word => word;

const settle = ({ token, word, slot }: Placed, makeId: () => string): Word => {
  const start = slot?.start ?? null;
  const end = slot?.end ?? null;
  const isKept = word !== null && word.text === token.text && word.start === start && word.end === end;
  const hasItsGap = (word?.joined ?? false) === token.joined && (word?.line ?? false) === (token.line ?? false);
  if (isKept && hasItsGap) return word;
  const joined = { ...(token.joined && { joined: true }), ...(token.line && { line: true }) };
  if (!word) {
    return { id: makeId(), text: token.text, start, end, conf: 1, confTime: null, origin: 'inserted', ...joined };
  }
  const { id, confTime, cut, markup } = word;
  if (word.text === token.text) return { ...loose(word), start, end, ...joined };
  const origin = word.origin === 'inserted' ? 'inserted' : 'edited';
  const kept = { ...(cut && { cut }), ...(markup && { markup }) };
  return { id, text: token.text, start, end, conf: 1, confTime, origin, ...joined, ...kept };
};

/** Runs of pairs that did not stay, between those that did, in order. */
const runsOf = (pairs: readonly Pair[]): Pair[][] => {
  const runs: Pair[][] = [[]];
  for (const pair of pairs) {
    if (pair.same) runs.push([pair], []);
    else runs.at(-1)!.push(pair);
  }
  return runs.filter((run) => run.length > 0);
};

/**
 * New words for a changed stretch. Words that stayed keep id and time; as many new as old words take the old ones'
 * places; otherwise corrected words keep theirs and inserted ones share the gap by syllables, without crossing a
 * neighbour. Where there is no room an inserted word has no time rather than somebody else's.
 */
export const retime = (old: readonly Word[], tokens: readonly Token[], room: Room, makeId: () => string): Word[] => {
  const pairs = alignWords(
    old.map((word) => word.text),
    tokens.map((token) => token.text),
  );
  const result: Word[] = [];
  for (const run of runsOf(pairs)) {
    const from = run.find((pair) => pair.before !== null)?.before ?? 0;
    const first = run.find((pair) => pair.after !== null)?.after ?? 0;
    const runOld = run.filter((pair) => pair.before !== null).map((pair) => old[pair.before!]!);
    const runTokens = run.filter((pair) => pair.after !== null).map((pair) => tokens[pair.after!]!);
    const local = run.map((pair) => ({
      before: pair.before === null ? null : pair.before - from,
      after: pair.after === null ? null : pair.after - first,
      same: pair.same,
    }));
    const placed = placeRun(runOld, runTokens, local, roomOf(pairs, run, old, { room, result }));
    result.push(...placed.map((item) => settle(item, makeId)));
  }
  return result;
};

/** Room of a run: from the end of what is settled before it to the start of the next old word. */
const roomOf = (
  pairs: readonly Pair[],
  run: readonly Pair[],
  old: readonly Word[],
  known: { room: Room; result: readonly Word[] },
): Room => {
  const rest = pairs.slice(pairs.indexOf(run.at(-1)!) + 1);
  const next = rest.find((pair) => pair.before !== null && old[pair.before]!.start !== null);
  return {
    from: known.result.findLast((word) => word.end !== null)?.end ?? known.room.from,
    until: next ? old[next.before!]!.start : known.room.until,
    isAtStart: known.room.isAtStart && known.result.length === 0,
    ...(known.room.spreads && { spreads: true }),
  };
};
