import { defineConfig } from 'vitest/config';
import base from './vitest.base.ts';

const { plugins = [] } = base;
// Done once, not by each project.
const { globalSetup: _, ...common } = base.test ?? {};

/** `npm test`. */
export default defineConfig({
  test: {
    ...base.test,
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
