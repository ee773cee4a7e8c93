import { expect, it, onTestFinished, vi } from 'vitest';
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

it('goes by what the tab’s last answer said where a page is loaded anew', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const load = (time: number): Promise<typeof import('./clock.ts')> => {
    const address = `./clock.ts?time=${time}`;
    return import(/* @vite-ignore */ address);
  };
  (await load(1)).noteServerTime(header(-24 * HOUR));
  const second = await load(2);
  expect(second.now() - Date.now()).toBeLessThan(-23 * HOUR);
  second.noteServerTime(header(0));
  expect(Math.abs((await load(3)).now() - Date.now())).toBeLessThan(2000);
});
