import { defineConfig } from 'vitest/config';
import base from './vitest.base.ts';

/** On a real Trino: `npm run test:trino`, which installs one first. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    globalSetup: ['test/support/synthesized.ts', 'test/support/trino-server.ts'],
    include: ['test/trino/**/*.trino.ts'],
    // One server, and one store at the address that it knows.
    fileParallelism: false,
  },
});
