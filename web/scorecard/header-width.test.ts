import { expect, it } from 'vitest';
import { headerWidth } from './header-width.ts';

it('has room for the longest Latin word of a title, and breaks Chinese ones', () => {
  expect(headerWidth('Population', 80)).toBe(112);
  expect(headerWidth('Petitions, accidents', 90)).toBe(112);
  expect(headerWidth('在村(社区)分钟', 80)).toBe(80);
});
