import { afterEach, expect, it } from 'vitest';
import type { Span } from '$lib/domain/artifacts.ts';
import { listenToPinch } from './pinch.ts';
import { listenToPointer } from './pointer.ts';

const width = 400;
let ends: (() => void)[] = [];

/** A waveform of 40 s over 400 px that two fingers can be put on. */
const waveform = () => {
  const element = document.createElement('div');
  element.style.cssText = `position: fixed; left: 0; top: 0; width: ${width}px; height: 50px`;
  // Fingers made by a test cannot be captured.
  element.setPointerCapture = () => {};
  document.body.append(element);
  const pinches: [number, number][] = [];
  const state = { selection: null as Span | null, sought: [] as number[] };
  ends = [
    listenToPinch(element, (factor, x) => pinches.push([factor, x])),
    listenToPointer(element, {
      view: () => ({ start: 0, end: 40, width }),
      words: () => [],
      selection: () => state.selection,
      durationSeconds: () => 40,
      seek: (seconds) => state.sought.push(seconds),
      select: (span) => (state.selection = span),
      drag: () => {},
      setTimes: () => {},
      setEdge: () => {},
    }),
    () => element.remove(),
  ];
  const touch = (type: string, pointerId: number, clientX: number) =>
    element.dispatchEvent(
      new PointerEvent(type, {
        ...{ pointerId, clientX, clientY: 10, pointerType: 'touch', isPrimary: pointerId === 1, button: 0 },
        ...{ bubbles: true, buttons: type === 'pointerup' ? 0 : 1 },
      }),
    );
  return { element, pinches, state, touch };
};

afterEach(() => {
  for (const end of ends) end();
});

it('zooms by two fingers about their middle, and chooses nothing', () => {
  const { pinches, state, touch } = waveform();
  touch('pointerdown', 1, 100);
  touch('pointermove', 1, 120);
  expect(state.selection).toEqual({ start: 10, end: 12 });
  touch('pointerdown', 2, 220);
  expect(state.selection).toBeNull();
  touch('pointermove', 2, 320);
  touch('pointermove', 1, 80);
  expect(pinches).toEqual([
    [2, 220],
    [1.2, 200],
  ]);
  touch('pointerup', 2, 320);
  touch('pointermove', 1, 10);
  touch('pointerup', 1, 10);
  expect(pinches).toHaveLength(2);
  expect(state).toEqual({ selection: null, sought: [] });
});

it('seeks by one finger', () => {
  const { pinches, state, touch } = waveform();
  touch('pointerdown', 1, 100);
  touch('pointerup', 1, 101);
  expect(state.sought).toEqual([10.1]);
  expect(pinches).toEqual([]);
});

it('gives a drag up with Escape: what was chosen before stays, and the waveform does not choose nothing', () => {
  const { element, state, touch } = waveform();
  element.addEventListener('keydown', () => (state.selection = null));
  state.selection = { start: 20, end: 30 };
  touch('pointerdown', 1, 100);
  touch('pointermove', 1, 120);
  expect(state.selection).toEqual({ start: 10, end: 12 });
  element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  touch('pointermove', 1, 160);
  touch('pointerup', 1, 160);
  expect(state).toEqual({ selection: { start: 20, end: 30 }, sought: [] });
});
