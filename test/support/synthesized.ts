import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAssembly } from '../../local/cloud/synthesis.ts';

/** Before any test: the template and the bundles, made once, since every system under test boots them. */
export default async function setup(): Promise<void> {
  rmSync(join(import.meta.dirname, '../output/grants'), { recursive: true, force: true });
  await ensureAssembly(join(import.meta.dirname, '../..'), () => {});
}
