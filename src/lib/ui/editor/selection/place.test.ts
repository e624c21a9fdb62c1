import { describe, expect, it } from 'vitest';
import { placeBar, type Around } from './place.ts';

const bar = { width: 200, height: 40 };
const line = (top: number, left = 300, right = 400) => ({ left, top, right, bottom: top + 20 });
const around = (top: number, more: Partial<Around> = {}): Around => ({
  ...{ first: line(top), last: line(top + 60), area: { left: 10, right: 700 } },
  ...{ visible: { top: 100, bottom: 600 }, isTouch: false },
  ...more,
});

describe('placeBar', () => {
  it('stands above, in the middle of the first line, and never on what is selected', () => {
    expect(placeBar(bar, around(300))).toEqual({ left: 250, top: 300 - 40 - 6 });
  });

  it('goes below where there is no room above, and where a finger selects', () => {
    expect(placeBar(bar, around(110)).top).toBe(110 + 60 + 20 + 6);
    expect(placeBar(bar, around(300, { isTouch: true })).top).toBe(300 + 60 + 20 + 28);
    expect(placeBar(bar, around(500, { isTouch: true })).top).toBe(500 - 40 - 6);
  });

  it('stays in view of what is longer than the window, and inside the column at 320 px', () => {
    const long = around(-900, { last: line(2000) });
    expect(placeBar(bar, long).top).toBe(106);
    const narrow = { area: { left: 16, right: 304 } };
    expect(placeBar(bar, around(300, { ...narrow, first: line(300, 16, 40) })).left).toBe(16);
    expect(placeBar(bar, around(300, { ...narrow, first: line(300, 280, 304) })).left).toBe(104);
  });
});
