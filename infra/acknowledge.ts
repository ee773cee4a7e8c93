/** What cdk-nag finds and we know of, each with its reason, where the finding is made. */
import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * A rule of the AwsSolutions pack (`S1`) that a construct and what is in it do not follow. Written
 * as `Validations.acknowledge` writes it, less the stack trace, which would put this machine's
 * paths into the assembly.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  const id = `AwsSolutions::AwsSolutions-${rule}`;
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

/** A grant that ends in a wildcard behind the ARN of a resource. */
export function acknowledgeWildcard(resource: IConstruct, behind: string, reason: string): void {
  const stack = Stack.of(resource);
  const element = resource.node.defaultChild;
  if (!(element instanceof CfnElement)) throw new Error('a grant on what is no resource');
  const arn = `<${stack.resolve(element.logicalId)}.Arn>`;
  acknowledge(stack, `IAM5[Resource::${arn}${behind}]`, reason);
}
