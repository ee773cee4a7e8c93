import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

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
    include: ['{infra,functions,shared,local,web,simulations,bench,test,tools}/**/*.test.ts'],
    // Which grants the tests used: what `npm run grants` reads.
    env: { FENGQIAO_GRANTS: join(import.meta.dirname, 'test/output/grants') },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
