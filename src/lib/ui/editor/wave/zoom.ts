/** Steps of the zoom keys and buttons, pixels a second. */
const steps = [20, 50, 120, 300] as const;
const closest = steps.at(-1)!;

/** Where the next step leads, pixels a second; 0 fits everything in. Steps that show less than fits anyway are passed over. */
export const zoomStep = (current: number, fit: number, direction: 1 | -1): number => {
  const now = Math.max(current, fit);
  if (direction > 0) return steps.find((step) => step > now + 1e-6) ?? current;
  return steps.findLast((step) => step < now - 1e-6 && step > fit) ?? 0;
};

/** After two fingers went apart by `factor`: nothing wider than all, nothing closer than the closest step. */
export const pinchZoom = (current: number, fit: number, factor: number): number => {
  const next = Math.max(current, fit) * factor;
  return next <= fit ? 0 : Math.min(Math.max(closest, fit), next);
};
