/**
 * Bundles the functions and the web page and writes the cloud assembly: `npm run synth`, or
 * `npx cdk synth` through cdk.json (`-c region=cn-north-1` for one region's template; the other flags
 * are in docs/deploy.md). Needs neither an account nor the network.
 */
import { parseArgs } from 'node:util';
import { synthesize } from './synthesize.ts';

const { values } = parseArgs({
  options: { context: { type: 'string', short: 'c', multiple: true } },
});
const context = Object.fromEntries(
  (values.context ?? []).map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  }),
);
await synthesize({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out', context });
