import { Dexie } from 'dexie';
import type { HistoryChange, HistoryStep, StoredHistory } from '$lib/domain/edit-history.ts';
import type { Splice, TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import { transcriptParts, type Transcript } from '$lib/domain/transcript.ts';
import type { HistoryRow, ParagraphRow, Tables } from './tables.ts';
import { deltaBetween } from './transcript-delta.ts';
import { parseParagraph, toParagraphRow } from './transcript-rows.ts';

type PackedEdit = Exclude<TranscriptEdit, Splice | { kind: 'batch' }> | PackedSplice | PackedBatch;
type PackedSplice = Omit<Splice, 'paragraphs'> & { paragraphs: ParagraphRow[] };
type PackedBatch = { kind: 'batch'; edits: PackedEdit[] };

/** Where the cursor lies among the steps. */
const cursorSeq = -1;

const pack = (recordingId: string, edit: TranscriptEdit): PackedEdit => {
  if (edit.kind === 'batch') return { kind: 'batch', edits: edit.edits.map((each) => pack(recordingId, each)) };
  if (edit.kind !== 'splice') return edit;
  return { ...edit, paragraphs: edit.paragraphs.map((paragraph) => toParagraphRow(recordingId, paragraph)) };
};

/** Throws where a paragraph cannot be read: the history is then given up. */
const unpack = (edit: PackedEdit): TranscriptEdit => {
  if (edit.kind === 'batch') return { kind: 'batch', edits: edit.edits.map(unpack) };
  if (edit.kind !== 'splice') return edit;
  const paragraphs = edit.paragraphs.map((row) => {
    const parsed = parseParagraph(row);
    if (!parsed.ok) throw new TypeError(parsed.problem);
    return parsed.value;
  });
  return { ...edit, paragraphs };
};

/** Part of the transaction that writes the transcript: both are of the same revision or neither is written. */
export const writeHistory = async (
  tables: Tables,
  { recordingId, revision }: { recordingId: string; revision: number },
  { steps, from, until, cursor }: HistoryChange,
): Promise<void> => {
  const { history } = tables;
  const between = (low: number, high: number) =>
    history.where('[recordingId+seq]').between([recordingId, low], [recordingId, high], true, false).delete();
  if (from > 0) await between(0, from);
  await between(until, Infinity);
  const rows: HistoryRow[] = steps.map(({ seq, edit }) => ({ recordingId, seq, edit: pack(recordingId, edit) }));
  await history.bulkPut([...rows, { recordingId, seq: cursorSeq, cursor, revision }]);
};

/** A missing step in the middle, or one that cannot be read, ends the history there: what was before is of no use. */
export const readHistory = async (tables: Tables, recordingId: string): Promise<StoredHistory | undefined> => {
  const all = tables.history.where('[recordingId+seq]');
  const rows = await all.between([recordingId, cursorSeq], [recordingId, Dexie.maxKey]).toArray();
  const [head, ...kept] = rows;
  if (head?.seq !== cursorSeq || head.revision === undefined || head.cursor === undefined) return undefined;
  try {
    const steps = kept.map(({ seq, edit }): HistoryStep => ({ seq, edit: unpack(edit as PackedEdit) }));
    const isWhole = steps.every(({ seq }, index) => seq === steps[0]!.seq + index);
    return isWhole ? { revision: head.revision, cursor: head.cursor, steps } : undefined;
  } catch {
    return undefined;
  }
};

/** The edit that makes `stored` of `told` again; null where they say the same. */
const backTo = (stored: Transcript, told: Transcript): Splice | null => {
  const { at, removed, paragraphs } = deltaBetween(told, stored);
  const changed = transcriptParts.filter((part) => JSON.stringify(stored[part]) !== JSON.stringify(told[part]));
  if (removed === 0 && paragraphs.length === 0 && changed.length === 0) return null;
  const parts = changed.length === 0 ? null : Object.fromEntries(changed.map((part) => [part, stored[part]]));
  return { kind: 'splice', at, remove: removed, paragraphs, parts };
};

/**
 * What the history of the rows becomes where the journal was ahead of them: it is told no steps, so what the rows lack is one
 * step, from which Undo goes back to what they held and on from there. What was undone and not saved so stays undone.
 */
export const rolledForward = (
  known: StoredHistory | undefined,
  stored: Transcript,
  told: Transcript,
): HistoryChange => {
  const { cursor, steps } = known ?? { cursor: 0, steps: [] };
  const from = steps[0]?.seq ?? cursor;
  const edit = backTo(stored, told);
  if (!edit) return { steps: [], from, until: from + steps.length, cursor };
  return { steps: [{ seq: cursor, edit }], from, until: cursor + 1, cursor: cursor + 1 };
};
