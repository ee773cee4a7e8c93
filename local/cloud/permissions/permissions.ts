/** Who calls, and whether the template's policies allow it. */
import { randomBytes } from 'node:crypto';
import type { Access, CallContext, Denial, Service } from '../../services/access.ts';
import type { Encryption, ResourcePolicy, Role, Statement } from '../template/description.ts';
import type { Context } from './conditions.ts';
import { createKeyUseOf } from './keys.ts';
import { type Decision, decide, Policy, type PolicyRequest, type Principal } from './policy.ts';
import type { Recorder } from './record.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Who acts without a key: a service for a role that it has taken on, or in its own name. */
export type Actor =
  /** `service` is the principal that the role must trust: `scheduler.amazonaws.com`. */
  | { readonly roleArn: string; readonly service: string; readonly sourceArn?: string }
  /** `sourceArn` is the resource on whose account the service acts. */
  | { readonly service: string; readonly sourceArn: string };

/** What an actor does; the resource is the whole ARN. */
export interface Act {
  readonly action: string;
  readonly resource: string;
}

export interface Permissions extends Access {
  /** A role's key is its name; its secret lasts as long as this process. */
  credentialsOf(roleArn: string): Credentials;
  /** May do everything: the embedded cloud itself, and whoever looks after it. */
  readonly operator: Credentials;
  /** Why the actor may not, or undefined where it may. */
  refusal(actor: Actor, act: Act): string | undefined;
}

export interface PermissionsOptions {
  readonly roles: readonly Role[];
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly encryptions: readonly Encryption[];
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly urlSuffix: string;
  readonly record: Recorder;
}

/** Throws TemplateError where a policy says what is not known here. */
export function createPermissions(options: PermissionsOptions): Permissions {
  const { roles, partition, region, account, record } = options;
  const secrets = new Map<string, string>();
  const issue = (accessKeyId: string): Credentials => {
    const secretAccessKey = randomBytes(24).toString('base64url');
    secrets.set(accessKeyId, secretAccessKey);
    return { accessKeyId, secretAccessKey };
  };
  const operator = issue('operator');
  const known = roles.map((role) => ({
    role,
    credentials: issue(role.name),
    principal: { kind: 'role', arn: role.arn, account } as const,
    policy: new Policy(role.statements),
    trust: new Policy(role.trust),
  }));
  const byKey = new Map(known.map((one) => [one.role.name, one]));
  const byArn = new Map(known.map((one) => [one.role.arn, one]));
  const ofResources = compileByResource(options.resourcePolicies);
  const keyUseOf = createKeyUseOf(options);

  const roleOf = (arn: string) => {
    const found = byArn.get(arn);
    if (!found) throw new Error(`there is no role ${arn}`);
    return found;
  };
  const arnOf = (service: Service, resource: string) =>
    service === 's3'
      ? `arn:${partition}:s3:::${resource}`
      : `arn:${partition}:${service}:${region}:${account}:${resource}`;

  const contextOf = (principal: Principal, more: CallContext): Context => ({
    // Loopback leaves no machine, so there is nothing for TLS to keep: it counts as such.
    'aws:securetransport': 'true',
    'aws:resourceaccount': account,
    ...(principal.kind === 'role'
      ? {
          'aws:principalarn': principal.arn,
          'aws:principalaccount': account,
          'aws:principalisawsservice': 'false',
        }
      : { 'aws:principalisawsservice': 'true', 'aws:sourceaccount': account }),
    ...more,
  });

  /** The call itself, and what it asks of the key under which its resource is kept. */
  function check(
    principal: Principal,
    { action, resource }: Act,
    policies: { readonly role?: Policy | undefined; readonly resource?: Policy | undefined },
    more: () => CallContext,
    inParts = false,
  ): Denial | undefined {
    const error = checkOne(principal, { action, resource }, policies, more);
    if (error !== undefined) return { error };
    const use = keyUseOf(action, resource, inParts);
    for (const keyAction of use?.actions ?? []) {
      const key = { action: keyAction, resource: use?.keyArn ?? '' };
      const ofKey = { role: policies.role, resource: ofResources(key.resource) };
      // A service that acts in its own name uses the key for the same source.
      const why = checkOne(principal, key, ofKey, () => ({ ...more(), ...use?.context }));
      if (why !== undefined) return { error: why, ofKey: true };
    }
    return undefined;
  }

  /** Decides, notes it, and gives the reason where it is denied. */
  function checkOne(
    principal: Principal,
    { action, resource }: Act,
    policies: { readonly role?: Policy | undefined; readonly resource?: Policy | undefined },
    more: () => CallContext,
  ): string | undefined {
    const request: PolicyRequest = {
      principal,
      action,
      resource,
      context: () => contextOf(principal, more()),
    };
    const decision = decide(request, { role: policies.role, resource: policies.resource });
    record(request, decision);
    return decision.allowed ? undefined : wordsOf(request, decision);
  }

  return {
    operator,
    credentialsOf: (roleArn) => roleOf(roleArn).credentials,
    accessKeys: (accessKeyId) => secrets.get(accessKeyId),
    authorize(call) {
      if (call.accessKeyId === operator.accessKeyId) return true;
      const caller = byKey.get(call.accessKeyId);
      if (!caller) return { error: `${call.accessKeyId} is nobody` };
      const act = { action: call.action, resource: arnOf(call.service, call.resource) };
      const policies = { role: caller.policy, resource: ofResources(act.resource) };
      const { context = () => ({}), inParts } = call;
      return check(caller.principal, act, policies, context, inParts) ?? true;
    },
    refusal(actor, act) {
      const source = (): CallContext =>
        actor.sourceArn === undefined ? {} : { 'aws:sourcearn': actor.sourceArn };
      const service = { kind: 'service', name: actor.service } as const;
      const resource = ofResources(act.resource);
      if (!('roleArn' in actor)) return check(service, act, { resource }, source)?.error;
      const { trust, principal, policy } = roleOf(actor.roleArn);
      const assuming = { action: 'sts:AssumeRole', resource: actor.roleArn };
      return (
        checkOne(service, assuming, { resource: trust }, source) ??
        check(principal, act, { role: policy, resource }, () => ({}))?.error
      );
    },
  };
}

/** The policy of the bucket that holds the object, and else of the resource itself. */
function compileByResource(
  policies: readonly ResourcePolicy[],
): (arn: string) => Policy | undefined {
  const statements = new Map<string, Statement[]>();
  for (const policy of policies) {
    const before = statements.get(policy.resourceArn) ?? [];
    statements.set(policy.resourceArn, [...before, ...policy.statements]);
  }
  const compiled = new Map([...statements].map(([arn, all]) => [arn, new Policy(all)]));
  return (arn) => {
    const slash = arn.startsWith('arn:') && arn.includes(':s3:::') ? arn.indexOf('/') : -1;
    return compiled.get(slash < 0 ? arn : arn.slice(0, slash));
  };
}

/** As AWS says it. */
function wordsOf(
  { principal, action, resource }: PolicyRequest,
  { because }: Decision & { readonly allowed: false },
): string {
  const who = principal.kind === 'role' ? principal.arn : principal.name;
  const [kind, effect] = because.startsWith('no ')
    ? [because.split(' ')[1], 'allow']
    : [because.split(' ')[0], 'deny'];
  const policy = kind === 'identity' ? 'identity-based policy' : 'resource-based policy';
  const reason =
    effect === 'deny'
      ? `with an explicit deny in ${kind === 'identity' ? 'an' : 'a'} ${policy}`
      : `because no ${policy} allows the ${action} action`;
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
