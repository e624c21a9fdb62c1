/** Carets and points inside one paragraph's text, which is a single text node wherever the page drew it. */

const textNodeOf = (element: HTMLElement): Text | null =>
  element.firstChild instanceof Text && element.childNodes.length === 1 ? element.firstChild : null;

/** One text node again, after the browser has split or emptied what it edits. */
export const settleText = (element: HTMLElement): void => {
  element.normalize();
  for (const child of [...element.childNodes]) if (!(child instanceof Text)) child.remove();
};

/** The stretch as a range, or null where the text on screen is shorter. */
export const rangeIn = (element: HTMLElement, start: number, end: number): Range | null => {
  const node = textNodeOf(element);
  if (!node || end > node.length) return null;
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range;
};

/**
 * The stretch as a mark, or null where the text on screen is shorter. It does not move with the text: marks are made anew
 * with each change, and a browser that had to move hundreds with each letter would be slow.
 */
export const markIn = (element: HTMLElement, start: number, end: number): StaticRange | null => {
  const node = textNodeOf(element);
  if (!node || end > node.length) return null;
  return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
};

const offsetIn = (element: HTMLElement, node: Node | null, offset: number): number | null => {
  if (!node || !element.contains(node)) return null;
  if (node instanceof Text) return offset;
  return offset === 0 ? 0 : (element.textContent?.length ?? 0);
};

/** Caret or selection as text offsets; null while it is elsewhere. */
export const selectionIn = (element: HTMLElement): { start: number; end: number } | null => {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = offsetIn(element, range.startContainer, range.startOffset);
  const end = offsetIn(element, range.endContainer, range.endOffset);
  return start === null || end === null ? null : { start, end };
};

export const setSelection = (element: HTMLElement, start: number, end = start): void => {
  const node = textNodeOf(element);
  const length = node?.length ?? 0;
  document
    .getSelection()
    ?.setBaseAndExtent(node ?? element, Math.min(start, length), node ?? element, Math.min(end, length));
};

/** Offset in the text under a point of the window; browsers name it differently. */
export const offsetAtPoint = (element: HTMLElement, x: number, y: number): number | null => {
  if ('caretPositionFromPoint' in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position ? offsetIn(element, position.offsetNode, position.offset) : null;
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range ? offsetIn(element, range.startContainer, range.startOffset) : null;
};

/** Height on screen of the line the caret is in, or of the element while it is empty. */
export const caretLine = (element: HTMLElement): DOMRect => {
  const selection = document.getSelection();
  const rects = selection?.rangeCount ? selection.getRangeAt(0).getClientRects() : undefined;
  return rects?.[0] ?? element.getBoundingClientRect();
};
