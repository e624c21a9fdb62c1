import { expect, it } from 'vitest';
import { decibelsOf, meterFraction } from './decibels.ts';

it('measures amplitudes in decibels between the floor and full scale', () => {
  expect(decibelsOf(1)).toBe(0);
  expect(decibelsOf(0.1)).toBeCloseTo(-20);
  expect(decibelsOf(0)).toBe(-60);
  expect(decibelsOf(1e-9)).toBe(-60);
  expect(decibelsOf(1.5)).toBe(0);
});

it('fills the meter evenly by decibels', () => {
  expect(meterFraction(0)).toBe(0);
  expect(meterFraction(1)).toBe(1);
  expect(meterFraction(0.0316)).toBeCloseTo(0.5, 2);
});
