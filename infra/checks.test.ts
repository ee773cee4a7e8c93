import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, expect, test } from 'vitest';
import { EVERYTHING, scratchAssemblies } from './testing.ts';

const scratch = scratchAssemblies();
afterAll(() => scratch.remove());

test('cdk-nag finds nothing that the code does not give a reason for', () => {
  // It writes no template where it finds something, and says what.
  const { resources } = scratch.synthesize('checked', {
    context: EVERYTHING,
    checks: (app) => [new AwsSolutionsChecks(app)],
  });
  expect(resources.length).toBeGreaterThan(50);
  const report = readFileSync(join(scratch.folder, 'checked', 'validation-report.json'), 'utf8');
  expect(JSON.parse(report)).toMatchObject({
    pluginReports: [{ pluginName: 'AwsSolutions', conclusion: 'success', violations: [] }],
  });
});
