import { expect, it } from 'vitest';
import { noteServerTime, now } from './clock.ts';

const HOUR = 3_600_000;
const header = (difference: number) => new Date(Date.now() + difference).toUTCString();
const ahead = () => now() - Date.now();

it('goes by the server where this machine is off, and by itself where it is not', () => {
  noteServerTime(header(500));
  expect(ahead()).toBe(0);
  noteServerTime(header(-24 * HOUR));
  expect(ahead()).toBeGreaterThan(-24 * HOUR - 2000);
  expect(ahead()).toBeLessThan(-24 * HOUR + 2000);
  noteServerTime('not a date');
  noteServerTime(null);
  expect(ahead()).toBeLessThan(-23 * HOUR);
  noteServerTime(header(0));
  expect(ahead()).toBe(0);
});
