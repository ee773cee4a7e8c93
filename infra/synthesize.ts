import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, type IStackSynthesizer, RemovalPolicies } from 'aws-cdk-lib';
import { bundle } from './bundle.ts';
import { FengqiaoStack } from './fengqiao-stack.ts';

const NAME = 'Fengqiao';

/** Where the bundles are put when no other folder is named. */
const BUNDLES = join(import.meta.dirname, '..', 'dist', 'functions');

/**
 * Bundles everything and writes the cloud assembly to `outdir` (replaced if it is there). The same
 * sources give the same files.
 */
export async function synthesize(options: {
  readonly outdir: string;
  readonly bundles?: string;
  readonly region?: string;
}): Promise<void> {
  const bundles = options.bundles ?? BUNDLES;
  await bundle(bundles);
  await rm(options.outdir, { recursive: true, force: true });
  writeAssembly({ ...options, bundles });
}

/**
 * Writes the cloud assembly of functions that are bundled already, one folder each in `bundles`.
 * Without a region (here or as context) the template fits every region of both partitions; without
 * a stage it is production. A stage stands beside it in the same account under its own names and
 * differs in one thing: it can be removed, and its stores go with it. Throws where a stage has a
 * name that it must not have.
 */
export function writeAssembly(options: {
  readonly outdir: string;
  readonly bundles: string;
  readonly region?: string;
  readonly stage?: string;
}): void {
  const app = new App({
    outdir: options.outdir,
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
      '@aws-cdk/core:enablePartitionLiterals': true,
      '@aws-cdk/aws-iam:minimizePolicies': true,
      // Names each function's folder in the template, which the embedded cloud runs.
      'aws:cdk:enable-asset-metadata': true,
      // Otherwise the assembly would hold this machine's paths.
      'aws:cdk:disable-stack-trace': true,
      'aws:cdk:disable-creation-stack-traces': true,
    },
  });
  const region: unknown = options.region ?? app.node.tryGetContext('region');
  const stage: unknown = options.stage ?? app.node.tryGetContext('stage');
  const stack = new FengqiaoStack(app, stage === undefined ? NAME : `${NAME}-${stageName(stage)}`, {
    bundles: options.bundles,
    // The library's own class misses its interface under exactOptionalPropertyTypes.
    synthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: false,
    }) as IStackSynthesizer,
    terminationProtection: stage === undefined,
    ...(typeof region === 'string' ? { env: { region } } : {}),
  });
  if (stage !== undefined) RemovalPolicies.of(stack).destroy();
  app.synth();
}

/** The stage as it stands in names. Production is none, so that nobody gets one unprotected. */
function stageName(stage: unknown): string {
  if (typeof stage !== 'string' || !/^[a-z][a-z0-9]{0,11}$/.test(stage)) {
    throw new Error('a stage is up to twelve small letters and digits, as in -c stage=test');
  }
  if (/^prod/.test(stage)) throw new Error('production has no stage: leave it out');
  return stage;
}
