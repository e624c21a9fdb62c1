import { Scope } from '$lib/core/scope.ts';

/** A selection that still grows is not spoken of yet. */
const restMs = 150;

/** What is selected within an element; null where nothing is, or something reaches beyond it. */
export const selectedRange = (area: HTMLElement): Range | null => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return area.contains(range.commonAncestorContainer) ? range : null;
};

/** Tells what is selected within an element once it rests, and at once when nothing is any more; until the result is called. */
export const watchSelection = (area: HTMLElement, tell: (range: Range | null) => void): (() => void) => {
  const scope = new Scope();
  let isPressed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    const range = selectedRange(area);
    if (!range) tell(null);
    else if (!isPressed) timer = setTimeout(() => tell(selectedRange(area)), restMs);
  };
  // A finger's press becomes a selection of the browser's own: only a mouse is waited for.
  const press = (event: Event) => (isPressed = (event as PointerEvent).pointerType === 'mouse');
  const release = () => {
    isPressed = false;
    look();
  };
  scope.listen(area, 'pointerdown', press, { capture: true });
  for (const end of ['pointerup', 'pointercancel']) scope.listen(window, end, () => isPressed && release());
  scope.listen(document, 'selectionchange', look);
  scope.listen(window, 'resize', look);
  scope.own(() => clearTimeout(timer));
  return () => scope.dispose();
};
