import { defineConfig } from 'vitest/config';
import base from './vitest.base.ts';

/** The project's own code against engines that others wrote, which the tests install. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    globalSetup: ['test/support/synthesized.ts', 'test/engines/setup.ts'],
    include: ['test/engines/**/*.engine.ts'],
  },
});
