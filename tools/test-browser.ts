/** `npm run test:browser`: the page's tests in a Chromium; a file's name after `--` runs that one alone. */
import { spawnSync } from 'node:child_process';
import { findChromium, needPdfText } from './debian.ts';

needPdfText();
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'vitest.browser.config.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM: findChromium() } },
);
process.exit(status ?? 1);
