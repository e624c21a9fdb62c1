import type { Transaction } from 'dexie';

type Row = Record<string, unknown>;

const wordsOf = (paragraph: { words?: { ids?: unknown } }): number => {
  const ids = paragraph.words?.ids;
  return Array.isArray(ids) ? ids.length : 0;
};

/** Version 2: the head of a transcript tells how many words its paragraphs hold. */
export const countWords =
  (transaction: Transaction) =>
  async (row: Row): Promise<Row> => {
    const paragraphs = await transaction.table('paragraphs').where({ recordingId: row.recordingId }).toArray();
    const order = new Set(Array.isArray(row.order) ? row.order : []);
    const counted = paragraphs.filter(({ id }) => order.has(id)).map(wordsOf);
    return { ...row, words: counted.reduce((sum, words) => sum + words, 0) };
  };
