import { Scope } from '$lib/core/scope.ts';

/** Keys that move the page wherever they are not part of writing. */
const pageKeys = new Set(['PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', 'Home', 'End', ' ']);
/** Of these, those that move the page, or the caret out of it, from within its text. */
const textKeys = new Set(['PageUp', 'PageDown', 'ArrowUp', 'ArrowDown']);
/** Space presses these. */
const pressed = 'button, a, summary, label, [role="button"], [role="tab"], [role="switch"], [role="slider"]';

const isScroller = (element: Element): boolean => {
  if (element.scrollHeight <= element.clientHeight) return false;
  return /auto|scroll/.test(getComputedStyle(element).overflowY);
};

/** Whether a turn of the wheel or a finger here moves the page, and not a list or panel of its own. */
const movesPage = (target: EventTarget | null): boolean => {
  if (document.querySelector('dialog:modal')) return false;
  for (let at = target as Element | null; at && at !== document.body; at = at.parentElement)
    if (at !== document.documentElement && isScroller(at)) return false;
  return true;
};

const isField = (target: HTMLElement): boolean => target.matches('input, textarea, select');

/** Whether a key that was not put to another use moves the page. */
const keyMovesPage = (event: KeyboardEvent): boolean => {
  const target = event.target as HTMLElement;
  if (event.altKey || event.metaKey || isField(target) || !movesPage(target)) return false;
  if (target.isContentEditable) return textKeys.has(event.key) || (event.ctrlKey && /^(Home|End)$/.test(event.key));
  // The arrows that go from paragraph to paragraph are put to use, and move the page all the same.
  if (event.defaultPrevented && !target.closest('[data-text]')) return false;
  if (event.key === ' ' && target.closest(pressed)) return false;
  return pageKeys.has(event.key);
};

/** The bar at the side of the window belongs to the root, beside what it shows. */
const isOnScrollbar = ({ target, clientX }: MouseEvent): boolean =>
  target === document.documentElement && clientX >= document.documentElement.clientWidth;

/** Tells when somebody moves the page by hand: wheel, finger, keys, the bar at its side, or the middle button. */
export const listenForScrolling = (tell: () => void): (() => void) => {
  const scope = new Scope();
  const passive = { passive: true };
  const isWheel = (event: WheelEvent) => event.deltaY !== 0 && !event.ctrlKey && !event.defaultPrevented;
  scope.listen(window, 'wheel', (event) => isWheel(event as WheelEvent) && movesPage(event.target) && tell(), passive);
  scope.listen(window, 'touchmove', (event) => !event.defaultPrevented && movesPage(event.target) && tell(), passive);
  scope.listen(window, 'keydown', (event) => keyMovesPage(event as KeyboardEvent) && tell());
  scope.listen(window, 'pointerdown', (raw) => {
    const event = raw as PointerEvent;
    if (isOnScrollbar(event) || (event.button === 1 && movesPage(event.target))) tell();
  });
  return () => scope.dispose();
};
