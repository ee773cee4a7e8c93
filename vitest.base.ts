import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What the tests of every script share. */
export default defineConfig({
  plugins: [
    {
      name: 'sql-as-text',
      enforce: 'pre',
      load(id) {
        if (!id.endsWith('.sql')) return undefined;
        return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
      },
    },
  ],
  test: {
    globalSetup: 'test/support/synthesized.ts',
    // Which grants the tests used: what `npm run grants` reads.
    env: { FENGQIAO_GRANTS: join(import.meta.dirname, 'test/output/grants') },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Against what hangs: the whole system takes minutes on a busy machine.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
  },
});
