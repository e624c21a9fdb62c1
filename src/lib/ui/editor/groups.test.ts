import { expect, it } from 'vitest';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { GroupCache, rowsInGroup } from './groups.ts';
import { RowCache } from './rows.ts';

const start: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: null, speakers: [] },
  paragraphs: Array.from({ length: 100 }, (_, at) => ({ id: `p${at}`, speaker: null, language: null, words: [] })),
};

const makeGrouping = () => {
  const [rows, groups] = [new RowCache(), new GroupCache()];
  let transcript = start;
  const now = () => groups.groupsOf(rows.rowsOf(transcript));
  const edit = (change: TranscriptEdit) => {
    transcript = applyEdit(transcript, change).transcript;
    return now();
  };
  return { now, edit, order: () => transcript.paragraphs.map(({ id }) => id) };
};

const ids = (groups: ReturnType<GroupCache['groupsOf']>) =>
  groups.flatMap(({ rows }) => rows.map(({ paragraph }) => paragraph.id));

it('holds every row once and in order, a group never too large', () => {
  const { now, edit, order } = makeGrouping();
  expect(ids(now())).toEqual(order());
  for (let turn = 0; turn < 60; turn += 1) {
    const groups = edit({ kind: 'insert-paragraph', at: 20 + (turn % 3), speaker: null });
    expect(ids(groups)).toEqual(order());
    expect(Math.max(...groups.map(({ rows }) => rows.length))).toBeLessThanOrEqual(rowsInGroup * 2);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
  }
});

it('keeps the groups in which nothing was edited', () => {
  const { now, edit } = makeGrouping();
  const before = now();
  const after = edit({ kind: 'set-text', paragraph: 'p20', text: 'x' });
  expect(after.map((group, at) => group === before[at])).toEqual(before.map((_, at) => at !== 1));
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
});

it('puts paragraphs that changed places where they are now', () => {
  const cache = new GroupCache();
  const rows = new RowCache().rowsOf(start);
  cache.groupsOf(rows);
  const shuffled = [...rows].reverse();
  expect(ids(cache.groupsOf(shuffled))).toEqual(shuffled.map(({ paragraph }) => paragraph.id));
});
