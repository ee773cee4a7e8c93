/**
 * The synthesized stack on an emulator that we did not write, deployed as `cdk deploy` does it:
 * assets and template into the staging bucket, a stack by its address.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Emulator } from './emulators.ts';

const CDK_OUT = join(import.meta.dirname, '../../cdk.out');
const STACK = 'Fengqiao';
const DEPLOYING_MS = 300_000;
const ACCOUNT = '000000000000';

interface Asset {
  readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
  readonly destinations: Readonly<
    Record<string, { readonly bucketName: string; readonly objectKey: string }>
  >;
}

export interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties: Readonly<Record<string, never>>;
        readonly Condition?: string;
      }
    >
  >;
}

export interface DeployedStack {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** By the name in the template. */
  readonly resources: ReadonlyMap<
    string,
    { readonly id: string; readonly type: string; readonly status: string }
  >;
  /** What was left out of the template, since the emulator knows no such thing. */
  readonly leftOut: readonly string[];
  /** What the emulator says of resources that it could not make. */
  readonly failures: readonly string[];
}

const readJson = <T>(name: string) => JSON.parse(readFileSync(join(CDK_OUT, name), 'utf8')) as T;

export const template = (): Template => readJson(`${STACK}.template.json`);

/** The template without these resources and those that refer to them, which are told by name. */
function without(lacking: (resource: Template['Resources'][string]) => boolean): {
  readonly text: string;
  readonly leftOut: readonly string[];
} {
  const whole = template();
  const leftOut = new Set<string>();
  const refersTo = (resource: unknown, name: string) => {
    const text = JSON.stringify(resource);
    return text.includes(`{"Ref":"${name}"}`) || text.includes(`"Fn::GetAtt":["${name}"`);
  };
  for (let before = -1; before < leftOut.size; ) {
    before = leftOut.size;
    for (const [name, resource] of Object.entries(whole.Resources)) {
      const isLacking = lacking(resource) || [...leftOut].some((gone) => refersTo(resource, gone));
      if (isLacking) leftOut.add(name);
    }
  }
  const Resources = Object.fromEntries(
    Object.entries(whole.Resources).filter(([name]) => !leftOut.has(name)),
  );
  return { text: JSON.stringify({ ...whole, Resources }), leftOut: [...leftOut].sort() };
}

/** Uploads the bundles and the template and makes the stack; gives it as it is in the end. */
export async function deploy(
  emulator: Emulator,
  s3: S3Client,
  parameters: Readonly<Record<string, string>>,
  lacking: (resource: Template['Resources'][string]) => boolean,
): Promise<DeployedStack> {
  const { text, leftOut } = without(lacking);
  const { region } = emulator.settings;
  const { files } = readJson<{ readonly files: Readonly<Record<string, Asset>> }>(
    `${STACK}.assets.json`,
  );
  const buckets = new Set<string>();
  let TemplateURL = '';
  for (const { source, destinations } of Object.values(files)) {
    for (const { bucketName, objectKey } of Object.values(destinations)) {
      const Bucket = bucketName.replace(/\$\{AWS::(AccountId|Region)\}/g, (_, name) =>
        name === 'Region' ? region : ACCOUNT,
      );
      if (!buckets.has(Bucket)) await s3.send(new CreateBucketCommand({ Bucket }));
      buckets.add(Bucket);
      const path = join(CDK_OUT, source.path);
      const isTemplate = source.path === `${STACK}.template.json`;
      const bytes = () => (source.packaging === 'zip' ? zipped(path) : readFileSync(path));
      const Body = isTemplate ? text : bytes();
      await s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body }));
      if (isTemplate) {
        TemplateURL = `${emulator.url}/${Bucket}/${objectKey}`;
      }
    }
  }
  const client = new CloudFormationClient(emulator.settings);
  try {
    await client.send(
      new CreateStackCommand({
        StackName: STACK,
        TemplateURL,
        Capabilities: ['CAPABILITY_IAM'],
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      }),
    );
    return { ...(await finished(client)), leftOut };
  } finally {
    client.destroy();
  }
}

async function finished(client: CloudFormationClient): Promise<Omit<DeployedStack, 'leftOut'>> {
  const deadline = performance.now() + DEPLOYING_MS;
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
    const { StackStatus: status = '', Outputs = [] } = Stacks?.[0] ?? {};
    if (status.endsWith('_IN_PROGRESS') && performance.now() < deadline) {
      await sleep(200);
      continue;
    }
    const resources = new Map<string, { id: string; type: string; status: string }>();
    for await (const page of paginateListStackResources({ client }, { StackName: STACK })) {
      for (const resource of page.StackResourceSummaries ?? []) {
        resources.set(resource.LogicalResourceId ?? '', {
          id: resource.PhysicalResourceId ?? '',
          type: resource.ResourceType ?? '',
          status: resource.ResourceStatus ?? '',
        });
      }
    }
    const events = await client.send(new DescribeStackEventsCommand({ StackName: STACK }));
    const failures = (events.StackEvents ?? [])
      .filter(({ ResourceStatus = '' }) => ResourceStatus.includes('FAILED'))
      .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`);
    const outputs = Object.fromEntries(
      Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
    return { status, outputs, resources, failures };
  }
}

/** A bundle as Lambda takes it. Python, which the emulators need anyway, makes archives. */
function zipped(folder: string): Buffer {
  const scratch = mkdtempSync(join(tmpdir(), 'fengqiao-zip-'));
  const archive = join(scratch, 'bundle.zip');
  try {
    execFileSync('python3', ['-m', 'zipfile', '-c', archive, ...readdirSync(folder)], {
      cwd: folder,
    });
    return readFileSync(archive);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
