import { defineConfig } from 'vitest/config';
import base from './vitest.base.ts';

/** The page in a real Chromium: `npm run test:browser`, which finds or installs one first. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    globalSetup: ['test/support/synthesized.ts', 'test/support/demo-setup.ts'],
    include: ['test/browser/**/*.browser.ts'],
  },
});
