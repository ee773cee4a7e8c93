/**
 * Bundles the functions and the web page and writes the cloud assembly: `npm run synth`, or
 * `npx cdk synth` through cdk.json (`-c region=cn-north-1` for one region's template). Needs
 * neither an account nor the network.
 */
import { synthesize } from './synthesize.ts';

await synthesize({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
