import { Scope } from '$lib/core/scope.ts';

/**
 * Two fingers on an element, until the result is called: by how much they went apart since the last report, and where
 * their middle is, pixels from its left edge.
 */
export const listenToPinch = (element: HTMLElement, onpinch: (factor: number, x: number) => void): (() => void) => {
  const scope = new Scope();
  const fingers = new Map<number, number>();
  const apart = () => {
    const [first, second] = [...fingers.values()];
    return Math.max(1, Math.abs(first! - second!));
  };
  const put = ({ pointerId, pointerType, clientX }: PointerEvent) => {
    if (pointerType === 'touch' && (fingers.has(pointerId) || fingers.size < 2)) fingers.set(pointerId, clientX);
  };
  const lift = (event: Event) => void fingers.delete((event as PointerEvent).pointerId);

  scope.listen(element, 'pointerdown', (event) => put(event as PointerEvent));
  scope.listen(element, 'pointermove', (event) => {
    const moved = event as PointerEvent;
    if (!fingers.has(moved.pointerId)) return;
    const before = fingers.size === 2 ? apart() : 0;
    put(moved);
    if (before === 0) return;
    const [first, second] = [...fingers.values()];
    onpinch(apart() / before, (first! + second!) / 2 - element.getBoundingClientRect().left);
  });
  for (const end of ['pointerup', 'pointercancel']) scope.listen(element, end, lift);
  return () => scope.dispose();
};
