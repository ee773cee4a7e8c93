/** Grants of a template against the calls that tests made. */
import type { GrantRecord } from '../local/cloud/permissions/record.ts';
import type { CloudDescription, Statement } from '../local/cloud/template/description.ts';
import type { UnusedGrant } from './unused-grants.ts';

/** One action on one resource that somebody is allowed, as the template words it. */
export interface Grant {
  /** A role's ARN, or the service that a resource's policy lets in. */
  readonly holder: string;
  readonly action: string;
  readonly resource: string;
}

/** Every grant, once: those of roles, and those of resources to services. */
export function grantsOf({
  roles,
  resourcePolicies,
}: Pick<CloudDescription, 'roles' | 'resourcePolicies'>): Grant[] {
  const allowing = (statements: readonly Statement[]) =>
    statements.filter(({ effect }) => effect === 'Allow');
  const grants = [
    ...roles.flatMap(({ arn, statements }) =>
      allowing(statements).flatMap((statement) => wordsOf(arn, statement)),
    ),
    ...resourcePolicies.flatMap(({ statements }) =>
      allowing(statements).flatMap((statement) =>
        (statement.principals?.services ?? []).flatMap((service) => wordsOf(service, statement)),
      ),
    ),
  ];
  return [...new Map(grants.map((grant) => [keyOf(grant), grant])).values()];
}

const wordsOf = (holder: string, { actions, resources }: Statement): Grant[] =>
  actions.flatMap((action) => resources.map((resource) => ({ holder, action, resource })));

const keyOf = ({ holder, action, resource }: Grant) => `${holder} ${action} ${resource}`;

/** Which grants were used, which were not and why, and what was denied to a role of the template. */
export function compareGrants(
  grants: readonly Grant[],
  records: readonly GrantRecord[],
  reasons: readonly UnusedGrant[],
) {
  const holders = new Set(grants.map(({ holder }) => holder));
  const usedKeys = new Set(
    records.flatMap(({ principal: holder, by }) => (by ? [keyOf({ holder, ...by })] : [])),
  );
  const unused = grants.filter((grant) => !usedKeys.has(keyOf(grant)));
  const reasonOf = ({ holder, action, resource }: Grant) =>
    reasons.find(
      ({ actions, where }) =>
        actions.includes(action) && (where?.test(`${holder} ${resource}`) ?? true),
    );
  const explained = new Map<string, number>();
  for (const grant of unused) {
    const { reason } = reasonOf(grant) ?? {};
    if (reason !== undefined) explained.set(reason, (explained.get(reason) ?? 0) + 1);
  }
  return {
    used: grants.length - unused.length,
    denied: records.filter(({ allowed, principal }) => !allowed && holders.has(principal)),
    unexplained: unused.filter((grant) => !reasonOf(grant)),
    explained,
    /** Actions of a reason that no unused grant has. */
    needless: reasons.flatMap((reason) => {
      const actions = reason.actions.filter(
        (action) => !unused.some((grant) => grant.action === action && reasonOf(grant) === reason),
      );
      return actions.length > 0 ? [{ ...reason, actions }] : [];
    }),
  };
}
