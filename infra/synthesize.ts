import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  App,
  DefaultStackSynthesizer,
  type IPolicyValidationPlugin,
  type IStackSynthesizer,
  RemovalPolicies,
  Validations,
} from 'aws-cdk-lib';
import { bundle } from './bundle.ts';
import { EDGE_REGION, EdgeStack } from './edge-stack.ts';
import { FengqiaoStack } from './fengqiao-stack.ts';
import { IdentityStack, NOT_IN_CHINA } from './identity-stack.ts';

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
  /** As `cdk -c` gives it: `region`, `identity`, `services` and so on (docs/deploy.md). */
  readonly context?: Readonly<Record<string, string>>;
}): Promise<void> {
  const bundles = options.bundles ?? BUNDLES;
  await bundle(bundles);
  await rm(options.outdir, { recursive: true, force: true });
  writeAssembly({ ...options, bundles });
}

/**
 * Writes the cloud assembly of functions that are bundled already, one folder each in `bundles`.
 * Without a region (here or as context) the template fits every region of both partitions; without
 * a stage (context) it is production. A stage stands beside it in the same account under its own
 * names and differs in one thing: it can be removed, and its stores go with it. With a table
 * (context) the stack works on that one, which was restored. Throws where a stage has a name that it
 * must not have.
 */
export function writeAssembly(options: {
  readonly outdir: string;
  readonly bundles: string;
  readonly region?: string;
  /** Look the app over; what they find stands in `validation-report.json`. */
  readonly checks?: (app: App) => readonly IPolicyValidationPlugin[];
  readonly context?: Readonly<Record<string, string>>;
}): void {
  const app = new App({
    outdir: options.outdir,
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      ...options.context,
      '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
      '@aws-cdk/core:enablePartitionLiterals': true,
      '@aws-cdk/aws-iam:minimizePolicies': true,
      // What the API imports from the user pool's stack must not go before it.
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
      // Names each function's folder in the template, which the embedded cloud runs.
      'aws:cdk:enable-asset-metadata': true,
      // Otherwise the assembly would hold this machine's paths.
      'aws:cdk:disable-stack-trace': true,
      'aws:cdk:disable-creation-stack-traces': true,
    },
  });
  const context = (name: string): string => String(app.node.tryGetContext(name) ?? '');
  const region = options.region ?? context('region');
  const restoredTable = context('table');
  const suffix = stageSuffix(context('stage'));
  const common = {
    bundles: options.bundles,
    // The library's own class misses its interface under exactOptionalPropertyTypes.
    synthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: false,
    }) as IStackSynthesizer,
    terminationProtection: suffix === '',
    ...(region ? { env: { region } } : {}),
  };
  const kind = context('identity');
  if (kind !== '' && kind !== 'cognito') throw new Error(`identity is cognito, not ${kind}`);
  if (kind && region.startsWith('cn-')) throw new Error(NOT_IN_CHINA);
  const services = context('services').split(',').filter(Boolean);
  // Left alone it would end every account: the flag beside it was forgotten.
  if (services.length > 0 && !kind) throw new Error('services are accounts of identity=cognito');
  const identity = kind
    ? new IdentityStack(app, `${NAME}Identity${suffix}`, common).identity
    : undefined;
  new FengqiaoStack(app, `${NAME}${suffix}`, {
    ...common,
    ...(restoredTable && { restoredTable }),
    ...(identity && { identity, services }),
  });
  if (context('edge') === 'true') {
    if (region.startsWith('cn-')) {
      throw new Error(
        'there is no edge in the China partition: CloudFront there wants a domain with an ICP filing and a certificate of its own; put the department’s own WAF in front (docs/decisions/0024)',
      );
    }
    new EdgeStack(app, `${NAME}Edge${suffix}`, { ...common, env: { region: EDGE_REGION } });
  }
  Validations.of(app).addPlugins(...(options.checks?.(app) ?? []));
  if (suffix !== '') RemovalPolicies.of(app).destroy();
  app.synth();
}

/** What a stage adds to names. Production is none, so that nobody gets one unprotected. */
function stageSuffix(stage: string): string {
  if (stage === '') return '';
  if (!/^[a-z][a-z0-9]{0,11}$/.test(stage)) {
    throw new Error('a stage is up to twelve small letters and digits, as in -c stage=test');
  }
  if (/^prod/.test(stage)) throw new Error('production has no stage: leave it out');
  return `-${stage}`;
}
