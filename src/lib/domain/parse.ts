import * as v from 'valibot';

/** A row read back from disk: what it is, or what is wrong with it (a path and a rule, never a value). */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

export const parseRow = <T>(schema: v.GenericSchema<unknown, T>, row: unknown): Parsed<T> => {
  const result = v.safeParse(schema, row);
  if (result.success) return { ok: true, value: result.output };
  const [issue] = result.issues;
  return { ok: false, problem: `${v.getDotPath(issue) ?? 'row'}: ${issue.type}` };
};
