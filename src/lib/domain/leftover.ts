/**
 * What a newer program wrote into a file and this one does not know, kept beside what it does know, so that writing the
 * file again loses nothing. Items of lists are found again by their `id`, else by their place.
 */
export type Leftover = {
  /** Fields nobody here knows, as they were. */
  own?: Record<string, unknown>;
  /** Leftovers of known fields and of list items. */
  inside?: Record<string, Leftover>;
};

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const keyOf = (item: unknown, index: number): string =>
  isFields(item) && typeof item['id'] === 'string' ? `id:${item['id']}` : `at:${index}`;

/** Children by the key under which they are found again. */
const childrenOf = (value: Fields): Map<string, unknown> =>
  new Map(Array.isArray(value) ? value.map((item, index) => [keyOf(item, index), item]) : Object.entries(value));

/** What `whole` holds beyond `known`, which is `whole` without what nobody knows; undefined where that is nothing. */
export const leftoverOf = (whole: unknown, known: unknown): Leftover | undefined => {
  if (!isFields(whole) || !isFields(known)) return undefined;
  const own: Fields = {};
  const inside: Record<string, Leftover> = {};
  const knownChildren = childrenOf(known);
  for (const [key, child] of childrenOf(whole)) {
    if (!knownChildren.has(key)) {
      if (!Array.isArray(whole)) own[key] = child;
      continue;
    }
    const more = leftoverOf(child, knownChildren.get(key));
    if (more) inside[key] = more;
  }
  const found: Leftover = {
    ...(Object.keys(own).length > 0 ? { own } : {}),
    ...(Object.keys(inside).length > 0 ? { inside } : {}),
  };
  return Object.keys(found).length > 0 ? found : undefined;
};

/** `value` with what was left over put back where its place still exists. Known fields win. Changes nothing given. */
export const withLeftover = <T>(value: T, leftover: Leftover | undefined): T => {
  if (!leftover || !isFields(value)) return value;
  const { own = {}, inside = {} } = leftover;
  if (Array.isArray(value)) return value.map((item, index) => withLeftover(item, inside[keyOf(item, index)])) as T;
  const known = Object.entries(value).map(([key, child]) => [key, withLeftover(child, inside[key])]);
  return { ...own, ...Object.fromEntries(known) } as T;
};
