import { doubtOf } from '$lib/domain/doubt.ts';

/**
 * Marks on the text that touch no element: the CSS Custom Highlight API paints ranges, so that lighting the next word
 * re-renders nothing. Where a browser has none, marks are boxes laid under the text.
 */
export const paintNames = [
  ...(['mark-yellow', 'mark-green', 'mark-blue', 'mark-pink', 'redacted', 'cut', 'rest'] as const),
  ...(['now', 'doubt-low', 'doubt-middle', 'doubt-slight', 'found', 'found-here'] as const),
] as const;
export type PaintName = (typeof paintNames)[number];

export const canHighlight = (): boolean => typeof Highlight === 'function' && 'highlights' in CSS;

export interface Painter {
  /** Replaces what `owner` had painted with this name. */
  set(name: PaintName, owner: string, ranges: readonly AbstractRange[]): void;
  clear(): void;
}

class HighlightPainter implements Painter {
  readonly #owned = new Map<string, readonly AbstractRange[]>();
  readonly #highlights = new Map<PaintName, Highlight>();

  constructor() {
    paintNames.forEach((name, priority) => {
      const highlight = new Highlight();
      highlight.priority = priority;
      this.#highlights.set(name, highlight);
      CSS.highlights.set(name, highlight);
    });
  }

  set(name: PaintName, owner: string, ranges: readonly AbstractRange[]): void {
    const key = `${name} ${owner}`;
    const before = this.#owned.get(key);
    if (!before && ranges.length === 0) return;
    const highlight = this.#highlights.get(name)!;
    for (const range of before ?? []) highlight.delete(range);
    for (const range of ranges) highlight.add(range);
    if (ranges.length > 0) this.#owned.set(key, ranges);
    else this.#owned.delete(key);
  }

  clear(): void {
    for (const name of paintNames) CSS.highlights.delete(name);
  }
}

/** Only a live range knows where it is on screen. */
const liveRange = (range: AbstractRange): Range => {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return live;
};

/** Boxes in a layer over the column, `data-paint` naming what each marks. */
class BoxPainter implements Painter {
  readonly #boxes = new Map<string, HTMLElement[]>();

  constructor(private readonly layer: HTMLElement) {}

  set(name: PaintName, owner: string, ranges: readonly AbstractRange[]): void {
    const key = `${name} ${owner}`;
    for (const box of this.#boxes.get(key) ?? []) box.remove();
    const origin = this.layer.getBoundingClientRect();
    const boxes = ranges.flatMap((range) =>
      Array.from(liveRange(range).getClientRects(), (rect) => this.#box(name, rect, origin)),
    );
    if (boxes.length > 0) this.#boxes.set(key, boxes);
    else this.#boxes.delete(key);
    this.layer.append(...boxes);
  }

  clear(): void {
    this.layer.replaceChildren();
    this.#boxes.clear();
  }

  #box(name: PaintName, rect: DOMRect, origin: DOMRect): HTMLElement {
    const box = document.createElement('span');
    box.dataset['paint'] = name;
    box.style.cssText = `left:${rect.left - origin.left}px;top:${rect.top - origin.top}px;width:${rect.width}px;height:${rect.height}px`;
    return box;
  }
}

export const makePainter = (layer: HTMLElement): Painter =>
  canHighlight() ? new HighlightPainter() : new BoxPainter(layer);

/** The mark of a doubtful word; null for one that is sure enough. */
export const doubtPaint = (confidence: number | null): Extract<PaintName, `doubt-${string}`> | null => {
  const doubt = doubtOf(confidence);
  return doubt && `doubt-${doubt}`;
};
