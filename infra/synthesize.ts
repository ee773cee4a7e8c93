import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  App,
  DefaultStackSynthesizer,
  type IPolicyValidationPlugin,
  type IStackSynthesizer,
  Validations,
} from 'aws-cdk-lib';
import { bundle } from './bundle.ts';
import { FengqiaoStack } from './fengqiao-stack.ts';

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
 * Without a region (here or as context) the template fits every region of both partitions. With a
 * table (here or as context) the stack works on that one, which was restored.
 */
export function writeAssembly(options: {
  readonly outdir: string;
  readonly bundles: string;
  readonly region?: string;
  readonly table?: string;
  /** Look the app over; what they find stands in `validation-report.json`. */
  readonly checks?: (app: App) => readonly IPolicyValidationPlugin[];
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
  const table: unknown = options.table ?? app.node.tryGetContext('table');
  new FengqiaoStack(app, 'Fengqiao', {
    bundles: options.bundles,
    ...(typeof table === 'string' ? { restoredTable: table } : {}),
    // The library's own class misses its interface under exactOptionalPropertyTypes.
    synthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: false,
    }) as IStackSynthesizer,
    terminationProtection: true,
    ...(typeof region === 'string' ? { env: { region } } : {}),
  });
  Validations.of(app).addPlugins(...(options.checks?.(app) ?? []));
  app.synth();
}
