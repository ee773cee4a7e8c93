import { defineConfig } from 'vitest/config';
import base from './vitest.base.ts';

/** Backup and restoration of a whole system: `npm run test:restore`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/restore/**/*.restore.ts'],
  },
});
