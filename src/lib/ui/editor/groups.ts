import type { Row } from './rows.ts';

/** Rows that stand behind one another, as one box on the page. */
export type RowGroup = { key: string; rows: readonly Row[] };

/** Rows in a group as it is made, and when it has grown too large and is made into several. */
export const rowsInGroup = 16;
const mostRows = rowsInGroup * 2;

const slicesOf = (rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsInGroup) }, (_, at) =>
    rows.slice(at * rowsInGroup, (at + 1) * rowsInGroup),
  );

/**
 * The rows of a transcript in groups, so that a letter which makes a paragraph a line longer moves a few dozen boxes, not
 * hundreds: a browser lays out every child of what has changed. A paragraph stays in its group, a new one joins that of the
 * one before it, and a group whose rows are the same is the same object as before.
 */
export class GroupCache {
  #keys = new Map<string, string>();
  #groups = new Map<string, RowGroup>();
  #made = 0;

  groupsOf(rows: readonly Row[]): RowGroup[] {
    const groups = this.#gather(rows)
      .flatMap((group) => this.#cut(group))
      .map((group) => this.#known(group));
    this.#groups = new Map(groups.map((group) => [group.key, group]));
    this.#keys = new Map(groups.flatMap(({ key, rows: own }) => own.map((row) => [row.paragraph.id, key])));
    return groups;
  }

  #gather(rows: readonly Row[]): { key: string; rows: Row[] }[] {
    const groups: { key: string; rows: Row[] }[] = [];
    const used = new Set<string>();
    for (const row of rows) {
      const key = this.#keys.get(row.paragraph.id);
      const current = groups.at(-1);
      // One that was moved away from its group stays where it is now.
      if (current && (key === undefined || used.has(key))) current.rows.push(row);
      else {
        const own = key ?? this.#newKey();
        used.add(own);
        groups.push({ key: own, rows: [row] });
      }
    }
    return groups;
  }

  #cut(group: RowGroup): RowGroup[] {
    if (group.rows.length <= mostRows) return [group];
    return slicesOf(group.rows).map((rows, at) => ({ key: at === 0 ? group.key : this.#newKey(), rows }));
  }

  #known(group: RowGroup): RowGroup {
    const known = this.#groups.get(group.key);
    const isSame = known?.rows.length === group.rows.length && known.rows.every((row, at) => row === group.rows[at]);
    return isSame ? known : group;
  }

  #newKey(): string {
    this.#made += 1;
    return `group ${this.#made}`;
  }
}
