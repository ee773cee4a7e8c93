import { defineConfig } from 'vitest/config';
import base from './vitest.base.ts';

/** The system as a service, with the programs around it: `npm run test:service`, which sees that they are there. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/service/**/*.service.ts'], maxWorkers: 1 },
});
