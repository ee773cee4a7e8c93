import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const plugins = [
  {
    name: 'sql-as-text',
    enforce: 'pre' as const,
    load(id: string) {
      if (!id.endsWith('.sql')) return undefined;
      return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
    },
  },
];

const common = {
  // Which grants the tests used: what `npm run grants` reads.
  env: { FENGQIAO_GRANTS: join(import.meta.dirname, 'test/output/grants') },
  execArgv: ['--disable-warning=ExperimentalWarning'],
  // Against what hangs: the whole system takes minutes on a busy machine.
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

export default defineConfig({
  test: {
    globalSetup: 'test/support/synthesized.ts',
    maxWorkers: 2,
    projects: [
      {
        plugins,
        test: {
          ...common,
          name: 'parts',
          include: ['{infra,functions,shared,web,simulations,bench,tools}/**/*.test.ts'],
          // They keep nothing of their own between files: half the time would go into imports.
          isolate: false,
        },
      },
      { plugins, test: { ...common, name: 'system', include: ['{local,test}/**/*.test.ts'] } },
    ],
  },
});
