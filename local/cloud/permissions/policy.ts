/** Policies compiled once, and what a call's statements come to: IAM's evaluation in one account. */
import type { Statement } from '../template/description.ts';
import { type Context, type ContextMatcher, compileConditions } from './conditions.ts';
import { arnMatcher, globMatcher, type Matcher } from './patterns.ts';

/** Who calls: a role of this account, or a service in its own name. */
export type Principal =
  | { readonly kind: 'role'; readonly arn: string; readonly account: string }
  | { readonly kind: 'service'; readonly name: string };

export interface PolicyRequest {
  readonly principal: Principal;
  readonly action: string;
  /** The whole ARN. */
  readonly resource: string;
  /** Asked for where a statement has conditions only. */
  readonly context: () => Context;
}

/** The words of a statement that matched. */
export interface Match {
  readonly action: string;
  readonly resource: string;
}

export type Decision =
  | { readonly allowed: true; readonly by: Match; readonly source: 'role' | 'resource' }
  | {
      readonly allowed: false;
      /** The kind of policy that says no, or that no policy says yes. */
      readonly because:
        | 'identity deny'
        | 'resource deny'
        | 'no identity allow'
        | 'no resource allow';
    };

/** How far a resource's statement speaks of a principal: of it alone, of all of its account, not. */
type Reach = 'direct' | 'account' | 'none';

interface Rule {
  readonly allows: boolean;
  readonly action: string;
  readonly matchesAction: Matcher;
  readonly resources: readonly { readonly text: string; readonly matches: Matcher }[];
  readonly holds: ContextMatcher | undefined;
  readonly reach: (principal: Principal) => Reach;
}

export class Policy {
  readonly #rules: readonly Rule[];
  /** The rules that speak of an action: nearly every call is one of a few. */
  readonly #byAction = new Map<string, readonly Rule[]>();

  /** Throws TemplateError on what is not known here. */
  constructor(statements: readonly Statement[]) {
    this.#rules = statements.flatMap(compile);
  }

  /** What the policy's statements say of a request, each with its words. */
  *matching(request: PolicyRequest): Generator<{ rule: Rule; reach: Reach; match: Match }> {
    for (const rule of this.#speakingOf(request.action)) {
      const reach = rule.reach(request.principal);
      if (reach === 'none') continue;
      const resource = rule.resources.find(({ matches }) => matches(request.resource));
      if (!resource || (rule.holds && !rule.holds(request.context()))) continue;
      yield { rule, reach, match: { action: rule.action, resource: resource.text } };
    }
  }

  #speakingOf(action: string): readonly Rule[] {
    const known = this.#byAction.get(action);
    if (known) return known;
    const found = this.#rules.filter(({ matchesAction }) => matchesAction(action));
    this.#byAction.set(action, found);
    return found;
  }
}

function compile(statement: Statement): Rule[] {
  const holds = compileConditions(statement.conditions);
  const resources = statement.resources.map((text) => ({ text, matches: arnMatcher(text) }));
  const reach = reachOf(statement.principals);
  return statement.actions.map((action) => ({
    allows: statement.effect === 'Allow',
    action,
    matchesAction: globMatcher(action, 'i'),
    resources,
    holds,
    reach,
  }));
}

function reachOf(principals: Statement['principals']): Rule['reach'] {
  // A role's own policy is about the role.
  if (!principals) return () => 'direct';
  const { aws, services } = principals;
  return (principal) => {
    if (aws.includes('*')) return 'direct';
    if (principal.kind === 'service') return services.includes(principal.name) ? 'direct' : 'none';
    if (aws.includes(principal.arn)) return 'direct';
    const root = new RegExp(`^(arn:[^:]+:iam::)?${principal.account}(:root)?$`);
    return aws.some((name) => root.test(name)) ? 'account' : 'none';
  };
}

/**
 * Whether a request of this account is allowed: nothing may deny it, and the role's own policy
 * or the resource's must allow it. A key is stricter: its own policy has to let the role in, or
 * the account, and then the role's policy counts. A service in its own name has no other policy
 * than the resource's.
 */
export function decide(
  request: PolicyRequest,
  policies: { readonly role: Policy | undefined; readonly resource: Policy | undefined },
): Decision {
  let byRole: Match | undefined;
  for (const { rule, match } of policies.role?.matching(request) ?? []) {
    if (!rule.allows) return { allowed: false, because: 'identity deny' };
    byRole ??= match;
  }
  let byResource: Match | undefined;
  let letsAccountIn = false;
  for (const { rule, reach, match } of policies.resource?.matching(request) ?? []) {
    if (!rule.allows) return { allowed: false, because: 'resource deny' };
    if (reach === 'direct') byResource ??= match;
    else letsAccountIn = true;
  }
  const ownsDoor = request.action.startsWith('kms:');
  if (byRole && (!ownsDoor || letsAccountIn || byResource)) {
    return { allowed: true, by: byRole, source: 'role' };
  }
  if (byResource) return { allowed: true, by: byResource, source: 'resource' };
  const missing =
    request.principal.kind === 'service' || (ownsDoor && byRole) ? 'resource' : 'identity';
  return { allowed: false, because: `no ${missing} allow` };
}
