/** A path that stands for all that begin with what is before its `*`: none of them need be there. */
export const isOpenPath = (path: string): boolean => path.endsWith('*');

/** Wanted paths with each open one (`X*`) replaced by those of `present` that begin with X, in their order. */
export const closedPaths = (wanted: readonly string[], present: readonly string[]): string[] => [
  ...new Set(
    wanted.flatMap((path) =>
      isOpenPath(path) ? present.filter((each) => each.startsWith(path.slice(0, -1))) : [path],
    ),
  ),
];
