/**
 * The cheapest monotone path through a cost matrix (row by row) from the first corner to the last, by dynamic time
 * warping with steps down, right and diagonal (openai/whisper, timing.py). Gives for each row the column where the path
 * enters it.
 */
export const warp = (cost: Float32Array, rows: number, columns: number): Int32Array => {
  const trace = new Uint8Array(rows * columns);
  let above = new Float32Array(columns).fill(Infinity);
  let current = new Float32Array(columns);
  for (let row = 0; row < rows; row++) {
    let left = Infinity;
    let diagonal = row === 0 ? 0 : Infinity;
    for (let column = 0; column < columns; column++) {
      const up = above[column]!;
      const step = diagonal <= up && diagonal <= left ? 0 : up <= left ? 1 : 2;
      const best = step === 0 ? diagonal : step === 1 ? up : left;
      trace[row * columns + column] = step;
      diagonal = up;
      left = cost[row * columns + column]! + best;
      current[column] = left;
    }
    [above, current] = [current, above];
  }
  return entries(trace, rows, columns);
};

const entries = (trace: Uint8Array, rows: number, columns: number): Int32Array => {
  const starts = new Int32Array(rows);
  let row = rows - 1;
  let column = columns - 1;
  while (row > 0 || column > 0) {
    starts[row] = column;
    const step = row === 0 ? 2 : column === 0 ? 1 : trace[row * columns + column]!;
    if (step !== 2) row--;
    if (step !== 1) column--;
  }
  starts[0] = 0;
  return starts;
};
