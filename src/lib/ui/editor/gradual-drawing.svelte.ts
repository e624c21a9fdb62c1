import { flushSync } from 'svelte';
import type { RowGroup } from './groups.ts';

const firstGroups = 2;
const groupsAtATime = 2;
const waitingMs = 100;

/**
 * Which boxes of paragraphs are on the page: a window full at once, the others a few at a time, so that hours of speech open
 * at once, too. Made while a component is; `isBusy` says that something else should come first.
 */
export class GradualDrawing {
  #count = $state(firstGroups);
  /** Paragraphs that are not on the page yet. */
  readonly left: number = $derived.by(() =>
    this.groups()
      .slice(this.#count)
      .reduce((sum, { rows }) => sum + rows.length, 0),
  );
  readonly shown: readonly RowGroup[] = $derived.by(() => this.groups().slice(0, this.#count));

  constructor(
    private readonly groups: () => readonly RowGroup[],
    isBusy: () => boolean,
  ) {
    $effect(() => {
      if (this.left === 0) return;
      // Nobody looks at a hidden page, and its timers are late.
      const more = () => (this.#count += document.hidden ? Infinity : groupsAtATime);
      const timer = setTimeout(more, isBusy() ? waitingMs : 0);
      return () => clearTimeout(timer);
    });
  }

  /** Draws everything before it returns. */
  all(): void {
    this.#count = Infinity;
    flushSync();
  }
}
