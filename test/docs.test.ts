import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { pages } from '../tools/pages.ts';

it.each([...pages()])('docs/%s is what `npm run docs` writes', (file, text) => {
  const path = fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
  expect(readFileSync(path, 'utf8')).toBe(text);
});
