import { expect, it } from 'vitest';
import { bulletShape, goalOf, verdictOf } from './bullet.tsx';

const BAND = { floor: 0.6, meets: 0.8, excels: 0.85 };

it('lies right of its marks where more is better, in the zone that it has reached', () => {
  const shape = bulletShape(0.9, [0.88, 0.92], BAND);
  if (!shape?.met || !shape.excelled) throw new Error('no zones');
  expect(shape.verdict).toBe('met');
  expect(shape.value).toBeGreaterThan(shape.excelled.x);
  expect(shape.excelled.x).toBeGreaterThan(shape.met.x);
  expect(shape.ticks).toEqual(shape.ticks.toSorted((a, b) => a - b));
});

it('meets a goal of less from below', () => {
  const marks = { floor: 0.3, target: 0.1 };
  expect(verdictOf(0.1, marks)).toBe('met');
  expect(verdictOf(0.101, marks)).toBe('missed');
  const shape = bulletShape(0.05, null, marks);
  if (!shape?.met) throw new Error('no zone');
  expect(shape.value).toBeLessThan(shape.met.x + shape.met.width);
  expect(shape.excelled).toBeUndefined();
  expect(shape.interval).toBeUndefined();
});

it('keeps a wide interval within the drawing', () => {
  const interval = bulletShape(0.1, [-0.9, 8.6], { floor: -0.25, meets: 0, excels: 0.1 })?.interval;
  if (!interval) throw new Error('no interval');
  expect(interval[0]).toBeGreaterThanOrEqual(0);
  expect(interval[1]).toBeLessThanOrEqual(132);
  expect(interval[0]).toBeLessThan(interval[1]);
});

it('gives no verdict on marks that only say what scores 0 and 100', () => {
  const marks = { zero: 0.7, hundred: 0.98 };
  expect(goalOf(marks)).toBeUndefined();
  expect(bulletShape(0.8, null, marks)).toMatchObject({ met: undefined, verdict: 'none' });
});

it('draws nothing without a value or without marks', () => {
  expect(bulletShape(null, null, BAND)).toBeUndefined();
  expect(bulletShape(0.8, null, null)).toBeUndefined();
  expect(verdictOf(null, BAND)).toBe('none');
});
