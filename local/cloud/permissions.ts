/** Who calls, and whether the template's policies allow it. */
import { randomBytes } from 'node:crypto';
import type { Access, Call } from '../services/access.ts';
import type { CloudDescription, EventSource, Grant, Role } from './template/description.ts';
import { TemplateError } from './template/intrinsics.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Permissions extends Access {
  /** A role's key is its name; its secret lasts as long as this process. */
  credentialsOf(roleArn: string): Credentials;
  /** May do everything: the embedded cloud itself, and whoever looks after it. */
  readonly operator: Credentials;
}

/** A call to any service; see Call for its parts. */
export type PolicyCall = Pick<Call, 'action' | 'resource'> & { readonly service: string };

export function createPermissions(roles: readonly Role[]): Permissions {
  const secrets = new Map<string, string>();
  const issue = (accessKeyId: string): Credentials => {
    const secretAccessKey = randomBytes(24).toString('base64url');
    secrets.set(accessKeyId, secretAccessKey);
    return { accessKeyId, secretAccessKey };
  };
  const operator = issue('operator');
  const byArn = new Map(roles.map((role) => [role.arn, issue(role.name)]));
  const policies = new Map(roles.map((role) => [role.name, policyOf(role.grants)]));
  return {
    operator,
    credentialsOf(roleArn) {
      const credentials = byArn.get(roleArn);
      if (!credentials) throw new Error(`there is no role ${roleArn}`);
      return credentials;
    },
    accessKeys: (accessKeyId) => secrets.get(accessKeyId),
    authorize: (call) =>
      call.accessKeyId === operator.accessKeyId ||
      (policies.get(call.accessKeyId)?.(call) ?? false),
  };
}

/**
 * Whether statements allow a call: one must, and none may deny it. Conditions are not evaluated:
 * a conditional statement that allows is taken to hold, one that denies is not.
 */
export function policyOf(grants: readonly Grant[]): (call: PolicyCall) => boolean {
  const statements = grants
    .filter(({ effect, conditional }) => effect === 'Allow' || !conditional)
    .map(({ effect, actions, resources }) => ({
      effect,
      actions: actions.map((action) => patternOf(action, 'i')),
      resources: resources.map(resourcePattern),
    }));
  return (call) => {
    const matching = statements.filter(
      ({ actions, resources }) =>
        actions.some((action) => action.test(call.action)) &&
        resources.some(
          ({ service, resource }) =>
            (service === '*' || service === call.service) && resource.test(call.resource),
        ),
    );
    return matching.length > 0 && matching.every(({ effect }) => effect === 'Allow');
  };
}

/** `arn:partition:service:region:account:resource`; on one machine the rest is the same for all. */
function resourcePattern(arn: string): { readonly service: string; readonly resource: RegExp } {
  if (arn === '*') return { service: '*', resource: /^/ };
  const [, , service = '', , , ...resource] = arn.split(':');
  return { service, resource: patternOf(resource.join(':'), '') };
}

/** `*` stands for any text, `?` for any character. */
function patternOf(text: string, flags: string): RegExp {
  const expression = text
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, `s${flags}`);
}

/** Throws TemplateError where a function's role may not take messages from its event source. */
export function requirePolling(
  { functions, roles }: Pick<CloudDescription, 'functions' | 'roles'>,
  { functionName, queueArn }: EventSource,
): void {
  const roleArn = functions.find(({ name }) => name === functionName)?.roleArn;
  const allows = policyOf(roles.find(({ arn }) => arn === roleArn)?.grants ?? []);
  const resource = queueArn.slice(queueArn.lastIndexOf(':') + 1);
  for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']) {
    if (!allows({ service: 'sqs', action, resource })) {
      throw new TemplateError(`the role of ${functionName} may not ${action} on ${queueArn}`);
    }
  }
}
