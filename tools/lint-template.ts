/**
 * `npm run lint:template`: cfn-lint over every template that can be deployed, each in the regions
 * where it can: with and without what is optional, as production and as a stage. Fails on any error
 * or warning but W3005: the library says that a function waits for its role, which its reference to
 * the role says already.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { scratchAssemblies } from '../infra/testing.ts';
import { templatesToLint } from './lint-variants.ts';
import { pythonPrograms } from './python.ts';

const lint = join(pythonPrograms('cfn-lint', 'cfn-lint==1.58.0'), 'cfn-lint');
const scratch = scratchAssemblies();
try {
  // One region a call: with several, a type that one of them lacks is no finding.
  for (const [region, templates] of templatesToLint(scratch)) {
    const options = ['--ignore-checks', 'W3005', '--regions', region];
    const arguments_ = [...options, '--template', ...templates];
    const { status } = spawnSync(lint, arguments_, { stdio: 'inherit' });
    if (status === 0) console.log(`${region}: no findings in ${templates.length} template(s)`);
    else process.exitCode = status ?? 1;
  }
} finally {
  scratch.remove();
}
