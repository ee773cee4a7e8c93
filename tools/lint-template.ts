/**
 * `npm run lint:template`: cfn-lint over the synthesized template, for a region of each partition
 * and both of China's. Fails on any error or warning but W3005: the library says that a function
 * waits for its role, which its reference to the role says already.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureAssembly } from '../local/cloud/synthesis.ts';
import { pythonPrograms } from './python.ts';

const REGIONS = ['cn-north-1', 'cn-northwest-1', 'us-east-1'];

const assembly = await ensureAssembly(join(import.meta.dirname, '..'), () => {});
const template = join(assembly, 'Fengqiao.template.json');
const lint = join(pythonPrograms('cfn-lint', 'cfn-lint==1.58.0'), 'cfn-lint');
// One region a call: with several, a type that one of them lacks is no finding.
for (const region of REGIONS) {
  const options = ['--ignore-checks', 'W3005', '--regions', region];
  const { status } = spawnSync(lint, [...options, '--template', template], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  console.log(`${region}: no findings`);
}
