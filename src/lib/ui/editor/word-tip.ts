import { Scope } from '$lib/core/scope.ts';
import { doubtOf } from '$lib/domain/doubt.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import type { Word } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';
import { offsetAtPoint } from './caret.ts';

/** Says on hover how sure the recogniser was of a doubtful word, and how long a pause is: the browser's own tip, moved along with the pointer. */
export class WordTip {
  readonly #scope = new Scope();
  #element: HTMLElement | null = null;

  constructor(
    column: HTMLElement,
    private readonly wordAt: (paragraphId: string, offset: number) => Word | undefined,
    private readonly restAt: (paragraphId: string, offset: number) => Span | null,
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
    const said = offset === null ? null : this.#said(element.dataset['text']!, offset);
    if (said === null) element.removeAttribute('title');
    else element.title = said;
  }

  #said(id: string, offset: number): string | null {
    const rest = this.restAt(id, offset);
    if (rest) return en.editor.rest(rest.end - rest.start);
    const word = this.wordAt(id, offset);
    return word && doubtOf(word.conf) ? en.editor.confidence(Math.round(word.conf! * 100)) : null;
  }
}
