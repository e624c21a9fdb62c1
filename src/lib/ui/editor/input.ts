import { tick } from 'svelte';
import { paragraphText } from '$lib/domain/transcript.ts';
import { caretLine, offsetAtPoint, selectionIn, setSelection } from './caret.ts';
import type { Column } from './column.ts';
import { pasteLines } from './paste.ts';
import { boundaryOnScreen } from './text-map.ts';
import { turnBack } from './turn-back.ts';

type Options = {
  /** In the text, Tab plays and pauses. */
  tabPlays: () => boolean;
  typed: () => void;
  /** Escape in the text. */
  leave: (id: string) => void;
  chooseSpeaker: (id: string) => void;
};

/** From the first sign composed until the model hears of it: with the time until it is journalled, below 250 ms. */
const composedAfterMs = 100;

const textOf = (event: Event): { id: string; element: HTMLElement } | null => {
  const element = (event.target as HTMLElement | null)?.closest<HTMLElement>('[data-text]');
  return element ? { id: element.dataset['text']!, element } : null;
};

/** Where an arrow leads in a text: on (1) or back (-1), by the way it is written; null for another key. */
const sideways = (element: HTMLElement, key: string): -1 | 1 | null => {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  // Nothing written has no direction of its own: then that of the whole transcript counts.
  const written = element.textContent ? element : element.parentElement;
  const isLeftward = written !== null && getComputedStyle(written).direction === 'rtl';
  return (key === 'ArrowRight') === isLeftward ? -1 : 1;
};

/** What the hands do in the transcript column: one set of listeners for all paragraphs. */
export class ColumnInput {
  /** Whether Shift was held with the last key: in plain text Chromium tells Enter and Shift+Enter by one name. */
  #isShifted = false;
  #composing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly column: Column,
    private readonly options: Options,
  ) {}

  /** Read mode: a click plays from the word. Edit mode: only Alt or ⌘ with it does; the caret is the browser's. */
  readonly click = (event: MouseEvent): void => {
    const text = textOf(event);
    if (!text || event.button !== 0) return;
    this.column.ports.view.activeParagraph = text.id;
    const isPlain = !event.altKey && !event.metaKey && !event.ctrlKey;
    if (this.column.ports.view.isEditing ? isPlain : !isPlain) return;
    if (isPlain && document.getSelection()?.isCollapsed === false) return;
    this.#seek(text, event);
  };

  readonly doubleClick = (event: MouseEvent): void => {
    const text = textOf(event);
    if (text && this.column.ports.view.isEditing) this.#seek(text, event);
  };

  readonly keydown = (event: KeyboardEvent): void => {
    this.#isShifted = event.shiftKey;
    const text = textOf(event);
    if (!text || event.isComposing || event.defaultPrevented) return;
    const acted = this.column.ports.view.isEditing ? this.#editKey(text.id, event) : this.#readKey(text.id, event);
    if (acted) event.preventDefault();
  };

  /** Edits that are not letters: paragraphs are joined and split in the model, and history is ours. */
  readonly beforeInput = (event: InputEvent): void => {
    const text = textOf(event);
    if (!text) return;
    if (this.#structure(text, event.inputType) || this.#pastesLines(text, event)) event.preventDefault();
  };

  readonly input = (event: Event): void => {
    const text = textOf(event);
    if (!text) return;
    this.options.typed();
    if ((event as InputEvent).isComposing) this.#compose(text.id);
    else this.#commit(text.id);
  };

  readonly compositionEnd = (event: CompositionEvent): void => {
    const text = textOf(event);
    if (text) this.#commit(text.id);
  };

  readonly focusIn = (event: FocusEvent): void => {
    const row = (event.target as HTMLElement | null)?.closest<HTMLElement>('[data-paragraph]');
    if (row) this.column.ports.view.activeParagraph = row.dataset['paragraph']!;
  };

  readonly focusOut = (event: FocusEvent): void => {
    const text = textOf(event);
    const paragraph = text && this.column.paragraphOf(text.id);
    if (paragraph) queueMicrotask(() => this.column.draw(this.column.paragraphOf(paragraph.id) ?? paragraph));
  };

  /**
   * While a word is composed (Chinese, Japanese, Korean, accents; on a phone every word) the text on screen is the input
   * method's. The model is told of it all the same, soon enough for a kill to take next to nothing.
   */
  #compose(id: string): void {
    this.column.paint(id);
    this.#composing ??= setTimeout(() => {
      this.#composing = undefined;
      this.column.commitComposed(id);
    }, composedAfterMs);
  }

  #commit(id: string): void {
    clearTimeout(this.#composing);
    this.#composing = undefined;
    this.column.commit(id);
  }

  #seek({ id, element }: { id: string; element: HTMLElement }, event: MouseEvent): void {
    const offset = offsetAtPoint(element, event.clientX, event.clientY);
    const found = offset === null ? null : this.column.wordAt(id, offset);
    if (found) this.column.seekToWord(id, found.index);
  }

  #structure({ id, element }: { id: string; element: HTMLElement }, type: string): boolean {
    const { session } = this.column.ports;
    const caret = selectionIn(element);
    const isCollapsed = caret !== null && caret.start === caret.end;
    if (type === 'historyUndo') void turnBack(session, this.column, 'undo');
    else if (type === 'historyRedo') void turnBack(session, this.column, 'redo');
    else if (type === 'insertLineBreak' && this.#isShifted) this.#breakLine(id, element);
    else if (type === 'insertParagraph' || type === 'insertLineBreak') this.#split(id, element, caret?.start ?? 0);
    else if (type.startsWith('delete') && type.endsWith('Backward') && isCollapsed && caret.start === 0)
      this.#merge(id, -1);
    else if (
      type.startsWith('delete') &&
      type.endsWith('Forward') &&
      isCollapsed &&
      caret.start === element.textContent?.length
    )
      this.#merge(id, 1);
    else return false;
    return true;
  }

  /** Lines that are pasted become paragraphs; one line is the browser's to insert. */
  #pastesLines({ id, element }: { id: string; element: HTMLElement }, event: InputEvent): boolean {
    if (event.inputType !== 'insertFromPaste' && event.inputType !== 'insertFromDrop') return false;
    const pasted = event.dataTransfer?.getData('text/plain') || (event.data ?? '');
    const caret = selectionIn(element);
    const { transcript } = this.column;
    const where = { paragraph: id, text: element.textContent ?? '', ...caret! };
    const paste = caret && transcript && pasteLines(transcript, where, pasted);
    if (!paste) return false;
    this.options.typed();
    if (this.column.ports.session.apply(paste.edit))
      void tick().then(() => this.column.focus(paste.caret.id, paste.caret.offset));
    return true;
  }

  /** A new line of the same paragraph. Browsers differ in what they would put there. */
  #breakLine(id: string, element: HTMLElement): void {
    const caret = selectionIn(element);
    if (!caret) return;
    const text = element.textContent ?? '';
    // One at the very end is seen only with another behind it.
    element.textContent = `${text.slice(0, caret.start)}\n${text.slice(caret.end) || '\n'}`;
    setSelection(element, caret.start + 1);
    this.options.typed();
    this.column.commit(id);
  }

  #split(id: string, element: HTMLElement, offset: number): void {
    const { session } = this.column.ports;
    const paragraph = this.column.paragraphOf(id);
    const at = this.column.transcript?.paragraphs.findIndex((item) => item.id === id) ?? -1;
    if (!paragraph || at < 0) return;
    const boundary = boundaryOnScreen(element.textContent ?? '', paragraph.words, offset);
    const isAtEnd = boundary === paragraph.words.length;
    const changed = isAtEnd
      ? session.apply({ kind: 'insert-paragraph', at: at + 1, speaker: paragraph.speaker })
      : session.apply({ kind: 'split', paragraph: id, at: boundary });
    const next = this.column.transcript?.paragraphs[at + 1];
    if (changed && next) void tick().then(() => this.column.focus(next.id, 0));
  }

  /** Joins with the paragraph before (-1) or after (1); the caret stays between what was joined. */
  #merge(id: string, direction: -1 | 1): void {
    const paragraphs = this.column.transcript?.paragraphs ?? [];
    const at = paragraphs.findIndex((paragraph) => paragraph.id === id);
    const [first, second] = direction < 0 ? [paragraphs[at - 1], paragraphs[at]] : [paragraphs[at], paragraphs[at + 1]];
    if (!first || !second) return;
    const joint = paragraphText(first).length;
    const isSpaced = first.words.length > 0 && second.words.length > 0 && !second.words[0]!.joined;
    this.column.ports.session.apply({ kind: 'merge', paragraph: second.id });
    void tick().then(() => this.column.focus(first.id, joint + (isSpaced ? 1 : 0)));
  }

  #editKey(id: string, event: KeyboardEvent): boolean {
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Escape') this.options.leave(id);
    else if (event.key === 'Tab' && isPlain && !event.shiftKey && this.options.tabPlays())
      void this.column.ports.playback.toggle();
    else if (event.key === '@' && this.#isBetweenWords()) this.options.chooseSpeaker(id);
    else if (isPlain && !event.shiftKey && event.key.startsWith('Arrow')) return this.#cross(id, event.key);
    else return false;
    return true;
  }

  #isBetweenWords(): boolean {
    const caret = this.column.caret();
    return caret !== null && (caret.start === 0 || /\s/u.test(caret.element.textContent?.[caret.start - 1] ?? ''));
  }

  /** Each paragraph is edited by itself; the arrows go on over its edges as in one text. */
  #cross(id: string, key: string): boolean {
    const caret = this.column.caret();
    if (!caret || caret.start !== caret.end) return false;
    const box = caret.element.getBoundingClientRect();
    const line = caretLine(caret.element);
    const length = caret.element.textContent?.length ?? 0;
    const direction = sideways(caret.element, key);
    if (direction === -1) return caret.start === 0 && this.#step(id, -1, -1);
    if (direction === 1) return caret.start === length && this.#step(id, 1, 0);
    if (key === 'ArrowUp') return line.top - box.top < line.height && this.#stepInLine(id, -1, line.left);
    return box.bottom - line.bottom < line.height && this.#stepInLine(id, 1, line.left);
  }

  #neighbour(id: string, direction: -1 | 1): string | undefined {
    const paragraphs = this.column.transcript?.paragraphs ?? [];
    return paragraphs[paragraphs.findIndex((paragraph) => paragraph.id === id) + direction]?.id;
  }

  #step(id: string, direction: -1 | 1, offset: number): boolean {
    const next = this.#neighbour(id, direction);
    if (next) this.column.focus(next, offset);
    return next !== undefined;
  }

  #stepInLine(id: string, direction: -1 | 1, left: number): boolean {
    const next = this.#neighbour(id, direction);
    const element = next && this.column.elementOf(next);
    if (!next || !element) return false;
    element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    const offset = offsetAtPoint(element, left, direction < 0 ? box.bottom - 8 : box.top + 8);
    this.column.focus(next, offset ?? (direction < 0 ? -1 : 0));
    return true;
  }

  /** Reading: up and down go through paragraphs, left and right through words, Enter plays, F2 or E edits. */
  #readKey(id: string, event: KeyboardEvent): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const { key } = event;
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const next = this.#neighbour(id, key === 'ArrowUp' ? -1 : 1);
      if (next) this.column.elementOf(next)?.focus();
      return next !== undefined;
    }
    const element = this.column.elementOf(id);
    const direction = element ? sideways(element, key) : null;
    if (direction) return this.#stepWord(id, direction);
    if (key !== 'Enter') return false;
    this.column.seekToWord(id, 0);
    void this.column.ports.playback.play();
    return true;
  }

  #stepWord(id: string, direction: -1 | 1): boolean {
    const { seconds } = this.column.ports.playback;
    const place = this.column.placeAt(seconds);
    const at = this.column.transcript?.paragraphs.findIndex((paragraph) => paragraph.id === id) ?? -1;
    const isHere = place !== null && place.paragraph === at;
    this.column.seekToWord(id, isHere ? Math.max(0, place.word + direction) : 0);
    return true;
  }
}
