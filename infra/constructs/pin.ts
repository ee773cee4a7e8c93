import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Fixes a resource's name in the template, so that moving its construct never makes
 * CloudFormation replace a store that holds data.
 */
export function pinLogicalId(construct: IConstruct, id: string): void {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${id} is no resource of its own`);
  resource.overrideLogicalId(id);
}

/** The name of what must have one in its account and region: the stack's, in small letters. */
export const ownName = (construct: IConstruct): string =>
  Stack.of(construct).stackName.toLowerCase();
