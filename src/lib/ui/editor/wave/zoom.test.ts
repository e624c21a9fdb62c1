import { describe, expect, it } from 'vitest';
import { pinchZoom, zoomStep } from './zoom.ts';

describe('zoom', () => {
  it('goes step by step, and back to everything', () => {
    const seen = [0];
    for (let count = 0; count < 5; count += 1) seen.push(zoomStep(seen.at(-1)!, 2, 1));
    expect(seen).toEqual([0, 20, 50, 120, 300, 300]);
    expect([300, 120, 50, 20, 0].map((now) => zoomStep(now, 2, -1))).toEqual([120, 50, 20, 0, 0]);
  });

  it('passes over steps that show no more than fits anyway', () => {
    expect(zoomStep(0, 90, 1)).toBe(120);
    expect(zoomStep(120, 90, -1)).toBe(0);
    expect(zoomStep(0, 400, 1)).toBe(0);
  });

  it('follows two fingers between everything and the closest step', () => {
    expect(pinchZoom(0, 10, 2)).toBe(20);
    expect(pinchZoom(20, 10, 0.25)).toBe(0);
    expect(pinchZoom(200, 10, 4)).toBe(300);
    expect(pinchZoom(0, 400, 2)).toBe(400);
  });
});
