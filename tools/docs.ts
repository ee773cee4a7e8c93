/** Writes the pages of `docs/` that come from the code: `npm run docs`. A test holds them to it. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pages } from './pages.ts';

for (const [file, text] of pages()) {
  writeFileSync(fileURLToPath(new URL(`../docs/${file}`, import.meta.url)), text);
  console.log(`docs/${file}`);
}
