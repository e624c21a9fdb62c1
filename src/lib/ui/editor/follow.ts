import { Scope } from '$lib/core/scope.ts';
import type { EditorView } from '$lib/state/editor-view.svelte.ts';
import { listenForScrolling } from './scrolling.ts';

/** Share of the visible height at both ends in which the spoken word may not rest. */
const edge = 0.12;
/** Where the word is put when it leaves the band, from the top of what is visible. */
const rest = 0.3;
/** No scrolling under the hands of somebody who types. */
const typingMs = 2000;

export type Visible = { top: number; bottom: number };

/** Whether a line lies outside the band in which it is comfortable to read on. */
export const isOutside = (line: { top: number; bottom: number }, { top, bottom }: Visible): boolean => {
  const height = bottom - top;
  return line.top < top + height * edge || line.bottom > bottom - height * edge;
};

/** On which side of what is seen a line lies; null within it. */
export const sideOf = (line: { top: number; bottom: number }, { top, bottom }: Visible): 'above' | 'below' | null => {
  if (line.bottom < top) return 'above';
  return line.top > bottom ? 'below' : null;
};

const isReduced = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Keeps the spoken word in view without taking the page out of anybody's hands. */
export class Follow {
  readonly #scope = new Scope();
  #typedAt = -Infinity;

  constructor(
    private readonly view: EditorView,
    private readonly visible: () => Visible,
  ) {
    this.#scope.own(listenForScrolling(() => (this.view.isFollowing = false)));
  }

  typed(): void {
    this.#typedAt = performance.now();
  }

  /** Called with each word that is lit. */
  see(range: Range): void {
    if (!this.view.isFollowing || performance.now() - this.#typedAt < typingMs) return;
    if (isOutside(range.getBoundingClientRect(), this.visible())) this.show(range);
  }

  /** Scrolls to a place at once where it is far, gently where it is near. */
  show(range: Range): void {
    const { top, bottom } = this.visible();
    const distance = range.getBoundingClientRect().top - (top + (bottom - top) * rest);
    const isFar = Math.abs(distance) > innerHeight * 2;
    scrollBy({ top: distance, behavior: isFar || isReduced() ? 'instant' : 'smooth' });
    // Paragraphs off screen have an estimated height until they are laid out: look again once they are.
    if (isFar) requestAnimationFrame(() => this.#correct(range));
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #correct(range: Range): void {
    const visible = this.visible();
    const { top, bottom } = visible;
    const distance = range.getBoundingClientRect().top - (top + (bottom - top) * rest);
    if (isOutside(range.getBoundingClientRect(), visible)) scrollBy({ top: distance, behavior: 'instant' });
  }
}
