import { Scope } from '$lib/core/scope.ts';
import { doubtOf } from '$lib/domain/doubt.ts';
import type { Word } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';
import { offsetAtPoint } from './caret.ts';

/** Says on hover how sure the recogniser was of a doubtful word: the browser's own tip, moved along with the pointer. */
export class WordTip {
  readonly #scope = new Scope();
  #element: HTMLElement | null = null;

  constructor(
    column: HTMLElement,
    private readonly wordAt: (paragraphId: string, offset: number) => Word | undefined,
  ) {
    this.#scope.listen(column, 'pointermove', (event) => this.#point(event as PointerEvent), { passive: true });
    this.#scope.own(() => this.#element?.removeAttribute('title'));
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #point(event: PointerEvent): void {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-text]');
    if (this.#element !== element) this.#element?.removeAttribute('title');
    this.#element = element;
    if (!element || event.pointerType !== 'mouse') return;
    const offset = offsetAtPoint(element, event.clientX, event.clientY);
    const word = offset === null ? undefined : this.wordAt(element.dataset['text']!, offset);
    const percent = word && doubtOf(word.conf) ? Math.round(word.conf! * 100) : null;
    if (percent === null) element.removeAttribute('title');
    else element.title = en.editor.confidence(percent);
  }
}
