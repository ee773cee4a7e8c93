/** One decision of the embedded cloud, and the same question as the other engine asks for it. */
import type { Context } from '../local/cloud/permissions/conditions.ts';
import { decide, Policy, type Principal } from '../local/cloud/permissions/policy.ts';
import type { Statement } from '../local/cloud/template/description.ts';

export const ACCOUNT = '000000000000';

export interface Case {
  readonly allowed: boolean;
  readonly simulation: object;
}

/** Decides, and words the question for the other engine. */
export function caseOf(question: {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly role: readonly Statement[];
  /** Undefined where the resource has no policy. */
  readonly policy: readonly Statement[] | undefined;
}): Case {
  const { principal, action, resource, context, role, policy } = question;
  const decision = decide(
    { principal, action, resource, context: () => context },
    {
      // A service in its own name has none.
      role: principal.kind === 'role' ? new Policy(role) : undefined,
      resource: policy && new Policy(policy),
    },
  );
  const name = principal.kind === 'role' ? principal.arn : principal.name;
  return {
    allowed: decision.allowed,
    simulation: {
      request: {
        principal: name,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: context,
      },
      identityPolicies:
        principal.kind === 'role' ? [{ name: 'own', policy: documentOf(role) }] : [],
      // No organization stands above the account.
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(policy && { resourcePolicy: documentOf(policy) }),
    },
  };
}

function documentOf(statements: readonly Statement[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ effect, principals, actions, resources, conditions }) => ({
      Effect: effect,
      Action: actions,
      Resource: resources,
      ...(principals && {
        Principal: {
          ...(principals.aws.length > 0 && { AWS: principals.aws }),
          ...(principals.services.length > 0 && { Service: principals.services }),
        },
      }),
      ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
    })),
  };
}
