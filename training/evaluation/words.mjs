/** Comparing transcripts word by word. */

/** Words as they are compared: lower case, letters, digits and apostrophes. */
export const wordsOf = (text) =>
  text
    .toLowerCase()
    .replaceAll('-', ' ')
    .replace(/[^a-z0-9' ]+/g, ' ')
    .split(/\s+/)
    .filter(Boolean);

/** Levenshtein alignment: the number of errors, and the index pairs of equal words. */
export function align(reference, hypothesis) {
  const rows = reference.length + 1;
  const columns = hypothesis.length + 1;
  const cost = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => (i === 0 ? j : i)));
  const same = (i, j) => reference[i - 1] === hypothesis[j - 1];
  for (let i = 1; i < rows; i++)
    for (let j = 1; j < columns; j++)
      cost[i][j] = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same(i, j) ? 0 : 1));
  const pairs = [];
  for (let i = rows - 1, j = columns - 1; i > 0 && j > 0; ) {
    const here = cost[i][j];
    if (same(i, j) && here === cost[i - 1][j - 1]) pairs.unshift([--i, --j]);
    else if (here === cost[i - 1][j - 1] + 1) {
      i--;
      j--;
    } else if (here === cost[i - 1][j] + 1) i--;
    else j--;
  }
  return { errors: cost[rows - 1][columns - 1], pairs };
}

/** The `share`-quantile of the numbers, or null of none. */
export function quantile(numbers, share) {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
