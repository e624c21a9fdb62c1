import { Scope } from '$lib/core/scope.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { redactedIds } from '$lib/domain/redaction.ts';
import { seekMargin, timelineOf, wordPlaceAt, type WordPlace } from '$lib/domain/transcript-timeline.ts';
import { highlightColours } from '$lib/domain/transcript-marks.ts';
import { tidySpaces } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Paragraph, type Transcript, type Word } from '$lib/domain/transcript.ts';
import type { EditorView } from '$lib/state/editor-view.svelte.ts';
import type { EditorSession } from '$lib/state/editor.svelte.ts';
import type { Playback } from '$lib/state/playback.svelte.ts';
import { markIn, rangeIn, selectionIn, setSelection, settleText } from './caret.ts';
import { cutRanges, rangesWhere, wordsInRange } from './cut/mark.ts';
import { restAt, restRanges, selectedRest } from './cut/rests.ts';
import { doubtPaint, makePainter, type Painter, type PaintName } from './paint.ts';
import { coloursOf, runsOf } from './notes/mark.ts';
import { caretAfterChange, stretchesOf, wordIndexOnScreen } from './text-map.ts';

export type ColumnPorts = { session: EditorSession; playback: Playback; view: EditorView };

const doubts = ['doubt-low', 'doubt-middle', 'doubt-slight'] as const satisfies readonly PaintName[];
/** How far beyond the window doubtful words are marked already. */
const paintMarginPx = 800;

/**
 * The text elements of the transcript on screen: draws each paragraph as one text node, and marks words in it. It knows
 * where things stand; the document itself is the session's.
 */
export class Column {
  readonly #scope = new Scope();
  readonly #elements = new Map<string, HTMLElement>();
  readonly #nearby = new Set<string>();
  readonly #nearbyGroups = new Set<Element>();
  readonly #painter: Painter;
  readonly #observer: IntersectionObserver;
  #now: { element: HTMLElement; text: string; word: number } | null = null;
  /** The paragraph whose text an input method has in hand: a word changed behind its back would be lost to it. */
  #composed: string | null = null;

  constructor(
    readonly ports: ColumnPorts,
    layer: HTMLElement,
    /** Draws the paragraphs that are not on the page yet, at once. */
    private readonly drawAll: () => void = () => {},
  ) {
    this.#painter = makePainter(layer);
    this.#observer = new IntersectionObserver((entries) => this.#notice(entries), {
      rootMargin: `${paintMarginPx}px 0px`,
    });
    this.#scope.own(() => this.#observer.disconnect());
    this.#scope.own(() => this.#painter.clear());
  }

  get transcript(): Transcript | null {
    return this.ports.session.transcript;
  }

  /** Takes a box of paragraphs, until the result is called: whether they are near the window is asked of it. */
  addGroup(group: Element): () => void {
    this.#observer.observe(group);
    return () => {
      this.#observer.unobserve(group);
      this.#nearbyGroups.delete(group);
    };
  }

  /** Takes the element a paragraph's text is drawn in, until the result is called. */
  add(id: string, element: HTMLElement): () => void {
    this.#elements.set(id, element);
    if ([...this.#nearbyGroups].some((group) => group.contains(element))) this.#nearby.add(id);
    return () => {
      if (this.#elements.get(id) !== element) return;
      this.#elements.delete(id);
      this.#nearby.delete(id);
      this.#paintMarks(id, null);
    };
  }

  elementOf(id: string): HTMLElement | undefined {
    if (!this.#elements.has(id) && this.paragraphOf(id)) this.drawAll();
    return this.#elements.get(id);
  }

  paragraphOf(id: string): Paragraph | undefined {
    return this.transcript?.paragraphs.find((paragraph) => paragraph.id === id);
  }

  /** Puts the model's text on screen, unless it reads the same already and somebody types in it: spaces wait for blur. */
  draw(paragraph: Paragraph): void {
    const element = this.#elements.get(paragraph.id);
    if (!element) return;
    const text = paragraphText(paragraph);
    const shown = element.textContent ?? '';
    const isTyping = this.ports.view.isEditing && element === document.activeElement;
    if (shown !== text && paragraph.id !== this.#composed && !(isTyping && tidySpaces(shown) === text)) {
      element.textContent = text;
      if (isTyping) setSelection(element, caretAfterChange(shown, text));
    }
    if (this.#nearby.has(paragraph.id)) this.#paintMarks(paragraph.id, paragraph);
  }

  /** Nobody types any more: the paragraph with the caret reads as the model has it. */
  settle(): void {
    const active = (document.activeElement as HTMLElement | null)?.dataset['text'];
    const paragraph = active === undefined ? undefined : this.paragraphOf(active);
    if (paragraph) this.draw(paragraph);
  }

  /** Tells the model what stands on screen. */
  commit(id: string): void {
    this.#composed = null;
    const element = this.#elements.get(id);
    if (!element) return;
    settleText(element);
    this.#tell(id, element);
  }

  /** Tells the model what an input method has composed so far, and touches nothing on screen. */
  commitComposed(id: string): void {
    this.#composed = id;
    const element = this.#elements.get(id);
    if (element) this.#tell(id, element);
  }

  #tell(id: string, element: HTMLElement): void {
    this.ports.session.apply({ kind: 'set-text', paragraph: id, text: element.textContent ?? '' }, id);
  }

  rangeOf(place: WordPlace): { range: Range; element: HTMLElement } | null {
    const paragraph = this.transcript?.paragraphs[place.paragraph];
    return paragraph ? this.#rangeIn(this.elementOf(paragraph.id), paragraph, place) : null;
  }

  #rangeIn(element: HTMLElement | undefined, paragraph: Paragraph, place: WordPlace) {
    if (!element) return null;
    const stretch = stretchesOf(element.textContent ?? '', paragraph.words)[place.word];
    const range = stretch ? rangeIn(element, stretch.start, stretch.end) : null;
    return range && { range, element };
  }

  placeAt(seconds: number): WordPlace | null {
    return this.transcript ? wordPlaceAt(timelineOf(this.transcript), seconds) : null;
  }

  /** Lights the word spoken at a time; gives its range when it is another than before. */
  paintNow(seconds: number): Range | null {
    const place = this.placeAt(seconds);
    const paragraph = place && this.transcript!.paragraphs[place.paragraph];
    const element = paragraph ? this.#elements.get(paragraph.id) : undefined;
    const text = element?.textContent ?? '';
    const now = this.#now;
    if (now && now.element === element && now.word === place!.word && now.text === text) return null;
    const found = paragraph ? this.#rangeIn(element, paragraph, place!) : null;
    this.#now = found && { element: found.element, text, word: place!.word };
    this.#painter.set('now', 'now', found ? [found.range] : []);
    return found?.range ?? null;
  }

  paintDoubts(): void {
    for (const id of this.#nearby) this.#paintMarks(id, this.paragraphOf(id) ?? null);
  }

  /** Marks a paragraph anew whose text on screen has changed, and that is not told to the model yet. */
  paint(id: string): void {
    if (this.#nearby.has(id)) this.#paintMarks(id, this.paragraphOf(id) ?? null);
  }

  /** Draws the annotations anew: they changed while the text did not. */
  paintAnnotations(): void {
    for (const id of this.#nearby) this.#paintAnnotations(id, this.paragraphOf(id) ?? null);
  }

  /** Marks what find has found; `current` stands out. */
  paintFound(ranges: readonly AbstractRange[], current: Range | null): void {
    this.#painter.set('found', 'find', ranges);
    this.#painter.set('found-here', 'find', current ? [current] : []);
  }

  /** The word under an offset of the text on screen. */
  wordAt(id: string, offset: number): { word: Word; index: number } | null {
    const paragraph = this.paragraphOf(id);
    const element = this.#elements.get(id);
    if (!paragraph || !element) return null;
    const index = wordIndexOnScreen(element.textContent ?? '', paragraph.words, offset);
    const word = paragraph.words[index];
    return word ? { word, index } : null;
  }

  /** Sends the player to a word, or to the nearest before it that has a time. */
  seekToWord(id: string, index: number): void {
    const words = this.paragraphOf(id)?.words ?? [];
    const timed =
      words.slice(0, index + 1).findLast((word) => word.start !== null) ?? words.find((w) => w.start !== null);
    if (!timed) return;
    this.ports.view.isFollowing = true;
    this.ports.playback.seek(timed.start! + seekMargin);
  }

  /** Caret into a paragraph's text; -1 is its end. */
  focus(id: string, offset: number): void {
    const element = this.elementOf(id);
    if (!element) return;
    element.focus({ preventScroll: true });
    setSelection(element, offset < 0 ? (element.textContent?.length ?? 0) : offset);
    element.scrollIntoView({ block: 'nearest' });
  }

  /** Paragraph whose text has the caret, and where. */
  caret(): { id: string; element: HTMLElement; start: number; end: number } | null {
    for (const [id, element] of this.#elements) {
      if (element !== document.activeElement) continue;
      const selection = selectionIn(element);
      return selection && { id, element, ...selection };
    }
    return null;
  }

  /** The words the selection of the page touches, over paragraphs; none where it is only a caret. */
  selectedWords(): readonly Word[] {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
    const range = selection.getRangeAt(0);
    return (this.transcript?.paragraphs ?? []).flatMap(({ id, words }) => {
      const element = this.#elements.get(id);
      return element && range.intersectsNode(element) ? wordsInRange(element, words, range) : [];
    });
  }

  /** The pause that is selected where only the space that shows it is; null for anything else. */
  selectedRest(): Span | null {
    const anchor = document.getSelection()?.anchorNode?.parentElement?.closest<HTMLElement>('[data-text]');
    const paragraph = anchor && this.paragraphOf(anchor.dataset['text'] ?? '');
    return paragraph ? selectedRest(anchor, paragraph.words) : null;
  }

  /** The pause an offset of the text on screen falls in. */
  restAt(id: string, offset: number): Span | null {
    const paragraph = this.paragraphOf(id);
    const element = this.#elements.get(id);
    return paragraph && element ? restAt(element, paragraph.words, offset) : null;
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #notice(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target: group, isIntersecting } of entries) {
      if (isIntersecting === this.#nearbyGroups.has(group)) continue;
      if (isIntersecting) this.#nearbyGroups.add(group);
      else this.#nearbyGroups.delete(group);
      for (const { dataset } of group.querySelectorAll<HTMLElement>('[data-text]')) {
        const id = dataset['text']!;
        if (isIntersecting) this.#nearby.add(id);
        else this.#nearby.delete(id);
        this.#paintMarks(id, isIntersecting ? (this.paragraphOf(id) ?? null) : null);
      }
    }
  }

  #paintMarks(id: string, paragraph: Paragraph | null): void {
    this.#paintDoubts(id, paragraph);
    this.#paintAnnotations(id, paragraph);
    const element = this.#elements.get(id);
    const words = paragraph?.words ?? [];
    const { transcript } = this;
    const rests = element && restRanges(element, words, transcript?.cuts ?? []);
    const redacted = redactedIds(transcript);
    const isRedacted = ({ id: word }: Word) => redacted.has(word);
    this.#painter.set('rest', id, rests?.heard ?? []);
    this.#painter.set('cut', id, element ? [...cutRanges(element, words), ...(rests?.cut ?? [])] : []);
    this.#painter.set('redacted', id, element ? rangesWhere(element, words, isRedacted) : []);
  }

  #paintAnnotations(id: string, paragraph: Paragraph | null): void {
    const element = this.#elements.get(id);
    const colours = coloursOf(this.transcript?.annotations);
    const words = paragraph && element && colours.size > 0 ? paragraph.words : [];
    const stretches = words.length > 0 ? stretchesOf(element!.textContent ?? '', words) : [];
    for (const colour of highlightColours) {
      const marks = runsOf(stretches, (index) => colours.get(words[index]!.id) === colour).flatMap(
        ({ start, end }) => markIn(element!, start, end) ?? [],
      );
      this.#painter.set(`mark-${colour}`, id, marks);
    }
  }

  #paintDoubts(id: string, paragraph: Paragraph | null): void {
    const element = this.#elements.get(id);
    const words = paragraph && this.ports.view.showsConfidence ? paragraph.words : [];
    const stretches = words.length > 0 && element ? stretchesOf(element.textContent ?? '', words) : [];
    const marks = new Map<PaintName, StaticRange[]>(doubts.map((name) => [name, []]));
    stretches.forEach((stretch, index) => {
      const name = stretch && doubtPaint(words[index]!.conf);
      const mark = name && markIn(element!, stretch.start, stretch.end);
      if (mark) marks.get(name)?.push(mark);
    });
    for (const [name, found] of marks) this.#painter.set(name, id, found);
  }
}
