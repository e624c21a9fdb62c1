import { Scope } from '$lib/core/scope.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { type Handle, handleAt, toSeconds, type View, type WordBox, withEdge } from './geometry.ts';

/** A press that moves less is a click. */
const clickPx = 4;

export type PointerPorts = {
  view(): View;
  /** Those in view. */
  words(): readonly WordBox[];
  selection(): Span | null;
  durationSeconds(): number;
  seek(seconds: number): void;
  select(span: Span | null): void;
  /** While an edge is dragged; null when it is let go or given up. */
  drag(word: { id: string; start: number; end: number } | null): void;
  /** An edge was dragged: one step. */
  setTimes(word: string, start: number, end: number): void;
  /** Shift or Ctrl with a click: the start or the end of the selection, else of the word that is spoken. */
  setEdge(edge: 'start' | 'end', seconds: number): void;
};

/** The word with one edge at another time. */
const withHandle = (word: { id: string; start: number; end: number }, edge: 'start' | 'end', seconds: number) =>
  edge === 'start' ? { ...word, start: seconds } : { ...word, end: seconds };

/** What a click, a drag and its end mean, whatever the pointer. */
const movesOf = (ports: PointerPorts, timeAt: (event: PointerEvent) => number) => {
  const click = (event: PointerEvent) => {
    if (event.shiftKey) return ports.setEdge('start', timeAt(event));
    if (event.ctrlKey || event.metaKey) return ports.setEdge('end', timeAt(event));
    ports.select(null);
    ports.seek(timeAt(event));
  };

  const moveTo = (handle: Handle | null, from: number, seconds: number) => {
    if (!handle) return ports.select(withEdge({ start: from, end: from }, 'end', seconds));
    if (handle.kind === 'selection') {
      const { start, end } = ports.selection() ?? { start: from, end: from };
      return ports.select({ start, end, [handle.edge]: seconds });
    }
    const { id, start, end } = handle.word;
    ports.drag({ id, start, end, [handle.edge]: seconds });
  };

  const settle = (handle: Handle | null, seconds: number) => {
    ports.drag(null);
    const selection = ports.selection();
    if (handle?.kind === 'word') {
      const { id, start, end } = withHandle(handle.word, handle.edge, seconds);
      ports.setTimes(id, start, end);
    } else if (selection && selection.start > selection.end) {
      ports.select({ start: selection.end, end: selection.start });
    }
  };

  return { click, moveTo, settle };
};

/**
 * What a pointer does on the waveform: a click seeks, Shift and Ctrl with it set start and end, a drag of an edge sets a
 * time, any other drag chooses a stretch, Escape gives a drag up. Everything here has a key as well.
 */
export const listenToPointer = (element: HTMLElement, ports: PointerPorts): (() => void) => {
  const scope = new Scope();
  let dragging: Scope | null = null;
  let giveUp = () => {};
  const place = (event: PointerEvent) => event.clientX - element.getBoundingClientRect().left;
  const timeAt = (event: PointerEvent) =>
    Math.min(ports.durationSeconds(), Math.max(0, toSeconds(ports.view(), place(event))));
  const hold = (event: PointerEvent) =>
    handleAt(ports.view(), place(event), { words: ports.words(), selection: ports.selection() });

  const { click, moveTo, settle } = movesOf(ports, timeAt);

  const press = (event: PointerEvent) => {
    // A second finger: both are about something else.
    if (dragging) giveUp();
    if (event.button !== 0 || !event.isPrimary) return;
    const handle = event.shiftKey || event.ctrlKey || event.metaKey ? null : hold(event);
    const [fromX, from, before] = [place(event), timeAt(event), ports.selection()];
    let hasMoved = false;
    element.setPointerCapture(event.pointerId);
    dragging = scope.child();
    const end = (isGivenUp: boolean, last: PointerEvent | null) => {
      dragging?.dispose();
      dragging = null;
      if (isGivenUp) {
        ports.drag(null);
        ports.select(before);
      } else if (hasMoved && last) settle(handle, timeAt(last));
      else if (last) click(last);
    };
    giveUp = () => end(true, null);
    dragging.listen(element, 'pointermove', (raw) => {
      const moved = raw as PointerEvent;
      hasMoved ||= Math.abs(place(moved) - fromX) >= clickPx;
      if (hasMoved) moveTo(handle, from, timeAt(moved));
    });
    dragging.listen(element, 'pointerup', (raw) => end(false, raw as PointerEvent));
    dragging.listen(element, 'pointercancel', giveUp);
    // Before the waveform hears of it, where Escape chooses nothing at all.
    const escape = (raw: Event) => {
      if ((raw as KeyboardEvent).key !== 'Escape') return;
      raw.preventDefault();
      raw.stopPropagation();
      giveUp();
    };
    dragging.listen(window, 'keydown', escape, { capture: true });
  };

  scope.listen(element, 'pointerdown', (event) => press(event as PointerEvent));
  scope.listen(element, 'pointermove', (event) => {
    if (!dragging) element.style.cursor = hold(event as PointerEvent) ? 'ew-resize' : '';
  });
  return () => scope.dispose();
};
